import QUnit from 'qunit';
import { SETTLE_MS } from '../src/session/playback';
import { watching } from './support/tracker-harness';

QUnit.module('tracker: pauses and held events', () => {
  QUnit.test('a pause is told when it has settled, with the time at which it happened', (assert) => {
    const harness = watching().pause();
    harness.pass(SETTLE_MS - 1);
    assert.strictEqual(harness.events().length, 2);
    harness.pass(1);
    assert.deepEqual(harness.timed().slice(2), ['pauseStart@5 +5000']);
  });

  QUnit.test('a pause taken back before it has settled tells nothing', (assert) => {
    const harness = watching().pause();
    harness.pass(SETTLE_MS - 50);
    harness.play({}).pass(1000);
    assert.strictEqual(harness.events().length, 2);
  });

  QUnit.test('another event settles a held pause first, in order and with its own time', (assert) => {
    const harness = watching().pause();
    harness.pass(100);
    harness.tracker.add('stateStart', { params: { media: { state: { name: 'mute' } } } });
    assert.deepEqual(harness.timed().slice(2), ['pauseStart@5 +5000', 'stateStart@5 +5100']);
    harness.pass(1000);
    assert.strictEqual(harness.events().length, 4, 'and it is not told again');
  });

  QUnit.test('another event at the very moment of a pause has a `ts` of its own', (assert) => {
    const harness = watching().pause();
    harness.reportError();
    harness.reportError();
    assert.deepEqual(harness.timed().slice(2), ['pauseStart@5 +5000', 'error@5 +5001', 'error@5 +5002']);
  });

  QUnit.test('leaving settles a held pause before sessionEnd', (assert) => {
    const harness = watching().pause();
    harness.tracker.end();
    assert.deepEqual(harness.timed().slice(2), ['pauseStart@5 +5000', 'sessionEnd@5 +5001']);
  });

  QUnit.test('a play held at the end is told before sessionComplete', (assert) => {
    const harness = watching().seek(599.9);
    harness.pass(100);
    harness.fire('pause', { paused: true, ended: true, mediaTime: 600 });
    harness.fire('ended');
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5', 'play@599.9', 'sessionComplete@599.99']);
  });

  QUnit.test('a pause after an error is told', (assert) => {
    const harness = watching();
    harness.fire('error');
    harness.pause().pass(1000);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5']);
  });

  QUnit.test('playback that an error stopped without a pause counts as paused, not as buffering', (assert) => {
    const harness = watching();
    harness.fire('error');
    harness.pass(2000);
    assert.deepEqual(harness.timed().slice(2), ['pauseStart@5 +5000']);
  });

  QUnit.test('a pause that comes only when the page returns from the back/forward cache is told then', (assert) => {
    const harness = watching();
    harness.sleep(60_000);
    harness.fire('pause', { paused: true });
    harness.pass(SETTLE_MS);
    assert.deepEqual(harness.timed().slice(2), ['pauseStart@5 +65000', 'ping@5 +65250']);
  });

  QUnit.test('a pause that comes before the player says that it has ended is the end’s own', (assert) => {
    const harness = watching();
    harness.fire('pause', { paused: true, mediaTime: 600 });
    harness.fire('ended', { ended: true });
    assert.deepEqual(harness.events().slice(2), ['sessionComplete@599.99']);
  });

  QUnit.test('a paused position that is corrected afterwards counts', (assert) => {
    const harness = watching().pause();
    harness.pass(1000);
    harness.fire('timeupdate', { mediaTime: 5.2 });
    harness.tracker.end();
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5', 'sessionEnd@5.2']);
  });
});
