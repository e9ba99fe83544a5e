import assert from 'node:assert/strict';
import { inEachBrowser, inOneBrowser } from './support.mjs';
import { ad, arrives, intent, places, showing, where } from './support/ad-visits.mjs';
import { longestWaitMs, playbackOnly } from './support/scene.mjs';
import { told } from './support/story.mjs';
import { does, overVisits, plays } from './support/visits.mjs';

/** @import { Visits } from './support/visits.mjs' */

const midroll = [{ at: 1, ads: [ad('lantern')] }];
const other = "{ src: '/demo/media/clip.webm', type: 'video/webm' }";

/** The demo page, with ads. @param {Visits} visits @param {Record<string, string>} query */
async function opensDemo({ context, site }, query) {
  const page = await context.newPage();
  const options = JSON.stringify({ ...playbackOnly, ads: true });
  const all = { faults: 'keep', source: 'second', options, breaks: JSON.stringify(midroll), ...query };
  await page.goto(`${site.url}/index.html?${new URLSearchParams(all)}`);
  await page.waitForFunction('window.player && player.readyState() > 2', { polling: 50 });
  await does(page, 'player.muted(true)');
  return page;
}

/**
 * What was told, in the order in which it happened, where the content stood. What a page that is left sends all at once may be
 * overtaken by its own end, which closes the session.
 * @param {Visits} visits
 */
const story = ({ server }) =>
  server.ledger.entries
    .filter(({ status }) => (status !== null && status < 300) || status === 410)
    .map(({ body }) => body)
    .filter(({ eventType }) => eventType !== 'ping')
    .sort((one, other) => one.playerTime.ts - other.playerTime.ts);

/** @param {typeof places[number]} ads */
const left = (ads) => async (/** @type {Visits} */ visits) => {
  const page = await opensDemo(visits, { ads });
  await plays(page);
  await visits.arrived('ping');
  await page.goto(`${visits.site.url}/dist/third-party-licenses.txt`);
  const last = ['adSkip', 'adBreakComplete', 'sessionEnd'];
  const types = () => story(visits).map(({ eventType }) => eventType);
  await visits.server.ledger.waitFor(() => last.every((type) => types().includes(type)), longestWaitMs);

  const told = story(visits);
  assert.deepEqual(
    told.map(({ eventType }) => eventType),
    ['sessionStart', 'play', 'adBreakStart', 'adStart', 'adSkip', 'adBreakComplete', 'sessionEnd'],
  );
  const [, , begun, ...rest] = told.map(({ playerTime }) => playerTime.playhead);
  assert.ok(begun >= 1 && begun < 1.6);
  assert.deepEqual([...new Set(rest)], [begun], 'the playhead stands still in a break');
};

for (const ads of places)
  overVisits(
    { [`a page left in an ad ${where(ads)} has closed all that was open`]: left(ads) },
    // How a page is left is the browser's, and not where an ad plays.
    { seconds: 14, ...(ads === 'beside' && { browsers: ['Chromium'] }) },
  );

inEachBrowser('another source under ads told by method closes all that is open', async (scene) => {
  const { viewer } = scene;
  await scene.visit({ source: 'second', options: { ads: true } });
  const first = await viewer.plays();
  await viewer.watches(0.5);
  const begun = await viewer.does("tracking.startAdBreak(); player.pause(); tracking.startAd({ id: 'a', length: 9 })");
  await scene.arrived('ping');
  const mark = await viewer.mark();
  await viewer.does(`player.src(${other})`);
  const left = { ...(await viewer.next('loadstart', mark)), playhead: begun.playhead };

  await scene.tells([
    told('sessionStart', first.intent),
    told('play', first.onScreen),
    told('adBreakStart', begun),
    told('adStart', begun),
    told('adSkip', left),
    told('adBreakComplete', left),
    told('sessionEnd', left),
  ]);
});

inOneBrowser('another source under an ad is taken back by contrib-ads, and the viewing goes on', async (scene) => {
  const ads = await arrives(scene, showing('beside', [{ at: 1, ads: [ad('bicycle')] }]));
  const start = await intent(scene, ads);
  const play = await ads.told('play', 'playing');
  await scene.arrived('ping');
  await scene.viewer.does(`player.src(${other}); player.play()`);
  const midroll = await ads.toldBreak(1);
  const again = await ads.told('play', 'playing', 2);
  await scene.viewer.watches(0.3);
  await scene.tells([start, play, ...midroll, again]);
});
