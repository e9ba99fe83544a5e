import QUnit from 'qunit';
import { LIVE_LENGTH_SECONDS } from '../src/session/session';
import * as recorded from './fixtures/recorded';
import { TrackerHarness } from './support/tracker-harness';

/** The second of the day at which position 0 of the recorded window was live. */
const DAY_START = 50_000;

function live(dayStart = DAY_START): TrackerHarness {
  const harness = new TrackerHarness();
  harness.media.playheadOf = (mediaTime) => (dayStart + mediaTime) % LIVE_LENGTH_SECONDS;
  return harness.replay(recorded.liveStart);
}

QUnit.module('tracker: live', () => {
  QUnit.test('events carry the second of the day of what is on screen', (assert) => {
    const harness = live();
    harness.pass(10_000);
    harness.pause().pass(1000);
    assert.deepEqual(harness.events(), ['sessionStart@50024', 'play@50026', 'ping@50036', 'pauseStart@50036.4']);
  });

  QUnit.test('while paused the second stays', (assert) => {
    const harness = live();
    harness.pause().pass(20_000);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@50026.4', 'ping@50026.4', 'ping@50026.4']);
  });

  QUnit.test('a seek back in the window is a pauseStart and a play', (assert) => {
    const harness = live();
    harness.seek(10).pass(1000);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@50026.4', 'play@50010']);
  });

  QUnit.test('a click at the live edge, which pauses without a seek, tells nothing', (assert) => {
    const harness = live();
    harness.pause().pass(100);
    harness.play({}).pass(1000);
    assert.strictEqual(harness.events().length, 2);
  });

  QUnit.test('no playhead reaches the length of a day', (assert) => {
    const harness = live(LIVE_LENGTH_SECONDS - 26.6);
    harness.pass(50);
    harness.sleep(400);
    harness.tracker.end();
    const playhead = harness.session.events.pop()?.playhead ?? NaN;
    assert.true(playhead < LIVE_LENGTH_SECONDS && playhead > LIVE_LENGTH_SECONDS - 1, String(playhead));
  });

  QUnit.test('a loop attribute makes no rounds of it', (assert) => {
    const harness = live();
    harness.media.apply('', { loop: true });
    harness.seek(0).pass(1000);
    assert.strictEqual(harness.sessions.length, 1);
  });
});
