import QUnit from 'qunit';
import type { EventType } from '../../src/model';
import { followPings } from '../../src/session/pings';

/** When the next ping is due after these events, at intervals of 10 in content and 1 in ads. */
function dueAfter(...events: [EventType, number][]): number {
  const state = { _mainPingMs: 10, _adPingMs: 1, _playedFrom: 0, _adFrom: 0, _pingAt: Infinity };
  for (const [type, ts] of events) followPings(state, { type, ts });
  return state._pingAt;
}

QUnit.module('session: pings', () => {
  QUnit.test('none is due before the start', (assert) => {
    assert.strictEqual(dueAfter(['sessionStart', 90], ['stateStart', 95]), Infinity);
  });

  QUnit.test('a second start leaves the grid as it is', (assert) => {
    assert.strictEqual(dueAfter(['play', 100], ['play', 105]), 110);
  });

  QUnit.test('a late one does not shift the grid, and those that were missed are not made up for', (assert) => {
    assert.strictEqual(dueAfter(['play', 100], ['ping', 113]), 120);
    assert.strictEqual(dueAfter(['play', 100], ['ping', 157]), 160);
    assert.strictEqual(dueAfter(['play', 100], ['ping', 160]), 170);
  });

  QUnit.test('what else is told while one is due takes nothing from it', (assert) => {
    assert.strictEqual(dueAfter(['play', 100], ['pauseStart', 111], ['play', 112]), 110);
  });
});
