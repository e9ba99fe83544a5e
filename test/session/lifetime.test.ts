import QUnit from 'qunit';
import { AGE_LIMIT_MS, IDLE_LIMIT_MS, Lifetime, SILENCE_LIMIT_MS } from '../../src/session/lifetime';

QUnit.module('session: lifetime', () => {
  QUnit.test('silence counts from the last event', (assert) => {
    const life = new Lifetime(0);
    life.event(5000);
    assert.false(life.silent(5000 + SILENCE_LIMIT_MS - 1));
    assert.true(life.silent(5000 + SILENCE_LIMIT_MS));
  });

  QUnit.test('idleness counts from the last movement, or from the start if that is later', (assert) => {
    const life = new Lifetime(1000);
    assert.false(life.idle(9000 + IDLE_LIMIT_MS - 1, 9000));
    assert.true(life.idle(9000 + IDLE_LIMIT_MS, 9000));
    assert.false(life.idle(1000 + IDLE_LIMIT_MS - 1, 0));
    assert.true(life.idle(1000 + IDLE_LIMIT_MS, 0));
  });

  QUnit.test('age counts from the start', (assert) => {
    const life = new Lifetime(1000);
    assert.false(life.old(1000 + AGE_LIMIT_MS - 1));
    assert.true(life.old(1000 + AGE_LIMIT_MS));
  });

  QUnit.test('it wants to be looked at when the first of the limits is reached', (assert) => {
    const life = new Lifetime(0);
    assert.strictEqual(life.dueAt(5000), 5000 + IDLE_LIMIT_MS);
    assert.strictEqual(life.dueAt(AGE_LIMIT_MS - 1), AGE_LIMIT_MS);
  });
});
