import assert from 'node:assert/strict';
import { inEachBrowser } from './support.mjs';
import { told, toldSeek } from './support/story.mjs';

inEachBrowser('holding the handle of the seek bar counts as paused', async (scene) => {
  const { viewer } = scene;
  await scene.visit();

  const first = await viewer.plays();
  await viewer.watches(0.5);
  const seek = await viewer.drags(0.2, 0.6, 3, { hold: true });
  await viewer.watches(0.3);

  await scene.tells([told('sessionStart', first.intent), told('play', first.onScreen), ...toldSeek(seek)]);
});

inEachBrowser(
  'a seek by script while playing is a pauseStart where it left and a play where it landed',
  async (scene) => {
    const { viewer } = scene;
    await scene.visit();

    const first = await viewer.plays();
    await viewer.watches(0.5);
    const seek = await viewer.seeks(20);
    await viewer.watches(0.3);

    await scene.tells([told('sessionStart', first.intent), told('play', first.onScreen), ...toldSeek(seek)]);
  },
);

inEachBrowser('seeking while paused is told by the next play alone', async (scene) => {
  const { viewer } = scene;
  await scene.visit();

  const first = await viewer.plays();
  await viewer.watches(0.5);
  const pause = await viewer.pauses();
  await viewer.dragsPaused(0.2, 0.6, 3);
  const again = await viewer.plays();

  assert.ok(again.onScreen.playhead > 15);
  await scene.tells([
    told('sessionStart', first.intent),
    told('play', first.onScreen),
    told('pauseStart', pause),
    told('play', again.onScreen),
  ]);
});

inEachBrowser('a loop is one viewing after the other', async (scene) => {
  const { viewer } = scene;
  await scene.visit({ source: 'second' });
  await viewer.does('player.loop(true)');

  const first = await viewer.plays();
  const seek = await viewer.seeks(11);
  const mark = await viewer.mark();
  const end = await viewer.next('seeking', mark);
  // Firefox fires no `playing` when it loops.
  const again = await viewer.next('seeked', mark);

  const length = (await scene.startOf()).params['media.length'];
  await scene.tells([
    told('sessionStart', first.intent),
    told('play', first.onScreen),
    ...toldSeek(seek),
    told('sessionComplete', { ...end, playhead: length }),
  ]);
  // So that it plays is known from one of its next updates, four a second at best.
  await scene.arrived('play', 3);
  const { ts } = scene.server.ledger.entries.findLast(({ body }) => body?.eventType === 'play')?.body.playerTime ?? {};
  assert.ok(ts - again.at < 1000, `${ts - again.at} ms after the jump`);
  const update = { ...again, at: ts, playhead: again.playhead + (ts - again.at) / 1000 };
  await scene.tells([told('sessionStart', end), told('play', update)], 1);
});
