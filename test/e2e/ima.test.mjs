import assert from 'node:assert/strict';
import { inEachBrowser, inOneBrowser } from './support.mjs';
import { AdWitness } from './support/ad-witness.mjs';
import { installFakeIma } from './support/fake-ima.mjs';
import { recipe } from './support/readme.mjs';
import { playbackOnly, required } from './support/scene.mjs';
import { told } from './support/story.mjs';

/**
 * @import { AdEnd, FakePod } from './support/fake-ima.mjs'
 * @import { Scene } from './support/scene.mjs'
 */

const scripts = [
  '/node_modules/videojs-contrib-ads/dist/videojs.ads.js',
  '/node_modules/videojs-ima/dist/videojs.ima.js',
];
const content = { src: '/demo/media/second.webm', type: 'video/webm' };
/** @param {string} name @param {number} duration */
const ad = (name, duration) => ({ id: name, title: name, duration, src: `/demo/media/ads/${name}.webm` });

/**
 * A player with the real videojs-ima, above a stand-in for Google's SDK, set up as the README says.
 * @param {Scene} scene @param {FakePod[]} pods @param {{ trackingFirst?: boolean }} [order]
 */
async function arrives(scene, pods, { trackingFirst = false } = {}) {
  const lines = recipe('player.ima(').split('\n');
  const setup = (trackingFirst ? lines.reverse() : lines).join('\n');
  const options = { ...required(scene.server.url), ...playbackOnly, ads: true };
  await scene.visit({ source: 'second' });
  await scene.page.evaluate(installFakeIma, pods);
  for (const url of scripts) await scene.page.addScriptTag({ url });
  await scene.page.evaluate(
    async (setup, options, content) => {
      const page = /** @type {any} */ (window);
      page.player.dispose();
      const screen = document.querySelector('#screen');
      screen?.replaceChildren(
        Object.assign(document.createElement('video'), { className: 'video-js', id: 'with-ima' }),
      );
      const player = page.videojs(screen?.firstChild, { fluid: true, preload: 'auto', muted: true, controls: true });
      new Function('player', 'adTagUrl', 'options', setup)(player, 'https://ads.example/vmap', options);
      Object.assign(page, { player, tracking: player.mediaTracking() });
      player.src(content);
      if (player.readyState() < 3) await new Promise((resolve) => player.one('canplay', resolve));
    },
    setup,
    options,
    content,
  );
  return AdWitness.of(scene);
}

/** @param {Scene} scene */
async function intends(scene) {
  await scene.viewer.does('player.play()');
}

/** How and when ads were over, which IMA says itself and not through the player. @param {Scene} scene @returns {Promise<AdEnd[]>} */
const endsOf = (scene) => scene.page.evaluate(() => /** @type {any} */ (window).adEnds);

/** @param {AdEnd | undefined} end @param {number} [playhead] */
const toldEnd = (end, playhead = 0) => ({
  type: end?.type === 'skip' ? 'adSkip' : 'adComplete',
  at: Number(end?.at),
  playhead,
});

/** @param {Scene} scene @param {string} type */
const adsOf = (scene, type) =>
  scene
    .ledgerOf()
    .filter(({ body }) => body.eventType === type)
    .map(({ body: { params } }) =>
      Object.fromEntries(Object.entries(params).map(([key, value]) => [key.slice(9), value])),
    );

for (const trackingFirst of [false, true]) {
  const order = trackingFirst ? 'after the tracking' : 'before the tracking';
  // The order is a matter of the plugins alone.
  const inBrowsers = trackingFirst ? inOneBrowser : inEachBrowser;

  inBrowsers(
    `videojs-ima set up ${order}: a pre-roll of two ads, then a mid-roll`,
    async (scene) => {
      const pods = [
        // Seen to its end, though that comes long before its time is over.
        { offset: 0, ads: [ad('bicycle', 3), ad('umbrella', 30)] },
        { offset: 2, ads: [ad('kettle', 4)] },
      ];
      const ads = await arrives(scene, pods, { trackingFirst });
      await intends(scene);
      const middle = await ads.moment('adstart', 2);
      await ads.moment('playing', 2);
      await scene.viewer.watches(0.5);
      const ends = await endsOf(scene);
      assert.deepEqual(
        ends.map(({ type }) => type),
        ['complete', 'complete', 'complete'],
      );

      const sessionStart = await ads.told('sessionStart', trackingFirst ? 'play' : 'adstart');
      await scene.tells([
        sessionStart,
        await ads.told('adBreakStart', 'adstart'),
        await ads.told('adStart', 'ads-ad-started'),
        toldEnd(ends[0]),
        await ads.told('adStart', 'ads-ad-started', 2),
        toldEnd(ends[1]),
        await ads.told('adBreakComplete', 'adend'),
        await ads.told('play', 'playing'),
        await ads.told('adBreakStart', 'adstart', 2),
        await ads.told('adStart', 'ads-ad-started', 3),
        toldEnd(ends[2], middle.playhead),
        await ads.told('adBreakComplete', 'adend', 2),
        await ads.told('play', 'playing', 2),
      ]);

      assert.deepEqual(adsOf(scene, 'adStart')[1], {
        id: 'umbrella',
        name: 'umbrella',
        length: 30,
        advertiser: 'Advertiser',
        creativeId: 'creative-umbrella',
        creativeURL: '/demo/media/ads/umbrella.webm',
        playerName: 'video.js',
        podPosition: 2,
      });
      const [first, second] = adsOf(scene, 'adBreakStart');
      assert.deepEqual(first, { podIndex: 0, podSecond: 0 });
      assert.equal(second?.['podIndex'], 1);
    },
    { seconds: 19 },
  );
}

inEachBrowser(
  'videojs-ima: an ad that is skipped in its last second, and a post-roll whose index IMA does not know',
  async (scene) => {
    const pods = [
      { offset: 0, ads: [ad('lantern', 6)] },
      { offset: -1, ads: [ad('umbrella', 3)] },
    ];
    const ads = await arrives(scene, pods);
    await intends(scene);
    await ads.moment('ads-ad-started');
    await scene.arrived('ping');
    await scene.viewer.does('window.adsManager.skipInLast(0.6)');
    const play = await ads.told('play', 'playing');
    const seek = await scene.viewer.seeks(10.5);
    const end = await ads.told('sessionComplete', 'adend', 2);
    const [skipped, completed] = await endsOf(scene);
    assert.deepEqual([skipped?.type, completed?.type], ['skip', 'complete']);

    await scene.tells([
      await ads.told('sessionStart', 'adstart'),
      await ads.told('adBreakStart', 'adstart'),
      await ads.told('adStart', 'ads-ad-started'),
      toldEnd(skipped),
      await ads.told('adBreakComplete', 'adend'),
      play,
      told('pauseStart', seek.from),
      told('play', seek.to),
      await ads.told('adBreakStart', 'adstart', 2),
      await ads.told('adStart', 'ads-ad-started', 2),
      toldEnd(completed, 12),
      await ads.told('adBreakComplete', 'adend', 2),
      end,
    ]);
    assert.deepEqual(
      adsOf(scene, 'adBreakStart').map(({ podIndex }) => podIndex),
      [0, 1],
    );
  },
  { seconds: 15 },
);

inOneBrowser('videojs-ima: an ad that fails in the middle of a pod is skipped, and content goes on', async (scene) => {
  const ads = await arrives(scene, [{ offset: 0, ads: [ad('bicycle', 3), ad('lantern', 6), ad('kettle', 4)] }]);
  await intends(scene);
  await ads.moment('ads-ad-started', 2);
  await scene.viewer.does('setTimeout(() => window.adsManager.fail(), 1200)');
  const failed = await ads.moment('adserror');
  await ads.moment('playing');
  await scene.viewer.watches(0.5);
  const [end] = await endsOf(scene);

  await scene.tells([
    await ads.told('sessionStart', 'adstart'),
    await ads.told('adBreakStart', 'adstart'),
    await ads.told('adStart', 'ads-ad-started'),
    toldEnd(end),
    await ads.told('adStart', 'ads-ad-started', 2),
    told('adSkip', failed),
    told('adBreakComplete', failed),
    await ads.told('play', 'playing'),
  ]);
});

inOneBrowser(
  'videojs-ima: no ads, an ad that cannot be loaded, and one that does not stop the content are not told',
  async (scene) => {
    for (const pods of [
      [],
      [{ offset: 0, ads: [{ id: 'broken', title: 'broken', duration: 5 }] }],
      [{ offset: 0, ads: [{ ...ad('kettle', 4), nonLinear: true }] }],
    ]) {
      const ads = await arrives(scene, pods);
      const session = scene.server.ledger.sessions().length;
      await intends(scene);
      const play = await ads.moment('playing');
      await scene.viewer.watches(0.5);
      await scene.tells([await ads.told('sessionStart', 'play'), told('play', play)], session);
      await scene.viewer.does('player.dispose()');
      // A page that is left before it has heard of its last event leaves that to the next one.
      await scene.page.waitForFunction('tracking.status.queued === 0', { polling: 50 });
    }
  },
  { seconds: 15 },
);
