import assert from 'node:assert/strict';
import { inEachBrowser } from './support.mjs';

inEachBrowser('states, chapters and qoe that are false tell nothing of what there is', async (scene) => {
  const { viewer, server } = scene;
  // It has chapters, captions and renditions.
  await scene.visit({ source: 'hls', options: { states: false, chapters: false, qoe: false } });
  await viewer.does('player.muted(true)');
  await viewer.plays();
  await viewer.does(
    'const tracks = player.textTracks(); for (let i = 0; i < tracks.length; i++) if (tracks[i].kind === "captions") tracks[i].mode = "showing"',
  );
  await viewer.watches(0.5);
  await viewer.does('player.muted(false)');
  await viewer.seeks(25);
  await viewer.pauses();
  await viewer.does('tracking.endSession()');
  await scene.arrived('sessionEnd');

  const bodies = server.ledger.entries.map(({ body }) => body);
  assert.deepEqual(
    bodies.map(({ eventType }) => eventType),
    ['sessionStart', 'play', 'pauseStart', 'play', 'pauseStart', 'sessionEnd'],
  );
  assert.ok(bodies.every(({ qoeData }) => qoeData === undefined));
});
