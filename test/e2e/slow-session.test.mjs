import assert from 'node:assert/strict';
import { inEachBrowser } from './support.mjs';
import { told, toldSeek } from './support/story.mjs';

const sessionsDelayMs = 5_000;

inEachBrowser('a viewing whose session opens after 5 s is told whole, and so is its replay', async (scene) => {
  const { viewer, server } = scene;
  server.faults.set({ sessionsDelayMs });
  await scene.visit();

  const first = await viewer.plays();
  await viewer.watches(0.5);
  const pause = await viewer.pauses();
  const again = await viewer.plays();
  await viewer.watches(0.5);
  const drag = await viewer.drags(0.1, 0.5, 12);
  await viewer.watches(0.3);
  const keys = await viewer.presses('ArrowLeft', 8);
  await scene.arrived('play', 4);
  const openedAt = Number(server.ledger.entries[0]?.decidedAt);
  const early = server.ledger.preflights.filter(({ receivedAt }) => receivedAt < openedAt);
  assert.equal(early.length, 1, 'nothing left before the session was there but the Sessions request');

  const click = await viewer.clicks(0.7);
  await viewer.watches(0.3);
  const rest = await viewer.pauses();
  await viewer.seeksPaused(12);
  await viewer.seeksPaused(28.8);
  const mark = await viewer.mark();
  const last = await viewer.plays();
  const end = await viewer.next('ended', mark);
  const replay = await viewer.plays();
  await viewer.watches(0.5);
  const secondPause = await viewer.pauses();

  await scene.tells([
    told('sessionStart', first.intent),
    told('play', first.onScreen),
    told('pauseStart', pause),
    told('play', again.onScreen),
    ...toldSeek(drag),
    ...toldSeek(keys),
    ...toldSeek(click),
    told('pauseStart', rest),
    told('play', last.onScreen),
    told('sessionComplete', end),
  ]);
  await scene.tells(
    [told('sessionStart', replay.intent), told('play', replay.onScreen), told('pauseStart', secondPause)],
    1,
  );
  for (const start of server.ledger.entries.filter(({ route }) => route === 'sessions')) {
    assert.ok(Number(start.decidedAt) - start.receivedAt >= sessionsDelayMs);
  }
});
