import QUnit from 'qunit';
import { stamps } from '../../src/session/stamps';

QUnit.module('session: stamps', () => {
  QUnit.test('a `ts` is the moment in whole milliseconds', (assert) => {
    assert.strictEqual(stamps()('play', 1000.4, 0).ts, 1000);
  });

  QUnit.test('two events at one moment are 1 ms apart', (assert) => {
    const stamp = stamps();
    assert.deepEqual(
      [1000, 1000, 1000.2].map((at) => stamp('ping', at, 0).ts),
      [1000, 1001, 1002],
    );
  });

  QUnit.test('a clock that steps back does not take `ts` with it, and one that catches up leads again', (assert) => {
    const stamp = stamps();
    assert.deepEqual(
      [5000, 1000, 2000, 6000].map((at) => stamp('ping', at, 0).ts),
      [5000, 5001, 5002, 6000],
    );
  });

  QUnit.test('a playhead is never negative and exact to the millisecond', (assert) => {
    const stamp = stamps();
    assert.deepEqual(
      [-0.3, 1.23456, 12].map((playhead) => stamp('play', 0, playhead).playhead),
      [0, 1.235, 12],
    );
  });

  QUnit.test('ids differ within the page', (assert) => {
    assert.notStrictEqual(stamps()('play', 0, 0).id, stamps()('play', 0, 0).id);
  });
});
