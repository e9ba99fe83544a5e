import assert from 'node:assert/strict';
import { inEachBrowser, inOneBrowser } from './support.mjs';
import { told } from './support/story.mjs';

/** @import { Scene } from './support/scene.mjs' */

const states = ['fullScreen', 'mute', 'closedCaptioning', 'pictureInPicture'];

/** @param {Scene} scene */
const named = (scene) =>
  scene
    .ledgerOf()
    .filter(({ body }) => body.eventType.startsWith('state'))
    .map(({ body }) => `${body.eventType} ${body.params['media.state.name']}`);

inEachBrowser('states are told when they change, those of the start right after it', async (scene) => {
  const { viewer, page } = scene;
  await scene.visit({ options: { states } });
  await viewer.does('player.muted(true)');

  const first = await viewer.plays();
  await viewer.watches(0.4);
  const loud = await viewer.does('player.muted(false)');
  await viewer.queued('stateEnd', loud.at);
  const captions = await viewer.does(
    'const tracks = player.textTracks(); for (let i = 0; i < tracks.length; i++) if (tracks[i].kind === "captions") tracks[i].mode = "showing"',
  );
  await viewer.queued('stateStart', captions.at);
  const pause = await viewer.pauses();
  // Full screen wants the viewer's own hand.
  await viewer.does('player.userActive(true)');
  const mark = await viewer.mark();
  await page.click('.vjs-fullscreen-control');
  const click = await viewer.next('mousedown', mark);
  await viewer.queued('stateStart', click.at);
  const small = await viewer.does('player.exitFullscreen()');
  await viewer.queued('stateEnd', small.at);
  const silent = await viewer.does('player.volume(0)');

  await scene.tells([
    told('sessionStart', first.intent),
    told('stateStart', first.intent),
    told('play', first.onScreen),
    told('stateEnd', loud),
    told('stateStart', captions),
    told('pauseStart', pause),
    told('stateStart', click),
    told('stateEnd', small),
    told('stateStart', silent),
  ]);
  assert.deepEqual(named(scene), [
    'stateStart mute',
    'stateEnd mute',
    'stateStart closedCaptioning',
    'stateStart fullScreen',
    'stateEnd fullScreen',
    'stateStart mute',
  ]);
});

inOneBrowser('twenty toggles in a second are two states at most, and eleven names are ten', async (scene) => {
  const { viewer } = scene;
  await scene.visit({ options: { states } });

  await viewer.plays();
  await viewer.does(`
    for (let toggle = 1; toggle <= 20; toggle++) setTimeout(() => player.muted(!player.muted()), toggle * 50);
    for (let toggle = 1; toggle <= 20; toggle++) setTimeout(() => player.volume(toggle / 20), toggle * 50);
  `);
  await viewer.watches(2);
  assert.ok(named(scene).length <= 2, named(scene).join());

  for (let name = 1; name <= 11; name++) await viewer.does(`tracking.startState('name.${name}')`);
  await viewer.watches(0.5);
  await viewer.does('tracking.endSession()');
  await scene.arrived('sessionEnd');
  const names = new Set(
    scene
      .ledgerOf()
      .map(({ body }) => body.params?.['media.state.name'])
      .filter(Boolean),
  );
  assert.equal(names.size, 10);
});

inEachBrowser('the page in front is in focus, the one behind is not', async (scene) => {
  const { viewer, page } = scene;
  await scene.visit({ options: { states: ['inFocus'] } });
  await page.bringToFront();

  await viewer.plays();
  await scene.arrived('stateStart');
  const other = await page.browser().newPage();
  try {
    await other.bringToFront();
    await scene.arrived('stateEnd');
    await page.bringToFront();
    await scene.arrived('stateStart', 2);
  } finally {
    await other.close();
  }
  assert.deepEqual(named(scene), ['stateStart inFocus', 'stateEnd inFocus', 'stateStart inFocus']);
});
