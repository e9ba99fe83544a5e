import QUnit from 'qunit';
import { Pings } from '../../src/session/pings';

QUnit.module('session: pings', () => {
  QUnit.test('none is due before the start', (assert) => {
    assert.strictEqual(new Pings(10, 1).dueAt, Infinity);
  });

  QUnit.test('a second start leaves the grid as it is', (assert) => {
    const pings = new Pings(10, 1);
    pings.start(100);
    pings.start(105);
    assert.strictEqual(pings.dueAt, 110);
  });

  QUnit.test('a late one does not shift the grid, and those that were missed are not made up for', (assert) => {
    const pings = new Pings(10, 1);
    pings.start(100);
    pings.sent(113);
    assert.strictEqual(pings.dueAt, 120);
    pings.sent(157);
    assert.strictEqual(pings.dueAt, 160);
    pings.sent(160);
    assert.strictEqual(pings.dueAt, 170);
  });
});
