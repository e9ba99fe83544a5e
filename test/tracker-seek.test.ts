import QUnit from 'qunit';
import { SETTLE_MS } from '../src/session/playback';
import { PING_MS, TrackerHarness } from './support/tracker-harness';

/** Eight presses of a key within a second, each a seek of its own. */
function eightKeys(harness: TrackerHarness): void {
  for (let key = 1; key <= 8; key++) {
    harness.seek(100 + 5 * key);
    harness.pass(85);
  }
}

const types = (harness: TrackerHarness): string[] => harness.events().map((event) => event.replace(/@.*/, ''));

QUnit.module('tracker: seeks', () => {
  QUnit.test('eight keys in a second are one pauseStart where they began and one play where they landed', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    eightKeys(harness);
    harness.pass(1000);
    assert.deepEqual(harness.timed().slice(2), ['pauseStart@5 +5000', 'play@140 +5915']);
  });

  QUnit.test('so they are with a ping due in the middle', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(PING_MS - 500);
    eightKeys(harness);
    harness.pass(1000);
    assert.deepEqual(types(harness), ['sessionStart', 'play', 'pauseStart', 'ping', 'play']);
    assert.strictEqual(harness.events().pop(), 'play@140');
  });

  QUnit.test('seeks that are settled in between are two', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.seek(50);
    harness.pass(SETTLE_MS);
    harness.seek(90);
    harness.pass(SETTLE_MS);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5', 'play@50', 'pauseStart@50.25', 'play@90']);
  });

  QUnit.test('a play keeps the time at which the seek landed', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.seek(50, 30);
    harness.pass(SETTLE_MS - 1);
    assert.deepEqual(harness.timed().slice(2), ['pauseStart@5 +5000'], 'it may still be one of many');
    harness.pass(1);
    assert.deepEqual(harness.timed().slice(3), ['play@50 +5030']);
  });

  QUnit.test('holding the handle counts as paused', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.fire('pause', { paused: true, seeking: true, mediaTime: 80 });
    harness.fire('seeking');
    harness.pass(40);
    harness.fire('seeked', { seeking: false });
    harness.pass(8000);
    harness.play({});
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5', 'ping@80', 'play@80']);
  });

  QUnit.test('a pause in the middle of a seek stays', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.fire('seeking', { seeking: true, mediaTime: 80 });
    harness.pass(1000);
    harness.pause().fire('seeked', { seeking: false });
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5']);
  });

  QUnit.test('a pause just after a seek landed stays', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.seek(80).pass(100);
    harness.pause().pass(1000);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5']);
  });

  QUnit.test('a resume after a seek while paused is a play where it landed', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.pause().pass(1000);
    harness.seek(80).pass(1000);
    harness.play({});
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5', 'play@80']);
  });

  QUnit.test('buffering after a seek is part of the seek', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.seek(80, 3000).pass(1000);
    assert.deepEqual(harness.timed().slice(2), ['pauseStart@5 +5000', 'play@80 +8000']);
  });

  QUnit.test('a player that fires no `playing` after a seek is believed by its moving position', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.fire('seeking', { seeking: true, mediaTime: 80 });
    harness.pass(40);
    harness.fire('seeked', { seeking: false });
    harness.thaw();
    harness.pass(1500);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5', 'play@80.5']);
  });

  QUnit.test('a drag from the end of a looping item to its start is no new round', (assert) => {
    const harness = new TrackerHarness().play({ duration: 20, loop: true });
    harness.pass(19_000);
    harness.fire('pause', { paused: true, seeking: true, mediaTime: 0 });
    harness.fire('seeking');
    harness.fire('seeked', { seeking: false });
    harness.play({});
    harness.pass(500);
    assert.deepEqual(harness.events().slice(2), ['ping@10', 'pauseStart@19', 'play@0']);
  });

  QUnit.test('a `playing` while the player still seeks is no landing', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.fire('seeking', { mediaTime: 80, seeking: true });
    harness.fire('playing');
    harness.freeze();
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5']);
  });

  for (const playheadOf of [(at: number) => at + 3600, (at: number) => Math.max(0, at - 10)])
    QUnit.test(
      `a loop is a new round where playheads are the integrator’s own, ${playheadOf(20)} at the end`,
      (assert) => {
        const harness = new TrackerHarness();
        harness.details = Promise.resolve({ params: { media: { id: 'part', length: 4000 } } });
        harness.media.playheadOf = playheadOf;
        harness.play({ duration: 20, loop: true });
        harness.pass(19_900);
        harness.seek(0).pass(1000);
        assert.strictEqual(harness.sessions.length, 2);
        harness.pass(10_000);
        harness.seek(0).pass(1000);
        assert.strictEqual(harness.sessions.length, 2, 'from elsewhere it is a seek');
      },
    );

  QUnit.test('a key that seeks from the end to the start is no new round of what does not loop', (assert) => {
    const harness = new TrackerHarness().play({ duration: 20 });
    harness.pass(19_000);
    harness.seek(0).pass(500);
    assert.deepEqual(harness.events().slice(3), ['pauseStart@19', 'play@0']);
  });

  QUnit.test('a key that seeks back from the end is no new round of what loops', (assert) => {
    const harness = new TrackerHarness().play({ duration: 20, loop: true });
    harness.pass(19_000);
    harness.seek(14).pass(500);
    assert.deepEqual(harness.events().slice(3), ['pauseStart@19', 'play@14']);
  });

  QUnit.test('a key that seeks to the start from elsewhere is no new round of what loops', (assert) => {
    const harness = new TrackerHarness().play({ duration: 20, loop: true });
    harness.pass(8000);
    harness.seek(0).pass(500);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@8', 'play@0']);
  });
});
