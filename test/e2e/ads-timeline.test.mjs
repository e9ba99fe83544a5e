import assert from 'node:assert/strict';
import { inEachBrowser } from './support.mjs';
import { AdWitness } from './support/ad-witness.mjs';
import { told } from './support/story.mjs';

/** As fast as the film plays, so that little is loaded ahead; ads come at full speed. */
const slowBps = 120_000;
const starvedBps = 800;
const fastBps = 10_000_000;
const ad = (/** @type {string} */ name) => ({
  id: name,
  title: name,
  src: `/demo/media/ads/${name}.webm?bps=${fastBps}`,
});

inEachBrowser(
  'Adobe’s “view to end of content” with real clips: two ads, a stall, a mid-roll, a pause, the end',
  async (scene) => {
    const { viewer, demo } = scene;
    const breaks = [
      { at: 0, ads: [ad('kettle'), ad('bicycle')] },
      { at: 24, ads: [ad('umbrella')] },
    ];
    demo.throttle.bps = slowBps;
    await scene.visit({ options: { ads: true }, query: { ads: 'beside', breaks: JSON.stringify(breaks) } });
    await viewer.does('player.muted(true)');
    const ads = await AdWitness.of(scene);

    await viewer.does('player.play()');
    const play = await ads.told('play', 'playing');
    await viewer.passes(1);
    const begun = await viewer.mark();
    demo.throttle.bps = starvedBps;
    const stall = await viewer.next('waiting', begun);
    await viewer.queued('bufferStart', stall.at);
    const stalled = await viewer.mark();
    demo.throttle.bps = 0;
    const goesOn = await viewer.next('playing', stalled);
    const midroll = await ads.toldBreak(2, 3);
    const back = await ads.moment('adend', 2);
    await viewer.passes(back.playhead + 2);
    const pause = await viewer.pauses();
    await scene.arrived('pauseStart');
    const resumed = await viewer.plays();
    const ended = await ads.moment('ended');

    const midrollAt = ads.page.evaluate((since) => {
      const { moments } = /** @type {any} */ (window).adWitness;
      return moments.find((/** @type {any} */ { type, at }) => type === 'playing' && at >= since);
    }, back.at);
    await scene.tells([
      await ads.told('sessionStart', 'adstart'),
      ...(await ads.toldBreak(1, 1, 2)),
      play,
      told('bufferStart', stall),
      told('play', goesOn),
      ...midroll,
      told('play', await midrollAt),
      told('pauseStart', pause),
      told('play', resumed.onScreen),
      told('sessionComplete', ended),
    ]);
    const breaksTold = scene.ledgerOf().filter(({ body }) => body.eventType === 'adBreakStart');
    assert.deepEqual(
      breaksTold.map(({ body }) => [body.params['media.ad.podIndex'], Math.floor(body.params['media.ad.podSecond'])]),
      [
        [0, 0],
        [1, 24],
      ],
    );
  },
  // A Firefox that is starved after a pre-roll says that it plays, and then neither moves nor waits.
  { browsers: ['Chromium'], seconds: 49 },
);
