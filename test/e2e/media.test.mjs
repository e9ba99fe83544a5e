import assert from 'node:assert/strict';
import { inEachBrowser } from './support.mjs';
import { playbackOnly, required } from './support/scene.mjs';
import { told, toldSeek } from './support/story.mjs';

/** Bits per second: what fills the buffer for a few seconds, and what does not fill it at all. */
const slowBps = 1_000_000;
const starvedBps = 800;

inEachBrowser('HLS is told like any recording', async (scene) => {
  const { viewer } = scene;
  await scene.visit({ source: 'hls' });

  const first = await viewer.plays();
  await viewer.watches(1);
  const seek = await viewer.drags(0.2, 0.7, 6);
  await viewer.watches(0.5);
  const pause = await viewer.pauses();

  await scene.tells([
    told('sessionStart', first.intent),
    told('play', first.onScreen),
    ...toldSeek(seek),
    told('pauseStart', pause),
  ]);
  const { params } = await scene.startOf();
  assert.equal(params['media.contentType'], 'vod');
  assert.equal(params['media.streamType'], 'video');
  assert.ok(Math.abs(params['media.length'] - 30) < 0.5);
});

inEachBrowser('audio is told as audio', async (scene) => {
  const { viewer } = scene;
  await scene.visit({ source: 'audio' });
  // Firefox plays no sound alone where there is nothing to hear it with.
  await viewer.does('player.muted(true)');

  const first = await viewer.plays();
  await viewer.watches(0.5);
  const pause = await viewer.pauses();

  await scene.tells([told('sessionStart', first.intent), told('play', first.onScreen), told('pauseStart', pause)]);
  assert.equal((await scene.startOf()).params['media.streamType'], 'audio');
});

const audioMetadata = { artist: 'Tide', album: 'Sounds', label: 'Shore', author: 'Moon', station: 'Sea FM' };

inEachBrowser('an audio player is told as audio, with the metadata of audio', async (scene) => {
  const { viewer, server } = scene;
  const media = { id: 'tide-sound', contentType: 'song', ...audioMetadata };
  await scene.visit();
  await scene.buildsPlayer(
    {
      muted: true,
      sources: [{ src: '/demo/media/audio.m4a', type: 'audio/mp4' }],
      plugins: { mediaTracking: { ...required(server.url), ...playbackOnly, qoe: true, media } },
    },
    'audio',
  );

  const first = await viewer.plays();
  await viewer.watches(0.5);
  const pause = await viewer.pauses();

  await scene.tells([told('sessionStart', first.intent), told('play', first.onScreen), told('pauseStart', pause)]);
  const { params } = await scene.startOf();
  assert.equal(params['media.streamType'], 'audio');
  assert.equal(params['media.contentType'], 'song');
  for (const [key, value] of Object.entries(audioMetadata)) assert.equal(params[`media.${key}`], value);
  const { qoeData } = (await scene.arrived('play')).body;
  assert.equal(qoeData['media.qoe.bitrate'], undefined);
  assert.ok(Number.isInteger(qoeData['media.qoe.timeToStart']));
});

inEachBrowser(
  'a stall is a bufferStart where it stalled, and a play when it goes on',
  async (scene) => {
    const { viewer, demo } = scene;
    demo.throttle.bps = slowBps;
    await scene.visit();
    const mark = await viewer.mark();
    const first = await viewer.plays();
    demo.throttle.bps = starvedBps;
    await viewer.next('waiting', mark);
    await viewer.queued('bufferStart', first.onScreen.at);
    const stood = await viewer.stood();
    // One before may have been over at once.
    const waiting = await viewer.latest('waiting');
    demo.throttle.bps = 0;
    const goesOn = await viewer.next('playing', waiting.mark);
    // Firefox may say so a second after the picture has stopped, which the plugin sees by itself.
    const { ts } = (await scene.arrived('bufferStart')).body.playerTime;
    const [earliest = 0, latest = 0] = [stood.at, waiting.moment.at].sort((a, b) => a - b);
    const stall = { ...stood, at: Math.min(Math.max(ts, earliest), latest) };

    await scene.tells([
      told('sessionStart', first.intent),
      told('play', first.onScreen),
      told('bufferStart', stall),
      told('play', goesOn),
    ]);
  },
  { seconds: 14 },
);
