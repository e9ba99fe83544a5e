import assert from 'node:assert/strict';
import { inEachBrowser, inOneBrowser } from './support.mjs';
import { ad, arrives, intent, paramsOf, places, showing, where as whereOf } from './support/ad-visits.mjs';
import { AdWitness } from './support/ad-witness.mjs';
import { recipe } from './support/readme.mjs';
import { playbackOnly, required } from './support/scene.mjs';
import { assertStory, told } from './support/story.mjs';

/** @import { Scene } from './support/scene.mjs' */

const broken = { id: 'broken', title: 'broken' };

/** What a player is tracked with that the demo page did not make. @param {Scene} scene */
const optionsFor = (scene) => JSON.stringify({ ...required(scene.server.url), ...playbackOnly, ads: true });

for (const place of places) {
  const where = whereOf(place);
  // In an element of its own an ad does no more to the content's than to stop it, which its pre-, mid- and post-roll show in each browser.
  const inBrowsers = place === 'same' ? inEachBrowser : inOneBrowser;

  inEachBrowser(
    `a pre-roll of two ads ${where} comes before the first play`,
    async (scene) => {
      const ads = await arrives(scene, showing(place, [{ at: 0, ads: [ad('kettle'), ad('bicycle')] }]));
      const start = await intent(scene, ads, 'adstart');
      const preroll = await ads.toldBreak(1, 1, 2);
      const play = await ads.told('play', 'playing');
      await scene.viewer.watches(1);
      const pause = await scene.viewer.pauses();

      await scene.tells([start, ...preroll, play, told('pauseStart', pause)]);
      assert.deepEqual(paramsOf(scene, 'adBreakStart'), [{ 'media.ad.podIndex': 0, 'media.ad.podSecond': 0 }]);
      const found = paramsOf(scene, 'adStart').map(({ 'media.ad.length': length, ...rest }) => [
        Math.round(length),
        rest,
      ]);
      const playerName = { 'media.ad.playerName': 'video.js' };
      assert.deepEqual(found, [
        [4, { 'media.ad.id': 'kettle', 'media.ad.podPosition': 1, ...playerName }],
        [3, { 'media.ad.id': 'bicycle', 'media.ad.podPosition': 2, ...playerName }],
      ]);
      assert.ok(Math.abs((await scene.startOf()).params['media.length'] - 12) < 0.5);
      const inAds = scene.ledgerOf().filter(({ body }) => body.eventType === 'ping');
      assert.ok(inAds.length >= 4, 'a ping for each second of an ad');
    },
    { seconds: 13 },
  );

  inBrowsers(`the same when ads ${where} are set up after the tracking`, async (scene) => {
    const breaks = [{ at: 0, ads: [ad('bicycle')] }];
    const ads = await arrives(scene, showing(place, breaks, { query: { adsLast: '1' } }));
    const start = await intent(scene, ads);
    const preroll = await ads.toldBreak(1);
    await scene.viewer.watches(0.5);
    await scene.tells([start, ...preroll, await ads.told('play', 'playing')]);
  });

  inEachBrowser(`a mid-roll ${where} stops the content without a pause`, async (scene) => {
    const ads = await arrives(scene, showing(place, [{ at: 1, ads: [ad('bicycle')] }]));
    const start = await intent(scene, ads);
    const play = await ads.told('play', 'playing');
    const midroll = await ads.toldBreak(1);
    const again = await ads.told('play', 'playing', 2);
    await scene.viewer.watches(0.5);

    await scene.tells([start, play, ...midroll, again]);
    const [{ 'media.ad.podSecond': podSecond }] = paramsOf(scene, 'adBreakStart');
    assert.ok(podSecond >= 1 && podSecond < 1.6);
  });

  inBrowsers(`an ad ${where} that is skipped`, async (scene) => {
    const ads = await arrives(scene, showing(place, [{ at: 0, ads: [ad('lantern', 1), ad('bicycle')] }]));
    const start = await intent(scene, ads, 'adstart');
    const begun = await ads.told('adStart', 'ads-ad-started');
    await scene.page.click('.skip-ad:not([disabled])').catch(async () => {
      await scene.page.waitForSelector('.skip-ad:not([disabled])');
      await scene.page.click('.skip-ad:not([disabled])');
    });
    await ads.moment('playing');
    await scene.viewer.watches(0.5);

    await scene.tells([
      start,
      await ads.told('adBreakStart', 'adstart'),
      begun,
      await ads.told('adSkip', 'ads-ad-skipped'),
      await ads.told('adStart', 'ads-ad-started', 2),
      await ads.told('adComplete', 'ads-ad-ended'),
      await ads.told('adBreakComplete', 'adend'),
      await ads.told('play', 'playing'),
    ]);
  });

  inBrowsers(`an ad ${where} that fails in the middle of a pod is skipped, and content goes on`, async (scene) => {
    const pod = [ad('bicycle'), ad('lantern'), ad('kettle')];
    const ads = await arrives(scene, showing(place, [{ at: 0, ads: pod }]));
    const start = await intent(scene, ads, 'adstart');
    await ads.moment('ads-ad-started', 2);
    await scene.viewer.does('setTimeout(() => ads.fail(), 1200)');
    await ads.moment('playing');
    await scene.viewer.watches(0.5);

    const failed = await ads.moment('adserror');
    await scene.tells([
      start,
      await ads.told('adBreakStart', 'adstart'),
      await ads.told('adStart', 'ads-ad-started'),
      await ads.told('adComplete', 'ads-ad-ended'),
      await ads.told('adStart', 'ads-ad-started', 2),
      told('adSkip', failed),
      told('adBreakComplete', failed),
      await ads.told('play', 'playing'),
    ]);
  });

  inBrowsers(`a break whose only ad ${where} cannot be loaded is not told`, async (scene) => {
    const ads = await arrives(scene, showing(place, [{ at: 1, ads: [broken] }]));
    const start = await intent(scene, ads);
    const play = await ads.told('play', 'playing');
    await ads.moment('adend');
    await ads.moment('playing', 2);
    await scene.viewer.watches(0.5);
    const pause = await scene.viewer.pauses();
    await scene.tells([start, play, told('pauseStart', pause)]);
  });

  inEachBrowser(`a post-roll ${where} comes before the sessionComplete`, async (scene) => {
    const ads = await arrives(scene, showing(place, [{ at: 'end', ads: [ad('umbrella')] }]));
    const start = await intent(scene, ads);
    const play = await ads.told('play', 'playing');
    const seek = await scene.viewer.seeks(10.5);
    const postroll = await ads.toldBreak(1);
    // Chromium says no `ended` after a post-roll in the content's own element.
    const complete = await ads.told('sessionComplete', 'adend');

    await scene.tells([start, play, told('pauseStart', seek.from), told('play', seek.to), ...postroll, complete]);
    assert.ok(Math.abs(complete.playhead - 12) < 0.1);
  });

  inBrowsers(`a player that is disposed of during an ad ${where} closes all that is open`, async (scene) => {
    const ads = await arrives(scene, showing(place, [{ at: 1, ads: [ad('lantern')] }]));
    const start = await intent(scene, ads);
    const play = await ads.told('play', 'playing');
    const begun = await ads.told('adStart', 'ads-ad-started');
    await scene.arrived('ping');
    const mark = await scene.viewer.mark();
    await scene.page.click('#dispose');
    const { at } = await scene.viewer.next('mousedown', mark);
    const left = { at, playhead: begun.playhead };

    await scene.tells([
      start,
      play,
      await ads.told('adBreakStart', 'adstart'),
      begun,
      told('adSkip', left),
      told('adBreakComplete', left),
      told('sessionEnd', left),
    ]);
  });

  inBrowsers(`another source that ends a break ${where} closes all that is open`, async (scene) => {
    const ads = await arrives(scene, showing(place, [{ at: 1, ads: [ad('lantern')] }]));
    const start = await intent(scene, ads);
    const play = await ads.told('play', 'playing');
    const begun = await ads.told('adStart', 'ads-ad-started');
    await scene.arrived('ping');
    await scene.viewer.does(
      "player.ads.endLinearAdMode(); player.src({ src: '/demo/media/clip.webm', type: 'video/webm' }); player.play()",
    );
    const end = await ads.moment('adend');

    const next = await scene.arrived('sessionStart', 2);
    await scene.tells([
      start,
      play,
      await ads.told('adBreakStart', 'adstart'),
      begun,
      told('adSkip', end),
      told('adBreakComplete', end),
      told('sessionEnd', end),
    ]);
    assert.match(next.body.params['media.id'], /clip\.webm$/);
  });

  inBrowsers(
    `with ads: false nothing of ads ${where} is told, and they are a pause of the content`,
    async (scene) => {
      const breaks = [
        { at: 0, ads: [ad('bicycle')] },
        { at: 1, ads: [ad('umbrella')] },
      ];
      const ads = await arrives(scene, showing(place, breaks, { options: { ads: false } }));
      const start = await intent(scene, ads, 'adstart');
      const play = await ads.told('play', 'playing');
      const pause = await ads.told('pauseStart', 'adstart', 2);
      const again = await ads.told('play', 'playing', 2);
      await scene.viewer.watches(0.5);
      await scene.tells([start, play, pause, again]);
    },
    { seconds: 12 },
  );

  inBrowsers(
    `a pre-roll ${where} that comes late interrupts content that has begun`,
    async (scene) => {
      const breaks = [{ at: 0, ads: [ad('bicycle')] }];
      // contrib-ads waits for 3 s.
      const ads = await arrives(scene, showing(place, breaks, { query: { adsLateMs: '5000' } }));
      const start = await intent(scene, ads);
      const play = await ads.told('play', 'playing');
      const late = await ads.toldBreak(1);
      const again = await ads.told('play', 'playing', 2);
      await scene.viewer.watches(0.3);

      await scene.tells([start, play, ...late, again]);
      const [begun] = late;
      assert.ok(begun && begun.playhead > 0.3);
      assert.ok(Math.abs(again.playhead - begun.playhead) < 0.3, 'it goes on where it was left');
    },
    { seconds: 12 },
  );
}

for (const place of places)
  inOneBrowser(
    `HLS that is loaded only after a pre-roll ${whereOf(place)} is told with that, and with its own length`,
    async (scene) => {
      const ads = await arrives(scene, showing(place, [{ at: 0, ads: [ad('bicycle')] }]));
      await scene.viewer.does(
        `player.preload('none');
       player.src({ src: '/demo/media/hls/master.m3u8', type: 'application/x-mpegURL' });
       player.one('adstart', () => player.preload('auto'));`,
      );
      const start = await intent(scene, ads, 'adstart');
      const preroll = await ads.toldBreak(1);
      const play = await ads.told('play', 'playing');
      await scene.viewer.watches(4);
      const pause = await scene.viewer.pauses();
      await scene.tells([start, ...preroll, play, told('pauseStart', pause)]);
      const { 'media.length': length, 'media.contentType': contentType } = (await scene.startOf()).params;
      assert.deepEqual([Math.round(length), contentType], [30, 'vod']);
    },
  );

inOneBrowser('set up in the middle of an ad, it takes the viewing up from there', async (scene) => {
  const ads = await arrives(scene, showing('beside', [{ at: 1, ads: [ad('kettle')] }]));
  await intent(scene, ads);
  await ads.moment('ads-ad-started');
  await scene.arrived('ping');
  const late = await scene.viewer.does(
    `tracking.dispose(); window.tracking = player.mediaTracking(${optionsFor(scene)})`,
  );
  const { playhead } = await ads.moment('adstart');
  const here = { at: late.at, playhead };
  const seen = await ads.told('adComplete', 'ads-ad-ended');
  const end = await ads.told('adBreakComplete', 'adend');
  const play = await ads.told('play', 'playing', 2);
  await scene.arrived('play', 2);
  const begun = ['sessionStart', 'adBreakStart', 'adStart'].map((type) => told(type, here));
  // The page's own log is of the tracking before.
  assertStory(scene.ledgerOf(1), [...begun, seen, end, play], []);
});

inOneBrowser(
  'what the page knows better of an ad is told as the README says, the rest as the ad plugin does',
  async (scene) => {
    const ads = await arrives(scene, showing('beside', [{ at: 0, ads: [ad('umbrella'), ad('bicycle')] }]));
    await scene.viewer.does(`
    tracking.dispose();
    player.myAds = { get current() {
      const { id, title } = player.ads.ad;
      if (id === 'bicycle') throw new Error('broken');
      return { creative: 'own-' + id, seconds: 7, title, flight: 7 };
    } };
    const options = ${optionsFor(scene)};
    ${recipe('player.mediaTracking({\n  ...options,\n  ads: {')}
    window.tracking = player.mediaTracking();
  `);
    const start = await intent(scene, ads, 'adstart');
    await ads.moment('ads-ad-started');
    await scene.viewer.does('ads.skip()');
    const play = await ads.told('play', 'playing');
    await scene.arrived('play');

    // The page's own log is of the tracking before.
    assertStory(
      scene.ledgerOf(),
      [
        start,
        await ads.told('adBreakStart', 'adstart'),
        await ads.told('adStart', 'ads-ad-started'),
        await ads.told('adSkip', 'ads-ad-skipped'),
        await ads.told('adStart', 'ads-ad-started', 2),
        await ads.told('adComplete', 'ads-ad-ended'),
        await ads.told('adBreakComplete', 'adend'),
        play,
      ],
      [],
    );
    assert.deepEqual(paramsOf(scene, 'adBreakStart'), [
      { 'media.ad.podIndex': 0, 'media.ad.podSecond': 0, 'media.ad.podFriendlyName': 'mid-roll' },
    ]);
    const [own, other] = scene.ledgerOf().filter(({ body }) => body.eventType === 'adStart');
    const playerName = { 'media.ad.playerName': 'video.js' };
    assert.deepEqual(own?.body.params, {
      'media.ad.id': 'own-umbrella',
      'media.ad.name': 'umbrella',
      'media.ad.length': 7,
      'media.ad.podPosition': 1,
      ...playerName,
    });
    assert.deepEqual(own?.body.customMetadata, { flight: '7' });
    const { 'media.ad.length': length, ...rest } = other?.body.params ?? {};
    assert.ok(Math.abs(length - 3) < 0.5);
    const said = { 'media.ad.id': 'bicycle', 'media.ad.podPosition': 2, ...playerName };
    assert.deepEqual(rest, said, 'a callback that fails costs its own data only');
    assert.deepEqual((await scene.viewer.status()).problems, ['ads.describeAd failed: broken; left out']);
  },
);

/**
 * A page that has set up contrib-ads by itself, up to where its content plays, and no ad comes before it.
 * @param {Scene} scene @param {string} setup  of both plugins
 */
async function playsOnContribAds(scene, setup) {
  await scene.visit({ source: 'second', query: { ads: 'beside', breaks: '[]' } });
  await scene.buildsPlayer({ sources: [{ src: '/demo/media/second.webm', type: 'video/webm' }], muted: true });
  await scene.viewer.does(`
    ${setup}
    player.on('readyforpreroll', () => player.trigger('nopreroll'));
    // contrib-ads has missed the source that was there before.
    player.src(player.currentSource());
    player.trigger('adsready');
  `);
  const ads = await AdWitness.of(scene);
  const start = await intent(scene, ads);
  const play = await ads.told('play', 'playing');
  await scene.viewer.watches(0.3);
  return { ads, start, play };
}

inOneBrowser('an ad plugin on contrib-ads, set up as the README says', async (scene) => {
  const setup = `const options = ${optionsFor(scene)}; ${recipe('player.ads();')} window.tracking = player.mediaTracking();`;
  const { ads, start, play } = await playsOnContribAds(scene, setup);
  await scene.viewer.does(`
    player.ads.startLinearAdMode();
    player.pause();
    player.ads.pod = { id: 'middle' };
    player.ads.ad = { id: 'a', duration: 15, index: 1 };
    player.trigger('ads-ad-started');
  `);
  await scene.viewer.does("player.trigger('ads-ad-ended'); player.ads.endLinearAdMode(); player.play()");
  const midroll = await ads.toldBreak(1);
  const again = await ads.told('play', 'playing', 2);
  await scene.arrived('play', 2);

  assertStory(scene.ledgerOf(), [start, play, ...midroll, again], []);
  assert.deepEqual(paramsOf(scene, 'adStart'), [
    { 'media.ad.id': 'a', 'media.ad.length': 15, 'media.ad.podPosition': 2, 'media.ad.playerName': 'video.js' },
  ]);
  assert.equal(paramsOf(scene, 'adBreakStart')[0]['media.ad.podFriendlyName'], 'middle');
});

for (const trackingFirst of [false, true]) {
  const order = trackingFirst ? 'after the tracking' : 'before the tracking';

  inOneBrowser(`an ad of unknown length that fails is skipped, with contrib-ads set up ${order}`, async (scene) => {
    const setup = ['player.ads();', `window.tracking = player.mediaTracking(${optionsFor(scene)});`];
    if (trackingFirst) setup.reverse();
    const { ads, start, play } = await playsOnContribAds(scene, setup.join(''));
    await scene.viewer.does(`
      player.ads.startLinearAdMode();
      player.pause();
      player.ads.ad = { id: 'a' };
      player.trigger('ads-ad-started');
    `);
    await scene.viewer.does("player.trigger('adserror'); player.play()");
    const failed = await ads.moment('adserror');
    const begun = [await ads.told('adBreakStart', 'adstart'), await ads.told('adStart', 'ads-ad-started')];
    const again = await ads.told('play', 'playing', 2);
    await scene.arrived('play', 2);

    const over = [told('adSkip', failed), told('adBreakComplete', failed)];
    assertStory(scene.ledgerOf(), [start, play, ...begun, ...over, again], []);
    assert.equal(paramsOf(scene, 'adStart')[0]['media.ad.length'], 0);
  });
}

inOneBrowser('no ads after all: nothing but the content is told', async (scene) => {
  const ads = await arrives(scene, showing('beside', []));
  const start = await intent(scene, ads);
  const play = await ads.told('play', 'playing');
  await scene.viewer.watches(0.5);
  await scene.tells([start, play]);
});

inEachBrowser(
  'ads that are part of the stream stop the playhead, and content goes on without a playing',
  async (scene) => {
    await scene.visit({ source: 'second', options: { ads: true }, query: { ads: 'beside', breaks: '[]' } });
    // Seconds 2 to 4 of the stream are an ad.
    await scene.buildsPlayer({ sources: [{ src: '/demo/media/second.webm', type: 'video/webm' }], muted: true });
    await scene.viewer.does(`
    player.ads({ stitchedAds: true });
    window.tracking = player.mediaTracking(${optionsFor(scene)});
    const stitch = () => {
      const inside = player.currentTime() >= 2 && player.currentTime() < 4;
      if (inside && !player.ads.inAdBreak()) {
        player.ads.startLinearAdMode();
        player.ads.ad = { id: 'stitched', duration: 2 };
        player.trigger('ads-ad-started');
      }
      if (!inside && player.ads.inAdBreak()) {
        player.trigger('ads-ad-ended');
        player.ads.endLinearAdMode();
      }
    };
    player.on(['timeupdate', 'adtimeupdate'], stitch);
  `);
    const ads = await AdWitness.of(scene);
    const start = await intent(scene, ads);
    const play = await ads.told('play', 'playing');
    const stitched = await ads.toldBreak(1);
    const over = await ads.moment('adend');
    await scene.viewer.passes(6);
    const arrived = await scene.arrived('play', 2);

    const entries = scene.ledgerOf().filter(({ body }) => body.eventType !== 'ping');
    const types = [start, play, ...stitched, play].map(({ type }) => type);
    assert.deepEqual(
      entries.map(({ body }) => body.eventType),
      types,
    );
    assert.deepEqual(
      entries.map(({ warnings }) => warnings),
      types.map(() => []),
    );
    const { ts, playhead } = arrived.body.playerTime;
    assert.ok(ts - over.at < 600, `content is back ${ts - over.at} ms after the ad`);
    assert.ok(playhead >= 4 && playhead < 5);
  },
);

inOneBrowser('the demo page shows ads when they are switched on', async (scene) => {
  await scene.visit({ source: 'second', options: { ads: true } });
  await scene.page.select('#ads', 'beside');
  await scene.page.waitForFunction(() => /** @type {any} */ (window).player.ads?.inAdBreak);
  await scene.viewer.does('player.muted(true); player.play()');
  const begun = await scene.arrived('adStart');
  assert.equal(begun.body.params['media.ad.id'], 'demo-kettle');
});
