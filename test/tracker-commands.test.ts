import QUnit from 'qunit';
import { settled, TrackerHarness, watching } from './support/tracker-harness';

QUnit.module('tracker: sessions begun and ended by the integrator', () => {
  QUnit.test('startSession ends what is open and begins anew where the player is', (assert) => {
    const harness = watching();
    harness.tracker.start();
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(2), ['sessionEnd@5', 'sessionStart@5', 'play@5.25']);
  });

  QUnit.test(
    'startSession between src() and loadstart is of the next item, of which nothing is known yet',
    async (assert) => {
      const harness = watching();
      await settled();
      harness.media.apply('', { source: 'next', mediaTime: 5 });
      harness.tracker.start();
      await settled();
      assert.deepEqual(harness.events().slice(-2), ['sessionEnd@5', 'sessionStart@0']);
      assert.strictEqual(harness.session.opened, undefined, 'its length is not known');
      harness.fire('emptied', { mediaTime: 0, duration: NaN });
      harness.fire('loadstart');
      harness.play({ duration: 30 });
      assert.strictEqual((harness.session.media as { length: number }).length, 30);
      assert.strictEqual(harness.sessions.length, 2);
    },
  );

  for (const [how, over] of Object.entries({
    'after the last one was seen to its end': (h: TrackerHarness) => h.fire('ended', { ended: true, paused: true }),
    'after endSession': (h: TrackerHarness) => h.tracker.end(),
  }))
    QUnit.test(`the same ${how}`, async (assert) => {
      const harness = watching();
      over(harness);
      harness.media.apply('', { source: 'next' });
      harness.tracker.start();
      await settled();
      assert.deepEqual(harness.events().slice(-1), ['sessionStart@0']);
      assert.strictEqual(harness.session.opened, undefined, 'its length is not known');
      harness.fire('emptied', { mediaTime: 0, duration: NaN });
      harness.fire('loadstart');
      harness.play({ duration: 30 });
      assert.strictEqual((harness.session.media as { length: number }).length, 30);
      assert.strictEqual(harness.sessions.length, 2);
    });

  QUnit.test('startSession before the player has a source begins nothing', (assert) => {
    const harness = new TrackerHarness();
    harness.media.apply('', { source: '' });
    harness.tracker.start();
    harness.fire('loadstart', { source: 'a.mp4' });
    harness.pass(20_000);
    harness.play({ duration: 30 });
    assert.deepEqual(harness.events(), ['sessionStart@0', 'play@0']);
    assert.strictEqual(harness.described, 1);
  });

  QUnit.test('startSession while an ad plays in the content’s own element is of the content', (assert) => {
    const harness = watching();
    harness.media.apply('', { source: '', seeking: true });
    harness.ad('adBreakStart');
    harness.tracker.start();
    harness.media.apply('', { duration: 15, mediaTime: 3 });
    harness.fire('timeupdate');
    assert.strictEqual(harness.sessions.length, 2);
    harness.ad('adBreakStart');
    harness.ad('adStart', { id: 'a', length: 15 });
    assert.deepEqual(harness.events().slice(-2), ['adBreakStart@5', 'adStart@5']);
    harness.ad('adBreakComplete');
    harness.fire('seeked', { source: 'a.mp4', seeking: false, mediaTime: 5, duration: 600 });
    harness.fire('playing');
    assert.strictEqual(harness.sessions.length, 2);
  });

  QUnit.test('startSession while paused begins without a play', (assert) => {
    const harness = watching().pause();
    harness.pass(1000);
    harness.tracker.start();
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(3), ['sessionEnd@5', 'sessionStart@5']);
    harness.play({});
    assert.deepEqual(harness.events().slice(5), ['play@5']);
  });

  QUnit.test('startSession while paused, and then endSession, is all where the player is', (assert) => {
    const harness = watching().pause();
    harness.pass(1000);
    harness.tracker.start();
    harness.tracker.end();
    assert.deepEqual(harness.events().slice(3), ['sessionEnd@5', 'sessionStart@5', 'sessionEnd@5']);
  });

  QUnit.test('after endSession only the next intent to play begins another', (assert) => {
    const harness = watching();
    harness.tracker.end();
    harness.seek(50).pass(5000);
    assert.deepEqual(harness.events().slice(2), ['sessionEnd@5']);
    harness.pause().play({});
    assert.deepEqual(harness.events().slice(3), ['sessionStart@55', 'play@55']);
  });

  QUnit.test('after endSession another item begins without an intent', (assert) => {
    const harness = watching();
    harness.tracker.end();
    harness.fire('loadstart', { source: 'b.mp4', mediaTime: 0, duration: NaN });
    harness.fire('playing');
    assert.deepEqual(harness.events().slice(3), ['sessionStart@0', 'play@0']);
  });

  QUnit.test('an intent to play ends what endSession asked for', (assert) => {
    const harness = watching();
    harness.tracker.end();
    harness.play();
    harness.fire('ended', { paused: true });
    harness.fire('playing', { paused: false });
    assert.strictEqual(harness.sessions.length, 3);
  });

  QUnit.test('an event without a viewing is refused', (assert) => {
    const harness = new TrackerHarness();
    assert.false(harness.reportError());
    harness.play();
    assert.true(harness.reportError());
  });

  QUnit.test('an event in the middle of a seek has the position the viewer left', (assert) => {
    const harness = watching();
    harness.fire('seeking', { mediaTime: 80, seeking: true });
    harness.reportError();
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5', 'error@5']);
  });
});

QUnit.module('tracker: consent', () => {
  QUnit.test('withdrawn, it stops without a word', (assert) => {
    const harness = watching();
    harness.tracker.turn(false);
    harness.pause().play({});
    harness.pass(60_000);
    assert.strictEqual(harness.events().length, 2);
    assert.ok(harness.session.closed);
    assert.false(harness.reportError());
  });

  QUnit.test('while it is withdrawn startSession begins nothing', (assert) => {
    const harness = new TrackerHarness();
    harness.tracker.turn(false);
    harness.tracker.start();
    harness.play();
    assert.strictEqual(harness.sessions.length, 0);
  });

  QUnit.test('given again, a new session begins from there', (assert) => {
    const harness = watching();
    harness.tracker.turn(false);
    harness.pass(5000);
    harness.tracker.turn(true);
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(2), ['sessionStart@10', 'play@10.25']);
  });

  QUnit.test('given while it was given, it changes nothing', (assert) => {
    const harness = watching();
    harness.tracker.turn(true);
    harness.pass(1000);
    assert.strictEqual(harness.events().length, 2);
  });
});
