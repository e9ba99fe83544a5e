import assert from 'node:assert/strict';
import { inEachBrowser } from './support.mjs';

/** @import { Scene } from './support/scene.mjs' */

/** @param {Scene} scene @param {object} options */
async function plays(scene, options) {
  await scene.visit({ options });
  await scene.viewer.plays();
  await scene.arrived('play');
  return scene.server.ledger.preflights.map(({ path }) => path);
}

inEachBrowser('as JSON, the browser asks before it posts to another origin', async (scene) => {
  const asked = await plays(scene, {});
  assert.equal(asked[0], '/api/v1/sessions');
  assert.match(asked[1] ?? '', /^\/api\/v1\/sessions\/.+\/events$/);
});

inEachBrowser(
  'as text, it does not, and a backend that takes that gets the same',
  async (scene) => {
    assert.deepEqual(await plays(scene, { contentType: 'text/plain' }), []);
  },
  { server: { acceptTextPlain: true } },
);
