import QUnit from 'qunit';
import { IDLE_LIMIT_MS } from '../src/session/session';
import * as recorded from './fixtures/recorded';
import { PING_MS, settled, TrackerHarness } from './support/tracker-harness';

QUnit.module('tracker: timers', () => {
  QUnit.test('there is none while no viewing is open', (assert) => {
    const harness = new TrackerHarness();
    harness.tracker.attach();
    harness.fire('loadstart', { duration: 600 });
    harness.fire('pause');
    assert.strictEqual(harness.clock.pending, 0, 'before the first');
    harness.play().pass(5000);
    assert.strictEqual(harness.clock.pending, 1, 'during one');
    harness.fire('pause', { paused: true, ended: true });
    harness.fire('ended');
    assert.strictEqual(harness.clock.pending, 0, 'after its end');
    harness.play().tracker.end();
    assert.strictEqual(harness.clock.pending, 0, 'after endSession');
    harness.play().tracker.turn(false);
    assert.strictEqual(harness.clock.pending, 0, 'after consent was withdrawn');
  });

  QUnit.test('there is never more than one', (assert) => {
    for (const [name, steps] of Object.entries(recorded)) {
      const harness = new TrackerHarness().replay(steps);
      harness.pass(2 * PING_MS);
      assert.true(harness.clock.mostPending <= 1, name);
    }
  });

  QUnit.test('while paused it is the next ping’s', async (assert) => {
    const harness = new TrackerHarness().play();
    await settled();
    harness.pass(3000);
    harness.pause().pass(1000);
    // The first frame was at 1 ms.
    assert.strictEqual(harness.clock.nextIn, PING_MS - 4000 + 1);
  });

  QUnit.test('before the first frame it is the session’s limit, once the request is out', async (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { paused: false, duration: 600 });
    await settled();
    harness.fire('waiting');
    assert.strictEqual(harness.clock.nextIn, IDLE_LIMIT_MS);
  });

  QUnit.test('while playing it runs for pings only: what the player says puts the look for a stall off', (assert) => {
    const harness = new TrackerHarness().play();
    const { timer } = harness.clock;
    let set = 0;
    let runs = 0;
    harness.clock.timer = (delayMs, callback) => {
      set++;
      return timer.call(harness.clock, delayMs, () => {
        runs++;
        callback();
      });
    };
    harness.pass(6 * PING_MS);
    assert.strictEqual(runs, 6);
    assert.true(set < 100, `and it is not set at each event, but ${set} times in a minute`);
  });
});
