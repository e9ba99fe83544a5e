import assert from 'node:assert/strict';
import { inEachBrowser, inOneBrowser } from './support.mjs';
import { told } from './support/story.mjs';

inEachBrowser(
  'ads that the page plays itself are told by methods, and the player’s own events are not told meanwhile',
  async (scene) => {
    const { viewer } = scene;
    await scene.visit({ options: { ads: true } });
    const first = await viewer.plays();
    await viewer.watches(1);
    const begun = await viewer.does(`
    tracking.startAdBreak({ podFriendlyName: 'middle' });
    player.pause();
    tracking.startAd({ id: 'a', length: 5, name: 'An ad', campaignId: 'c' }, { flight: 7 });
  `);
    await viewer.next('pause', 0);
    await scene.arrived('ping', 2);
    const second = await viewer.does(
      "tracking.completeAd(); tracking.startAd({ id: 'b', length: 30, podPosition: 4 })",
    );
    await scene.arrived('ping', 3);
    const over = await viewer.does('tracking.completeAdBreak()');
    const again = await viewer.plays();
    await viewer.watches(0.5);

    await scene.tells([
      told('sessionStart', first.intent),
      told('play', first.onScreen),
      told('adBreakStart', begun),
      told('adStart', begun),
      told('adComplete', second),
      told('adStart', second),
      told('adSkip', over),
      told('adBreakComplete', over),
      told('play', again.onScreen),
    ]);
    const starts = scene.ledgerOf().filter(({ body }) => body.eventType === 'adStart');
    assert.deepEqual(
      starts.map(({ body }) => [body.params, body.customMetadata]),
      [
        [
          {
            'media.ad.id': 'a',
            'media.ad.length': 5,
            'media.ad.name': 'An ad',
            'media.ad.campaignId': 'c',
            'media.ad.playerName': 'video.js',
            'media.ad.podPosition': 1,
          },
          { flight: '7' },
        ],
        [
          {
            'media.ad.id': 'b',
            'media.ad.length': 30,
            'media.ad.playerName': 'video.js',
            'media.ad.podPosition': 4,
          },
          undefined,
        ],
      ],
    );
  },
);

inOneBrowser('wrong calls about ads warn once and send nothing', async (scene) => {
  const { viewer } = scene;
  await scene.visit({ options: { ads: true } });
  const first = await viewer.plays();
  await viewer.watches(0.3);
  for (let time = 0; time < 2; time++) {
    await viewer.does(`
      tracking.startAd({ id: 'a', length: 5 });
      tracking.completeAd();
      tracking.skipAd();
      tracking.completeAdBreak();
      tracking.startAdBreak({ podIndex: 1.5 });
      tracking.startAdBreak({ podSecond: Infinity });
      tracking.startAdBreak('middle');
      tracking.startAd({ length: 5 });
      tracking.startAd({ id: 'a', length: NaN });
      tracking.startAd();
    `);
  }
  await viewer.watches(0.5);
  await scene.tells([told('sessionStart', first.intent), told('play', first.onScreen)]);
  const nothing = 'there is nothing that it could be part of; not sent';
  const { problems } = await viewer.status();
  assert.deepEqual(problems, [
    `startAd: ${nothing}`,
    `completeAd: ${nothing}`,
    `skipAd: ${nothing}`,
    `completeAdBreak: ${nothing}`,
    'startAdBreak.podIndex must be an integer from 0, got 1.5; not sent',
    'startAdBreak.podSecond must be a number of seconds from 0, got Infinity; not sent',
    'startAdBreak must be an object, got "middle"; not sent',
    'startAd.id must be a non-empty string or a finite number or a boolean, got undefined; not sent',
    'startAd.length must be a number of seconds from 0, got NaN; not sent',
    'startAd.length must be a number of seconds from 0, got undefined; not sent',
  ]);
});

inEachBrowser('ads told by method before the content begin the viewing, and after it end it', async (scene) => {
  const { viewer } = scene;
  await scene.visit({ source: 'second', options: { ads: true } });
  const intent = await viewer.does("tracking.startAdBreak(); tracking.startAd({ id: 'pre', length: 2 })");
  await scene.arrived('ping');
  const over = await viewer.does('tracking.completeAd(); tracking.completeAdBreak()');
  const first = await viewer.plays();
  await viewer.does(
    "player.on('timeupdate', () => player.currentTime() > 11.5 && !window.begun && (window.begun = true) && tracking.startAdBreak())",
  );
  const seek = await viewer.seeks(11);
  const ended = await viewer.next('ended', 0);
  const post = await viewer.does("tracking.startAd({ id: 'post', length: 2 })");
  const end = await viewer.does('tracking.completeAd(); tracking.completeAdBreak()');

  const { entries } = scene.server.ledger;
  await scene.arrived('sessionComplete');
  const types = entries.map(({ body }) => body.eventType).filter((type) => type !== 'ping');
  assert.deepEqual(types, [
    'sessionStart',
    'adBreakStart',
    'adStart',
    'adComplete',
    'adBreakComplete',
    'play',
    'pauseStart',
    'play',
    'adBreakStart',
    'adStart',
    'adComplete',
    'adBreakComplete',
    'sessionComplete',
  ]);
  const at = (/** @type {number} */ nth) =>
    entries.filter(({ body }) => body.eventType !== 'ping')[nth]?.body.playerTime.ts;
  for (const [nth, moment] of /** @type {const} */ ([
    [0, intent],
    [4, over],
    [5, first.onScreen],
    [7, seek.to],
    [9, post],
    [12, end],
  ])) {
    assert.ok(
      Math.abs(at(nth) - moment.at) < 300,
      `event ${nth} is stamped ${at(nth) - moment.at} ms from when it happened`,
    );
  }
  assert.ok(at(12) >= ended.at);
});
