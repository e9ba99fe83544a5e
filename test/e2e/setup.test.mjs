import assert from 'node:assert/strict';
import { inEachBrowser, inOneBrowser } from './support.mjs';
import { playbackOnly, required } from './support/scene.mjs';
import { told } from './support/story.mjs';

const clip = { src: '/demo/media/clip.webm', type: 'video/webm' };
const options = (/** @type {string} */ collectionUrl) => ({ ...required(collectionUrl), ...playbackOnly });

inEachBrowser('set up through the options of the player, it tells the same', async (scene) => {
  const { viewer, server } = scene;
  await scene.visit();
  await scene.buildsPlayer({ plugins: { mediaTracking: options(server.url) }, sources: [clip] });

  const { intent, onScreen } = await viewer.plays();
  await scene.tells([told('sessionStart', intent), told('play', onScreen)]);
});

inEachBrowser('set up on a player that plays, it takes the viewing up from there', async (scene) => {
  const { viewer, server } = scene;
  await scene.visit();
  await scene.buildsPlayer({ sources: [clip] });

  await viewer.plays();
  await viewer.passes(1);
  const late = await viewer.does(`window.tracking = player.mediaTracking(${JSON.stringify(options(server.url))})`);

  await scene.tells([told('sessionStart', late), told('play', late)]);
});

inEachBrowser('autoplay is told without anybody pressing play', async (scene) => {
  const { viewer } = scene;
  await scene.visit({ autoplay: true });

  await scene.tells([
    told('sessionStart', await viewer.next('play', 0)),
    told('play', await viewer.next('playing', 0)),
  ]);
});

inOneBrowser('with wrong options the player plays and the status says what is wrong', async (scene) => {
  const { viewer, server } = scene;
  await scene.visit({ options: { analytics: { trackingServer: 'company.sc.omtrdc.net' } } });

  await viewer.plays();
  await viewer.watches(0.5);
  const { consent, session, problems } = await viewer.status();
  assert.deepEqual({ consent, state: session.state }, { consent: undefined, state: 'none' });
  assert.match(problems.join(), /analytics\.reportSuite/);
  assert.equal((await scene.logLines()).length, 1);
  assert.deepEqual(server.ledger.entries, []);
});
