import QUnit from 'qunit';
import { SETTLE_MS, STALL_MS } from '../src/session/playback';
import { watching } from './support/tracker-harness';

QUnit.module('tracker: stalls', () => {
  QUnit.test('a stall shorter than the settle time tells nothing', (assert) => {
    const harness = watching();
    harness.fire('waiting');
    harness.pass(SETTLE_MS - 1);
    harness.fire('playing');
    harness.pass(3000);
    assert.strictEqual(harness.events().length, 2);
  });

  QUnit.test('a longer one is bufferStart at its beginning and play at its end', (assert) => {
    const harness = watching();
    harness.fire('waiting');
    harness.pass(SETTLE_MS);
    assert.deepEqual(harness.timed().slice(2), ['bufferStart@5 +5000']);
    harness.fire('playing');
    assert.deepEqual(harness.timed().slice(3), ['play@5 +5250']);
  });

  QUnit.test('a position that stops without any event is a stall since it stopped', (assert) => {
    const harness = watching();
    harness.freeze();
    harness.pass(STALL_MS - 1);
    assert.strictEqual(harness.events().length, 2);
    harness.pass(1);
    assert.deepEqual(harness.timed().slice(2), ['bufferStart@5 +5000']);
    harness.thaw();
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(3), ['play@5.25'], 'and it ends without any event as well');
  });

  QUnit.test('one `waiting` after another is one stall', (assert) => {
    const harness = watching();
    harness.fire('waiting');
    harness.pass(200);
    harness.fire('waiting');
    harness.pass(200);
    harness.fire('waiting');
    harness.pass(4000);
    assert.deepEqual(harness.timed().slice(2), ['bufferStart@5 +5000']);
  });

  QUnit.test('a pause during a stall that is still held is not lost', (assert) => {
    const harness = watching();
    harness.fire('waiting');
    harness.pass(100);
    harness.pause().pass(1000);
    assert.deepEqual(harness.timed().slice(2), ['pauseStart@5 +5100']);
  });

  QUnit.test('a seek out of a stall is a pauseStart and a play', (assert) => {
    const harness = watching();
    harness.fire('waiting');
    harness.pass(1000);
    harness.seek(80).pass(1000);
    assert.deepEqual(harness.events().slice(2), ['bufferStart@5', 'pauseStart@5', 'play@80']);
  });

  QUnit.test('another event leaves a stall that is not sure yet held', (assert) => {
    const harness = watching();
    harness.fire('waiting');
    harness.pass(100);
    harness.reportError();
    harness.pass(100);
    harness.fire('playing');
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(2), ['error@5']);
  });

  QUnit.test('a stall that lasts is told after what came in between, its `ts` too', (assert) => {
    const harness = watching();
    harness.fire('waiting');
    harness.pass(100);
    harness.reportError();
    harness.pass(1000);
    assert.deepEqual(harness.timed().slice(2), ['error@5 +5100', 'bufferStart@5 +5101']);
  });

  QUnit.test('a stall that is not sure yet when the viewer leaves tells nothing', (assert) => {
    const harness = watching();
    harness.fire('waiting');
    harness.pass(100);
    harness.tracker.end();
    assert.deepEqual(harness.events().slice(2), ['sessionEnd@5']);
  });

  QUnit.test('a stall after a seek that has settled is a stall', (assert) => {
    const harness = watching().seek(80);
    harness.pass(2000);
    harness.fire('waiting');
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5', 'play@80', 'bufferStart@82']);
  });

  QUnit.test('a `waiting` after `seeked` is still the seek’s', (assert) => {
    const harness = watching();
    harness.fire('seeking', { mediaTime: 80, seeking: true });
    harness.fire('seeked', { seeking: false });
    harness.fire('waiting');
    harness.pass(1000);
    harness.fire('playing');
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5', 'play@80']);
  });

  QUnit.test('a `waiting` while paused is none', (assert) => {
    const harness = watching().pause();
    harness.pass(1000);
    harness.fire('waiting');
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5']);
  });

  QUnit.test('the end’s own pause is none, however late `ended` comes', (assert) => {
    const harness = watching();
    harness.fire('pause', { paused: true, ended: true, mediaTime: 600 });
    harness.pass(4000);
    harness.fire('ended');
    assert.deepEqual(harness.events().slice(2), ['sessionComplete@599.99']);
  });

  QUnit.test('after an error that was recovered from it is a stall again', (assert) => {
    const harness = watching();
    harness.fire('error');
    harness.fire('playing');
    harness.pass(1000);
    harness.freeze();
    harness.pass(3000);
    assert.deepEqual(harness.events().slice(2), ['bufferStart@6']);
  });
});
