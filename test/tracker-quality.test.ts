import QUnit from 'qunit';
import type { Quality } from '../src/model';
import { TrackerHarness } from './support/tracker-harness';

const LOW: Quality = { bitrate: 140_000, droppedFrames: 0, framesPerSecond: 24 };
const HIGH: Quality = { ...LOW, bitrate: 210_000 };

/** What events carried, by their types. */
const carried = (harness: TrackerHarness): unknown[] =>
  harness.sessions.flatMap(({ events }) => events).map(({ type, qoe }) => (qoe ? [type, qoe] : type));

/** Playing with quality known, and told with the play. */
const begin = (quality = LOW): TrackerHarness => new TrackerHarness().play({ duration: 600, quality });

QUnit.module('tracker: quality of experience', () => {
  QUnit.test('it comes with the first event of playback, and then with none while it stays', (assert) => {
    const harness = begin();
    harness.pass(1000);
    harness.pause().pass(500);
    assert.deepEqual(carried(harness), ['sessionStart', ['play', LOW], 'pauseStart']);
  });

  QUnit.test('when it changed, the next event carries all of it', (assert) => {
    const harness = begin();
    harness.fire('timeupdate', { quality: { ...LOW, droppedFrames: 3 } });
    harness.pass(1000);
    harness.pause().pass(500);
    assert.deepEqual(carried(harness).pop(), ['pauseStart', { ...LOW, droppedFrames: 3 }]);
  });

  QUnit.test('pings carry none', (assert) => {
    const harness = begin();
    harness.fire('timeupdate', { quality: { ...LOW, droppedFrames: 3 } });
    harness.pass(11_000);
    assert.deepEqual(carried(harness).pop(), 'ping');
  });

  QUnit.test('another bitrate is a bitrateChange', (assert) => {
    const harness = begin();
    harness.pass(5000);
    harness.fire('timeupdate', { quality: HIGH });
    harness.pass(6000);
    assert.deepEqual(carried(harness).slice(2), [['bitrateChange', HIGH], 'ping']);
    assert.deepEqual(harness.events()[2], 'bitrateChange@5');
  });

  QUnit.test('a bitrate that becomes known after the first frame is one, too', (assert) => {
    const harness = begin({});
    harness.pass(1000);
    harness.fire('timeupdate', { quality: LOW });
    assert.deepEqual(carried(harness).slice(1), ['play', ['bitrateChange', LOW]]);
  });

  QUnit.test('a bitrate that is not known for a moment has not changed', (assert) => {
    const harness = begin();
    harness.fire('timeupdate', { quality: {} });
    harness.fire('timeupdate', { quality: LOW });
    assert.strictEqual(harness.events().length, 2);
  });

  QUnit.test('in the middle of a scrub it waits for the seek’s own events', (assert) => {
    const harness = begin();
    harness.pass(1000);
    harness.fire('seeking', { mediaTime: 50, seeking: true, quality: HIGH });
    harness.pass(100);
    harness.fire('seeked', { seeking: false });
    harness.fire('playing');
    harness.pass(500);
    assert.deepEqual(carried(harness).slice(2), [['pauseStart', HIGH], 'play', ['bitrateChange', HIGH]]);
  });

  QUnit.test('an error always carries it, with its own', (assert) => {
    const harness = begin();
    harness.tracker.add('error', { qoe: { errorID: 'x', errorSource: 'external' } });
    assert.deepEqual(carried(harness).pop(), ['error', { ...LOW, errorID: 'x', errorSource: 'external' }]);
  });

  QUnit.test('a session that takes over is told all of it again', (assert) => {
    const harness = begin();
    harness.sleep(11 * 60_000);
    harness.pass(10);
    harness.pause().pass(500);
    const told = carried(harness).filter((each) => each !== 'ping');
    assert.deepEqual(told.slice(2), ['bufferStart', ['pauseStart', LOW]]);
  });

  QUnit.test('in an ad break it is not the content’s, whether ads are told or not', (assert) => {
    for (const hidden of [true, false]) {
      const harness = begin();
      harness.pass(1000);
      harness.ad('adBreakStart', {}, { hidden });
      harness.fire('timeupdate', { quality: HIGH });
      if (!hidden) harness.ad('adStart', { id: 'a', length: 15 });
      harness.pass(500);
      harness.ad('adBreakComplete');
      harness.fire('playing', { quality: {} });
      harness.pass(500);
      const told = hidden ? ['pauseStart', 'play'] : ['adBreakStart', 'adStart', 'adSkip', 'adBreakComplete', 'play'];
      assert.deepEqual(carried(harness).slice(2), told);
    }
  });

  QUnit.test('the play after a break carries it at once', (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { duration: 600, paused: false });
    harness.ad('adBreakStart');
    harness.ad('adStart', { id: 'a', length: 15 });
    harness.fire('timeupdate', { quality: HIGH });
    harness.ad('adBreakComplete');
    harness.fire('playing', { quality: LOW });
    harness.pass(1000);
    assert.deepEqual(carried(harness).slice(-2), ['adBreakComplete', ['play', LOW]]);
  });

  QUnit.test('at the end it is what was on screen, not what the next item has', (assert) => {
    const harness = begin();
    harness.fire('timeupdate', { quality: { ...LOW, droppedFrames: 5 } });
    harness.fire('emptied', { source: 'b.mp4', quality: { droppedFrames: 0 } });
    harness.fire('loadstart');
    assert.deepEqual(carried(harness).pop(), ['sessionEnd', { ...LOW, droppedFrames: 5 }]);
  });
});

QUnit.module('tracker: time to start', () => {
  /** The viewer presses play; the first frame comes later. */
  const starts = (afterMs: number, before?: (harness: TrackerHarness) => void): TrackerHarness => {
    const harness = new TrackerHarness();
    harness.fire('play', { duration: 600, paused: false, timed: true });
    before?.(harness);
    harness.pass(afterMs);
    harness.fire('playing');
    return harness;
  };

  QUnit.test('is the time from the intent to play to the first frame, told with the play', (assert) => {
    assert.deepEqual(carried(starts(1234)), ['sessionStart', ['play', { timeToStart: 1234 }]]);
  });

  QUnit.test('leaves out ads that are not told, too', (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { timed: true });
    harness.pass(200);
    harness.ad('adBreakStart', {}, { hidden: true });
    harness.pass(15_000);
    harness.ad('adBreakComplete', {}, { hidden: true });
    harness.pass(100);
    harness.play();
    const [play] = harness.session.events.filter(({ type }) => type === 'play');
    assert.strictEqual(play?.qoe?.timeToStart, 300);
  });

  QUnit.test('is told once', (assert) => {
    const harness = starts(1234);
    harness.pass(1000);
    harness.pause().pass(500);
    harness.play({}).pass(500);
    assert.deepEqual(carried(harness).slice(2), ['pauseStart', 'play']);
  });

  QUnit.test('counts from the last intent: a pause before the first frame takes the one before back', (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { duration: 600, paused: false, timed: true });
    harness.pass(1000);
    harness.pause().pass(60_000);
    harness.fire('play', { paused: false });
    harness.pass(300);
    harness.fire('playing');
    assert.deepEqual(carried(harness).pop(), ['play', { timeToStart: 300 }]);
  });

  QUnit.test('leaves out the ad break before', (assert) => {
    const harness = starts(300, (h) => {
      h.pass(200);
      h.ad('adBreakStart');
      h.ad('adStart', { id: 'a', length: 15 });
      h.pass(15_000);
      h.ad('adBreakComplete');
    });
    assert.deepEqual(carried(harness).pop(), ['play', { timeToStart: 500 }]);
  });

  QUnit.test('leaves out only what was left of the break where play was pressed in it', (assert) => {
    const harness = new TrackerHarness();
    harness.byHand('adBreakStart');
    harness.byHand('adStart', { id: 'a', length: 15 });
    harness.pass(2000);
    harness.fire('play', { duration: 600, timed: true });
    harness.pass(13_000);
    harness.byHand('adComplete');
    harness.byHand('adBreakComplete');
    harness.pass(5000);
    harness.fire('playing', { paused: false });
    assert.deepEqual(carried(harness).pop(), ['play', { timeToStart: 5000 }]);
  });

  QUnit.test('is not known of a player that was playing already', (assert) => {
    const harness = new TrackerHarness();
    harness.media.apply('playing', { duration: 600, paused: false, timed: true });
    harness.thaw();
    harness.tracker.attach();
    harness.pass(1000);
    assert.deepEqual(carried(harness), ['sessionStart', 'play']);
  });

  QUnit.test('is not known of the next round of a loop', (assert) => {
    const harness = new TrackerHarness().play({ duration: 10, loop: true, timed: true });
    harness.pass(9900);
    harness.seek(0).pass(500);
    assert.deepEqual(carried(harness).slice(-2), ['sessionStart', 'play']);
  });

  QUnit.test('is the integrator’s, where that is known', (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { duration: 600, paused: false, timed: true });
    harness.fire('playing', { quality: { timeToStart: 77 } });
    assert.deepEqual(carried(harness).pop(), ['play', { timeToStart: 77 }]);
  });
});
