import assert from 'node:assert/strict';
import { assertStory, playheadTolerance, told } from '../../e2e/support/story.mjs';

/**
 * @import { Page } from 'puppeteer-core'
 * @import { CollectionServer } from '../../e2e/support/scene.mjs'
 * @import { Entry } from '../../../demo/server/ledger.mjs'
 * @import { Moment, Witness } from '../../e2e/support/witness.mjs'
 *
 * @typedef {{ witness: Witness, violations: string[] }} PageWindow  the page's own names
 * @typedef {{ intent: Moment, onScreen: Moment, paused: Moment, resumed: Moment, left: Moment, muted: boolean }} Watched
 */

/** For a request to arrive. */
const longestWaitMs = 30_000;

/** What the policy of the page refused. To be run in the page before its own scripts. */
export function installPolicyWitness() {
  /** @type {string[]} */
  const violations = [];
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
    violations.push(`${violatedDirective} ${blockedURI} ${sourceFile}`),
  );
  Object.assign(window, { violations });
}

/**
 * A viewer who plays, pauses, goes on and leaves. Runs in the page, which may forbid to make code of text.
 * @returns {Promise<Watched>}
 */
async function watch() {
  const { witness } = /** @type {PageWindow} */ (/** @type {unknown} */ (window));
  const { player } = /** @type {any} */ (document.querySelector('.video-js'));
  const tracking = player.mediaTracking();
  if (!(player.readyState() >= 3)) await new Promise((resolve) => player.one('canplay', resolve));
  const muted = player.muted();
  const intent = witness.note('script');
  let mark = witness.mark();
  player.play();
  const onScreen = await witness.next('playing', mark);
  await witness.passes(1);

  mark = witness.mark();
  const toldPause = new Promise((resolve) =>
    tracking.on(
      'eventqueued',
      (/** @type {any} */ _, /** @type {any} */ { event }) => event.type === 'pauseStart' && resolve(0),
    ),
  );
  player.pause();
  const paused = await witness.next('pause', mark);
  await toldPause;

  mark = witness.mark();
  player.play();
  const resumed = await witness.next('playing', mark);
  await witness.passes(1.6);
  const left = witness.note('script');
  player.dispose();
  return { intent, onScreen, paused, resumed, left, muted };
}

/** @param {Entry} entry */
const isOfPlayback = ({ body }) => !/^(state|bitrate)/.test(body?.eventType);

/**
 * On a busy machine playback does stall. That is to be told where it was seen, and no part of the story.
 * @param {Entry[]} entries @param {Moment[]} samples
 */
function withoutStalls(entries, samples) {
  const stalled = (/** @type {Entry} */ { body: { eventType, playerTime } }, /** @type {Entry | undefined} */ next) => {
    if (eventType !== 'bufferStart' || next?.body.eventType !== 'play') return false;
    const between = samples.filter(({ at }) => at > playerTime.ts && at < next.body.playerTime.ts);
    const moved = Math.max(...between.map(({ playhead }) => playhead)) - playerTime.playhead;
    assert.ok(!(moved > playheadTolerance), `it is told to stall, but went on for ${moved} s`);
    return true;
  };
  return entries.filter((entry, index) => {
    const before = entries[index - 1];
    return !stalled(entry, entries[index + 1]) && !(before && stalled(before, entry));
  });
}

/** What the backend should have been told. @param {Watched} watched */
const storyOf = ({ intent, onScreen, paused, resumed, left }) => [
  told('sessionStart', intent),
  told('play', onScreen),
  told('pauseStart', paused),
  told('play', resumed),
  told('sessionEnd', left),
];

/**
 * Watches the page's player, and compares with it what arrived, event by event: order, playheads, times; that what is detected by
 * itself was; and that nobody complained.
 *
 * @param {Page} page
 * @param {CollectionServer} server
 * @param {string} version  of the plugin
 */
export async function assertViewing(page, { ledger }, version) {
  const watched = await page.evaluate(watch);
  const ends = (/** @type {Entry} */ { body }) => body?.eventType === 'sessionEnd';
  await ledger.waitFor(ends, longestWaitMs);
  const { samples, ...said } = await page.evaluate(() => {
    const { witness, violations } = /** @type {PageWindow} */ (/** @type {unknown} */ (window));
    const logs = witness.logs.filter((line) => line.includes('mediaTracking'));
    return { samples: witness.samples, errors: witness.errors, logs, violations };
  });

  assert.equal(ledger.sessions().length, 1);
  assertStory(withoutStalls(ledger.entries.filter(isOfPlayback), samples), storyOf(watched), samples);
  const [start, ...events] = ledger.entries.map(({ body }) => body);
  assert.equal(start.params['media.sdkVersion'], version);
  assert.ok(Math.abs(start.params['media.length'] - 30) < 0.5, `the length is ${start.params['media.length']}`);
  assert.equal(events.filter(({ params }) => params?.['media.state.name'] === 'mute').length, Number(watched.muted));
  assert.ok(events.some(({ qoeData }) => qoeData?.['media.qoe.timeToStart'] >= 0));
  assert.deepEqual(said, { errors: [], logs: [], violations: [] });
}
