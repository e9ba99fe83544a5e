import assert from 'node:assert/strict';
import { inEachBrowser } from './support.mjs';
import { told } from './support/story.mjs';

inEachBrowser('an event answered 400 is dropped, counted and told, and the next ones arrive', async (scene) => {
  const { viewer, server } = scene;
  server.faults.set({ scripted: { events: [200, 400] } });
  await scene.visit();

  const first = await viewer.plays();
  await viewer.watches(0.3);
  await viewer.pauses();
  const again = await viewer.plays();
  await viewer.watches(0.3);
  const rest = await viewer.pauses();

  await scene.tells([
    told('sessionStart', first.intent),
    told('play', first.onScreen),
    told('play', again.onScreen),
    told('pauseStart', rest),
  ]);
  const refused = scene.ledgerOf().filter(({ status }) => status === 400);
  assert.deepEqual(
    refused.map(({ body }) => body.eventType),
    ['pauseStart'],
  );
  assert.deepEqual((await viewer.status()).dropped, { rejected: 1 });
  assert.equal((await scene.logLines()).length, 1);
});

for (const location of /** @type {const} */ (['absolute', 'slash', 'query'])) {
  inEachBrowser(`the session's address is understood in the form "${location}"`, async (scene) => {
    const { viewer, server } = scene;
    server.faults.set({ location });
    await scene.visit();

    const { intent, onScreen } = await viewer.plays();
    await scene.tells([told('sessionStart', intent), told('play', onScreen)]);
  });
}
