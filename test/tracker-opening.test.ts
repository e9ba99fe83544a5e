import QUnit from 'qunit';
import type { Details } from '../src/session/ports';
import { LENGTH_WAIT_MS, LIVE_LENGTH_SECONDS } from '../src/session/session';
import { DETAILS, settled, TrackerHarness } from './support/tracker-harness';

/** A harness whose viewings are described when the test says so. */
function undescribed(): { harness: TrackerHarness; describe: (details?: Details) => Promise<void> } {
  const harness = new TrackerHarness();
  let resolve: (details: Details) => void;
  harness.details = new Promise((done) => (resolve = done));
  return {
    harness,
    describe: (details = DETAILS) => {
      resolve(details);
      return settled();
    },
  };
}

const length = (harness: TrackerHarness): unknown => (harness.session.media as { length?: number } | undefined)?.length;

QUnit.module('tracker: the Sessions request', () => {
  QUnit.test('waits for the description, and is what was frozen at the intent', async (assert) => {
    const { harness, describe } = undescribed();
    harness.play();
    harness.pass(60_000);
    assert.strictEqual(harness.session.opened, undefined);
    await describe();
    const { opened, events } = harness.session;
    assert.deepEqual([opened?.id, opened?.ts, opened?.playhead], [events[0]?.id, events[0]?.ts, 0]);
    assert.deepEqual(harness.session.media, { id: 'episode-42', contentType: 'vod', length: 600 });
    assert.deepEqual(harness.warnings, []);
  });

  QUnit.test(
    'while it waits, its start has the length as soon as that is known: another visit may tell it',
    (assert) => {
      const { harness } = undescribed();
      harness.fire('play', { paused: false, duration: NaN });
      harness.fire('durationchange', { duration: 20 });
      assert.deepEqual(harness.session.events[0]?.params?.media, { contentType: 'vod', length: 20 });
    },
  );

  QUnit.test('waits for the length', async (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { paused: false, duration: NaN });
    await settled();
    harness.fire('durationchange', { duration: 0 });
    assert.strictEqual(harness.session.opened, undefined);
    harness.fire('durationchange', { duration: 20.02 });
    assert.strictEqual(length(harness), 20.02);
  });

  QUnit.test('a length of 0 says nothing: the player knows better', async (assert) => {
    const harness = new TrackerHarness();
    harness.details = Promise.resolve({ params: { media: { id: 'episode-42', length: 0 } } });
    harness.play({ duration: 600 });
    await settled();
    assert.strictEqual(length(harness), 600);
    assert.deepEqual(harness.warnings, []);
  });

  QUnit.test('is waited for while ads are: the content loads after them only', async (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { paused: false, awaitsAds: true });
    await settled();
    harness.pass(LENGTH_WAIT_MS);
    harness.fire('timeupdate', { awaitsAds: false });
    harness.pass(LENGTH_WAIT_MS - 1);
    assert.strictEqual(harness.session.opened, undefined);
    harness.fire('durationchange', { duration: 20 });
    assert.strictEqual(length(harness), 20);
    assert.deepEqual(harness.warnings, []);
  });

  QUnit.test('is no longer waited for where the content failed behind them', async (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { paused: false, awaitsAds: true });
    await settled();
    harness.fire('error');
    harness.pass(LENGTH_WAIT_MS);
    assert.strictEqual(length(harness), 0);
  });

  QUnit.test('goes out with length 0 and a warning when none is known in time, without any event', async (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { paused: false });
    await settled();
    harness.pass(LENGTH_WAIT_MS - 1);
    assert.strictEqual(harness.session.opened, undefined);
    harness.pass(1);
    assert.strictEqual(length(harness), 0);
    assert.strictEqual(harness.warnings.length, 1);
  });

  QUnit.test('goes out at once when the description comes after that time', async (assert) => {
    const { harness, describe } = undescribed();
    harness.fire('play', { paused: false });
    harness.pass(LENGTH_WAIT_MS);
    await describe();
    assert.strictEqual(length(harness), 0);
  });

  QUnit.test('does not wait for a length that the description brings', async (assert) => {
    const harness = new TrackerHarness();
    harness.details = Promise.resolve({ params: { media: { id: 'episode-42', length: 90 } } });
    harness.fire('play', { paused: false });
    await settled();
    assert.strictEqual(length(harness), 90);
  });

  QUnit.test('keeps all playheads below the length that it was told, however long the file is', async (assert) => {
    const harness = new TrackerHarness();
    harness.details = Promise.resolve({ params: { media: { id: 'episode-42', length: 60 } } });
    harness.play({ duration: 60.3, mediaTime: 59 });
    await settled();
    harness.pass(1100);
    harness.pause().pass(300);
    harness.fire('ended', { mediaTime: 60.3, ended: true });
    assert.deepEqual(harness.events(), ['sessionStart@59', 'play@59', 'pauseStart@59.99', 'sessionComplete@59.99']);
  });

  QUnit.test('leaves the time of day of live content as it is, whatever length it was told', async (assert) => {
    const harness = new TrackerHarness();
    harness.details = Promise.resolve({ params: { media: { id: 'program', length: 3600 } } });
    harness.media.playheadOf = (mediaTime) => 50_000 + mediaTime;
    harness.play({ duration: Infinity });
    await settled();
    harness.pass(1000);
    harness.pause().pass(300);
    assert.deepEqual(harness.events(), ['sessionStart@50000', 'play@50000', 'pauseStart@50001']);
  });

  QUnit.test('has the length of a day for live content, which is its content type as well', async (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { paused: false, duration: Infinity });
    await settled();
    assert.deepEqual(harness.session.media, { id: 'episode-42', contentType: 'live', length: LIVE_LENGTH_SECONDS });
  });

  QUnit.test('takes no length from the item before, whose duration the player still tells', async (assert) => {
    const harness = new TrackerHarness().play({ duration: 20 });
    harness.fire('ended');
    harness.fire('emptied', { source: 'b.mp4', mediaTime: 0 });
    harness.fire('play', { paused: false });
    await settled();
    harness.pass(2000);
    assert.strictEqual(harness.session.opened, undefined);
    harness.fire('loadstart', { duration: NaN });
    harness.fire('durationchange', { duration: 30 });
    assert.strictEqual(length(harness), 30);
  });

  QUnit.test('takes the length of an item that has been loaded as soon as it is known', async (assert) => {
    const harness = new TrackerHarness();
    harness.fire('emptied');
    harness.fire('loadstart');
    harness.fire('durationchange', { duration: 30 });
    harness.fire('play', { paused: false });
    await settled();
    assert.strictEqual(length(harness), 30);
  });

  QUnit.test('of a viewing that is over goes out without waiting for more', async (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { paused: false });
    await settled();
    harness.tracker.end();
    assert.strictEqual(length(harness), 0);
  });

  QUnit.test('of a viewing that is over goes out when its description comes at last', async (assert) => {
    const { harness, describe } = undescribed();
    harness.play();
    harness.pass(2000);
    harness.tracker.end();
    assert.ok(harness.session.closed);
    await describe();
    assert.strictEqual(length(harness), 600);
    assert.deepEqual(harness.events(), ['sessionStart@0', 'play@0', 'sessionEnd@2']);
  });

  QUnit.test('is given up when there is no description, with the reason', async (assert) => {
    const harness = new TrackerHarness();
    harness.details = Promise.reject(new Error('no visitor'));
    harness.play();
    await settled();
    assert.strictEqual(harness.session.dropped, 'visitor');
  });

  QUnit.test('brings custom metadata, and asks for the description once per viewing', async (assert) => {
    const harness = new TrackerHarness();
    harness.details = Promise.resolve({ ...DETAILS, customMetadata: { team: 'blue' } });
    harness.play();
    await settled();
    assert.deepEqual(harness.session.opened?.customMetadata, { team: 'blue' });
    harness.pause().play({});
    assert.strictEqual(harness.described, 1);
  });
});
