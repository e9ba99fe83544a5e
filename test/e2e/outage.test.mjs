import assert from 'node:assert/strict';
import { inEachBrowser } from './support.mjs';
import { told, toldSeek } from './support/story.mjs';

inEachBrowser('a backend that fails three times before it opens the session gets all of it', async (scene) => {
  const { viewer, server, page } = scene;
  server.faults.set({ scripted: { sessions: [500, 500, 500] } });
  await page.evaluateOnNewDocument(() => {
    // So much of the longest that each wait could be: a minute in all.
    Math.random = () => 0.3;
  });
  await scene.visit();

  const first = await viewer.plays();
  await viewer.watches(0.3);
  const pause = await viewer.pauses();
  const again = await viewer.plays();
  const keys = await viewer.presses('ArrowRight', 3);
  // The backlog is given time, and the clip would be over before it is through.
  const rest = await viewer.pauses();

  await scene.tells([
    told('sessionStart', first.intent),
    told('play', first.onScreen),
    told('pauseStart', pause),
    told('play', again.onScreen),
    ...toldSeek(keys),
    told('pauseStart', rest),
  ]);
  const starts = server.ledger.entries.filter(({ route }) => route === 'sessions');
  assert.deepEqual(
    starts.map(({ status }) => status),
    [500, 500, 500, 201],
  );
  assert.equal(new Set(starts.map(({ rawBody }) => rawBody)).size, 1);
});

inEachBrowser('what happens while the backend refuses connections for 20 s arrives in order, once', async (scene) => {
  const { viewer, server } = scene;
  await scene.visit();

  const first = await viewer.plays();
  await scene.arrived('play');
  await server.stopListening();
  const pause = await viewer.pauses();
  const again = await viewer.plays();
  const drag = await viewer.drags(0.6, 0.05, 12);
  await viewer.queued('ping', first.onScreen.at + 20_000);
  const rest = await viewer.pauses();
  assert.ok((await viewer.status()).retried > 1);
  await server.startListening();
  await viewer.does('window.dispatchEvent(new Event("online"))');

  await scene.tells([
    told('sessionStart', first.intent),
    told('play', first.onScreen),
    told('pauseStart', pause),
    told('play', again.onScreen),
    ...toldSeek(drag),
    told('pauseStart', rest),
  ]);
  assert.ok(scene.ledgerOf().some(({ body }) => body.eventType === 'ping'));
});

inEachBrowser(
  'without a backend the player plays, the log says so once, and all arrives when it is there',
  async (scene) => {
    const { viewer, server, page } = scene;
    await server.stopListening();
    await scene.visit();

    const first = await viewer.plays();
    await page.waitForFunction(() => /** @type {any} */ (window).tracking.status.retried >= 2);
    await viewer.watches(0.5);

    const { session, queued, delivered, dropped, problems } = await viewer.status();
    assert.equal(session.state, 'opening');
    assert.ok(queued >= 2, 'sessionStart and play wait');
    assert.deepEqual({ delivered, dropped }, { delivered: 0, dropped: {} });
    assert.equal(problems.length, 1);
    assert.equal((await scene.logLines()).length, 1);

    const pause = await viewer.pauses();
    await server.startListening();
    await viewer.does('window.dispatchEvent(new Event("online"))');
    await scene.tells([told('sessionStart', first.intent), told('play', first.onScreen), told('pauseStart', pause)]);
  },
);
