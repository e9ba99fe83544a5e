import assert from 'node:assert/strict';
import { inEachBrowser } from './support.mjs';
import { told } from './support/story.mjs';

const silenceMs = 3_000;

inEachBrowser('another source while playing ends the viewing where it was left, and begins the next', async (scene) => {
  const { viewer } = scene;
  await scene.visit();

  const first = await viewer.plays();
  await viewer.watches(1.5);
  const left = await viewer.switchesTo('second');
  const second = await viewer.plays();

  await scene.tells([told('sessionStart', first.intent), told('play', first.onScreen), told('sessionEnd', left)]);
  await scene.tells([told('sessionStart', second.intent), told('play', second.onScreen)], 1);
  const { params } = await scene.startOf(1);
  assert.equal(params['media.id'], 'ember');
  assert.ok(Math.abs(params['media.length'] - 12) < 0.5);
});

inEachBrowser('reset() ends the viewing where it was left', async (scene) => {
  const { viewer } = scene;
  await scene.visit();

  const first = await viewer.plays();
  await viewer.watches(1);
  const left = await viewer.does('player.reset()');
  await scene.tells([told('sessionStart', first.intent), told('play', first.onScreen), told('sessionEnd', left)]);

  await viewer.switchesTo('webm');
  const second = await viewer.plays();
  await scene.tells([told('sessionStart', second.intent), told('play', second.onScreen)], 1);
});

inEachBrowser('a disposed player ends the viewing, and then there is silence', async (scene) => {
  const { viewer, server, page } = scene;
  await scene.visit();

  const first = await viewer.plays();
  await viewer.watches(1);
  const mark = await viewer.mark();
  await page.click('#dispose');
  await scene.tells([
    told('sessionStart', first.intent),
    told('play', first.onScreen),
    told('sessionEnd', await viewer.next('mousedown', mark)),
  ]);

  const requests = () => server.ledger.entries.length + server.ledger.preflights.length;
  const before = requests();
  await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), silenceMs);
  assert.equal(requests(), before);
});
