import QUnit from 'qunit';
import { TrackerHarness, watching } from './support/tracker-harness';

/** The player loads something and has begun to show it. */
function loadAndPlay(harness: TrackerHarness, source: string): void {
  harness.fire('emptied', { source, mediaTime: 0, paused: true });
  harness.pass(300);
  harness.fire('loadstart', { duration: NaN });
  harness.play();
}

QUnit.module('tracker: where one viewing ends and the next begins', () => {
  QUnit.test('a source that fails in mid-play and loads again goes on in the same session', (assert) => {
    const harness = watching();
    harness.fire('error');
    loadAndPlay(harness, 'a.mp4');
    harness.pass(1000);
    assert.strictEqual(harness.sessions.length, 1);
    assert.strictEqual(harness.described, 1);
    harness.seek(5).pass(1000);
    harness.tracker.end();
    assert.strictEqual(harness.events().pop(), 'sessionEnd@6');
  });

  QUnit.test('a source that fails and loads again at once, but is not played, is paused', (assert) => {
    const harness = watching();
    harness.fire('error');
    harness.fire('emptied', { mediaTime: 0, paused: true });
    harness.fire('loadstart');
    harness.pass(3000);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5']);
    harness.play();
    assert.deepEqual(harness.events().slice(3), ['play@0']);
  });

  QUnit.test('an error that stops nothing, then the same source loaded but not played: a pause, no stall', (assert) => {
    const harness = watching();
    harness.fire('error');
    harness.thaw();
    harness.pass(2000);
    harness.fire('emptied', { mediaTime: 0, paused: true });
    harness.fire('loadstart');
    harness.pass(3000);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@7']);
  });

  QUnit.test('sought to the very end and back, it was not seen to its end', (assert) => {
    const harness = watching();
    harness.fire('seeking', { mediaTime: 600, seeking: true });
    harness.fire('pause', { paused: true, ended: true });
    harness.seek(20);
    harness.fire('timeupdate', { ended: false });
    harness.tracker.end();
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5', 'sessionEnd@20']);
  });

  QUnit.test('what is chosen while the player still has the last position begins at 0', (assert) => {
    const harness = watching();
    harness.media.playheadOf = () => 50_000;
    harness.fire('emptied');
    harness.fire('play', { source: 'b.mp4', paused: false });
    harness.media.playheadOf = (mediaTime) => mediaTime;
    harness.fire('loadstart', { mediaTime: 0 });
    harness.fire('playing');
    assert.deepEqual(harness.events().slice(2), ['sessionEnd@5', 'sessionStart@0', 'play@0']);
  });

  QUnit.test('an error from which it has recovered is forgotten: loaded again it is another viewing', (assert) => {
    const harness = watching();
    harness.fire('error');
    loadAndPlay(harness, 'a.mp4');
    harness.pass(1000);
    loadAndPlay(harness, 'a.mp4');
    assert.strictEqual(harness.sessions.length, 2);
  });

  QUnit.test('after an error another source is another viewing', (assert) => {
    const harness = watching();
    harness.fire('error');
    loadAndPlay(harness, 'b.mp4');
    assert.deepEqual(harness.events().slice(2), ['sessionEnd@5.3', 'sessionStart@0', 'play@0']);
  });

  QUnit.test('another source that cannot be played at all ends the viewing', (assert) => {
    const harness = watching();
    harness.media.apply('sourceset', { source: 'b.xyz', mediaTime: 0 });
    harness.fire('error');
    harness.pass(60_000);
    assert.deepEqual(harness.events().slice(2), ['sessionEnd@5']);
  });

  QUnit.test('a source that is long in coming is awaited without looking again and again', (assert) => {
    const harness = watching();
    harness.media.apply('sourceset', { source: 'b.mp4', mediaTime: 0 });
    harness.reportError();
    harness.pass(8000);
    harness.fire('emptied');
    harness.fire('loadstart', { duration: NaN });
    assert.deepEqual(harness.events().slice(2), ['error@5', 'ping@5.5', 'sessionEnd@5.5']);
  });

  QUnit.test('loaded again before the first frame it is the same viewing', (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { paused: false });
    loadAndPlay(harness, 'a.mp4');
    assert.deepEqual(harness.events(), ['sessionStart@0', 'play@0']);
  });

  QUnit.test('what a player fires between two items is told of neither', (assert) => {
    const harness = watching();
    harness.fire('emptied', { mediaTime: 0, paused: true });
    for (const type of ['timeupdate', 'pause', 'waiting', 'seeking', 'durationchange']) harness.fire(type);
    harness.reportError();
    harness.pass(500);
    harness.fire('loadstart', { duration: NaN });
    assert.deepEqual(harness.events().slice(2), ['error@5', 'sessionEnd@5.5']);
  });

  QUnit.test('another item loaded before the first frame is another viewing', (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { paused: false });
    harness.fire('loadstart', { source: 'b.mp4' });
    assert.deepEqual(harness.events(), ['sessionStart@0', 'sessionEnd@0']);
    harness.play();
    assert.deepEqual(harness.events().slice(2), ['sessionStart@0', 'play@0']);
  });

  QUnit.test('a playlist that moves on in mid-play ends one item where the next is wanted', (assert) => {
    const harness = watching();
    harness.fire('emptied', { source: 'b.mp4', mediaTime: 0, paused: true });
    harness.pass(100);
    harness.fire('play', { paused: false });
    harness.pass(100);
    harness.fire('loadstart', { duration: NaN });
    harness.fire('playing');
    const expected = ['sessionEnd@5.1 +5100', 'sessionStart@0 +5101', 'play@0 +5200'];
    assert.deepEqual(harness.timed().slice(2), expected);
  });

  QUnit.test('content on screen begins a viewing when no intent was seen', (assert) => {
    const harness = new TrackerHarness();
    harness.fire('playing', { paused: false });
    assert.deepEqual(harness.events(), ['sessionStart@0', 'play@0']);
    harness.fire('playing', { source: 'b.mp4' });
    assert.deepEqual(harness.events().slice(2), ['sessionEnd@0', 'sessionStart@0', 'play@0']);
  });

  QUnit.test('an intent to play nothing begins nothing', (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { paused: false, source: '' });
    assert.strictEqual(harness.sessions.length, 0);
  });

  QUnit.test('the end is where the player says it is, though its position was last told long before', (assert) => {
    const harness = new TrackerHarness().play({ duration: 20 });
    harness.pass(17_000);
    harness.freeze();
    harness.fire('ended', { mediaTime: 20, paused: true, ended: true });
    assert.strictEqual(harness.events().pop(), 'sessionComplete@19.99');
  });

  QUnit.test('a position last told a moment ago goes on at the playback rate', (assert) => {
    const harness = new TrackerHarness().play({ duration: 600, rate: 2 });
    harness.pass(5200);
    harness.tracker.end();
    assert.strictEqual(harness.events().pop(), 'sessionEnd@10.4');
  });

  QUnit.test('open ad, break and chapter end before the session does', (assert) => {
    const harness = watching();
    harness.tracker.add('chapterStart', { params: { media: { chapter: { index: 1, offset: 0, length: 60 } } } });
    harness.ad('adBreakStart');
    harness.ad('adStart', { id: 'a', length: 15 });
    harness.tracker.end();
    const closing = ['adSkip@5', 'adBreakComplete@5', 'chapterSkip@5', 'sessionEnd@5'];
    assert.deepEqual(harness.events().slice(-4), closing);
  });

  QUnit.test('a player that plays already is taken up', (assert) => {
    const harness = new TrackerHarness();
    harness.media.apply('playing', { mediaTime: 40, paused: false, duration: 600 });
    harness.tracker.attach();
    harness.thaw();
    harness.pass(1000);
    assert.deepEqual(harness.events(), ['sessionStart@40', 'play@40.25']);
  });

  QUnit.test('a player that is paused, at its end or empty is left alone', (assert) => {
    for (const shown of [{}, { paused: false, ended: true }, { paused: false, source: '' }]) {
      const harness = new TrackerHarness();
      harness.media.apply('', shown);
      harness.tracker.attach();
      assert.strictEqual(harness.sessions.length, 0);
    }
  });
});
