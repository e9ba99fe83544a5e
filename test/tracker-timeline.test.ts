import QUnit from 'qunit';
import { settled, TrackerHarness } from './support/tracker-harness';

/**
 * Adobe's published "view to end of content" with its ads left out: wall second and event. The grid
 * of pings begins with the first `play`, which without a pre-roll is second 0.
 */
const TIMELINE = [
  '0 sessionStart@0',
  '0 play@0',
  '10 ping@10',
  '11 bufferStart@11',
  '14 play@11',
  '20 ping@17',
  '30 ping@27',
  '34 pauseStart@31',
  '40 ping@31',
  '44 play@31',
  '50 ping@37',
  '58 sessionComplete@45',
];

QUnit.module('tracker: Adobe’s published timeline', () => {
  QUnit.test('is told second for second', async (assert) => {
    const harness = new TrackerHarness();
    const startedAt = harness.clock.now();
    const until = (second: number): void => harness.pass(startedAt + second * 1000 - harness.clock.now());

    harness.play({ duration: 60.3 });
    await settled();
    until(11);
    harness.fire('waiting');
    until(14);
    harness.fire('playing');
    until(34);
    harness.pause();
    until(44);
    harness.play({});
    until(58);
    harness.fire('pause', { paused: true, ended: true });
    harness.fire('ended');
    until(120);

    const told = harness.session.events.map(({ type, ts, playhead }) => {
      return `${Math.floor((ts - startedAt) / 1000)} ${type}@${Math.floor(playhead)}`;
    });
    assert.deepEqual(told, TIMELINE);
    assert.deepEqual(harness.session.media, { id: 'episode-42', contentType: 'vod', length: 60.3 });
    assert.strictEqual(harness.sessions.length, 1);
    assert.ok(harness.session.closed);
  });
});
