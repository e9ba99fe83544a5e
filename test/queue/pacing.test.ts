import QUnit from 'qunit';
import type { MediaEvent } from '../../src/model';
import {
  DRAIN_GAP_CAP_MS,
  drainGapMs,
  sparePing,
  START_SPREAD_CAP_MS,
  startSpreadMs,
  WAITING_PINGS_CAP,
} from '../../src/queue/pacing';
import { eventOf } from '../support/fake-backend';

const { module, test } = QUnit;

const ALMOST_ONE = 1 - Number.EPSILON;
const HOUR_MS = 3_600_000;
const PING_INTERVAL_MS = 10_000;
const SESSION_MEMORY_MS = 600_000;

const at = (type: MediaEvent['type'], seconds: number): MediaEvent => ({ ...eventOf(type), ts: seconds * 1000 });
const pingsAt = (...seconds: number[]): MediaEvent[] => seconds.map((each) => at('ping', each));
const secondsOf = (events: MediaEvent[]): number[] => events.map(({ ts }) => ts / 1000);

/** What is left of events that come one after the other while nothing can be sent. */
function leftOf(events: MediaEvent[]): MediaEvent[] {
  return events.reduce<MediaEvent[]>((waiting, event) => {
    const all = [...waiting, event];
    const spare = sparePing(all);
    return all.filter((each) => each !== spare);
  }, []);
}

const everyTenSeconds = (count: number): MediaEvent[] => pingsAt(...Array.from({ length: count }, (_, i) => i * 10));

module('queue: the start after an outage', () => {
  test('is at once when there was none', (assert) => {
    assert.strictEqual(startSpreadMs(0, ALMOST_ONE), 0);
  });

  test('is spread over twice as long as a short outage lasted', (assert) => {
    assert.strictEqual(startSpreadMs(3000, 0), 0);
    assert.strictEqual(startSpreadMs(3000, 0.5), 3000);
    assert.strictEqual(startSpreadMs(6000, 0.5), 6000);
  });

  test('is not put off without bounds', (assert) => {
    assert.strictEqual(startSpreadMs(HOUR_MS, 0.5), START_SPREAD_CAP_MS / 2);
    assert.true(startSpreadMs(HOUR_MS, ALMOST_ONE) <= START_SPREAD_CAP_MS);
  });
});

module('queue: the gap between events of a backlog', () => {
  test('is nothing without an outage, as behind a slow session start', (assert) => {
    assert.strictEqual(drainGapMs(0, ALMOST_ONE), 0);
  });

  test('is in proportion to a short outage', (assert) => {
    assert.strictEqual(drainGapMs(400, 0.5), 100);
    assert.strictEqual(drainGapMs(4000, 0.5), 1000);
  });

  test('is the same after every long one, as the load does not depend on how much waits', (assert) => {
    assert.strictEqual(drainGapMs(60_000, 0.5), DRAIN_GAP_CAP_MS);
    assert.strictEqual(drainGapMs(HOUR_MS, 0.5), DRAIN_GAP_CAP_MS);
  });

  test('varies by half to either side, so that viewers fall out of step', (assert) => {
    assert.strictEqual(drainGapMs(HOUR_MS, 0), DRAIN_GAP_CAP_MS / 2);
    assert.true(drainGapMs(HOUR_MS, ALMOST_ONE) <= DRAIN_GAP_CAP_MS * 1.5);
  });
});

module('queue: thinning of waiting pings', () => {
  test('keeps them all up to the cap', (assert) => {
    assert.strictEqual(sparePing([]), undefined);
    assert.strictEqual(sparePing(everyTenSeconds(WAITING_PINGS_CAP)), undefined);
  });

  test('gives up every second one, the oldest first', (assert) => {
    const pings = everyTenSeconds(WAITING_PINGS_CAP + 3);
    assert.deepEqual(
      secondsOf(leftOf(pings)),
      [0, 20, 40, 60, 70, 80, 90, 100, 110, 120, 130, 140],
      'those at 10, 30 and 50 s are gone',
    );
  });

  test('always keeps the oldest, which may be in flight, and the newest', (assert) => {
    for (const count of [13, 31, 100, 361]) {
      const seconds = secondsOf(leftOf(everyTenSeconds(count)));
      assert.strictEqual(seconds[0], 0);
      assert.strictEqual(seconds[seconds.length - 1], (count - 1) * 10);
    }
  });

  test('keeps the cap for an outage of any length', (assert) => {
    for (const count of [13, 31, 100, 361])
      assert.strictEqual(leftOf(everyTenSeconds(count)).length, WAITING_PINGS_CAP);
  });

  test('leaves no hole in an hour that would look like a session that timed out', (assert) => {
    const left = leftOf(everyTenSeconds(HOUR_MS / PING_INTERVAL_MS));
    const holesMs = left.slice(1).map(({ ts }, i) => ts - left[i]!.ts);
    assert.true(Math.max(...holesMs) < SESSION_MEMORY_MS, `${Math.max(...holesMs)} ms`);
  });

  test('gives up nothing but pings, however many other events wait', (assert) => {
    const changes = Array.from({ length: 200 }, (_, i) => at(i % 2 ? 'play' : 'pauseStart', i * 17 + 1));
    const both = [...everyTenSeconds(340), ...changes].sort((a, b) => a.ts - b.ts);
    const left = leftOf(both);
    assert.deepEqual(
      left.filter(({ type }) => type !== 'ping'),
      changes,
    );
    assert.strictEqual(left.length, changes.length + WAITING_PINGS_CAP);
    assert.strictEqual(sparePing(changes), undefined);
  });

  test('brings a long backlog down when asked again and again', (assert) => {
    const waiting = everyTenSeconds(50);
    for (let spare = sparePing(waiting); spare; spare = sparePing(waiting)) waiting.splice(waiting.indexOf(spare), 1);
    assert.strictEqual(waiting.length, WAITING_PINGS_CAP);
    assert.deepEqual([waiting[0]!.ts, waiting[waiting.length - 1]!.ts], [0, 490_000]);
  });
});
