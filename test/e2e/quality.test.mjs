import assert from 'node:assert/strict';
import { inEachBrowser, inOneBrowser } from './support.mjs';

/** @import { Scene } from './support/scene.mjs' */

const low = 140_000;
const high = 210_000;

/** What events carried. @param {Scene} scene @returns {Array<[string, any]>} */
const carried = (scene) =>
  scene
    .ledgerOf()
    .filter(({ body }) => body.qoeData)
    .map(({ body }) => [body.eventType, body.qoeData]);

inEachBrowser('a rendition that comes on screen is a bitrateChange there', async (scene) => {
  const { viewer, page } = scene;
  await scene.visit({ source: 'hls', options: { qoe: true } });

  await viewer.plays();
  const play = await scene.arrived('play');
  assert.equal(play.body.qoeData['media.qoe.bitrate'], low);
  assert.equal(play.body.qoeData['media.qoe.framesPerSecond'], 24);
  assert.ok(Number.isInteger(play.body.qoeData['media.qoe.timeToStart']));
  const change = await scene.arrived('bitrateChange');

  assert.equal(change.body.qoeData['media.qoe.bitrate'], high);
  const bitrateAt = await page.evaluate((playhead) => {
    const tracks = /** @type {any} */ (window).player.textTracks();
    for (let i = 0; i < tracks.length; i++) {
      const { label, cues } = tracks[i];
      for (let c = 0; label === 'segment-metadata' && c < cues.length; c++)
        if (cues[c].startTime <= playhead && playhead < cues[c].endTime) return cues[c].value.bandwidth;
    }
    return undefined;
  }, change.body.playerTime.playhead);
  assert.equal(bitrateAt, high, 'it is what was on screen at that playhead');
  await viewer.does('tracking.reportError("x")');
  const error = await scene.arrived('error');
  assert.equal(error.body.qoeData['media.qoe.bitrate'], high);
  assert.deepEqual(
    scene.ledgerOf().flatMap(({ problems, warnings }) => [...problems, ...warnings]),
    [],
  );
});

inEachBrowser('of a single file no bitrate is made up, and the time to start is measured', async (scene) => {
  const { viewer } = scene;
  await scene.visit({ options: { qoe: true } });

  const { intent, onScreen } = await viewer.plays();
  await viewer.watches(0.5);
  await viewer.pauses();
  const { body } = await scene.arrived('play');
  const { 'media.qoe.timeToStart': timeToStart, ...rest } = body.qoeData;
  assert.ok(Math.abs(timeToStart - (onScreen.at - intent.at)) <= 50);
  assert.deepEqual(Object.keys(rest), ['media.qoe.droppedFrames']);
});

inOneBrowser('the integrator’s own quality is told, and with false none is measured', async (scene) => {
  const { viewer } = scene;
  await scene.visit();

  await viewer.plays();
  await viewer.watches(0.3);
  await viewer.does('tracking.updateQoe({ bitrate: 800000.4 })');
  const change = await scene.arrived('bitrateChange');
  assert.deepEqual(carried(scene), [['bitrateChange', { 'media.qoe.bitrate': 800_000 }]]);
  assert.ok(change.body.playerTime.playhead > 0);
});

inOneBrowser(
  'a callback that throws, and one that returns rubbish, cost one warning and their own data',
  async (scene) => {
    const { viewer } = scene;
    await scene.visit({ options: { qoe: true } });
    await viewer.does('tracking.updateOptions({ qoe: () => { throw new Error("broken"); } })');

    await viewer.plays();
    await viewer.watches(0.5);
    await viewer.does('tracking.updateOptions({ qoe: () => "rubbish" })');
    await viewer.watches(0.5);
    await viewer.pauses();
    await scene.arrived('pauseStart');
    const lines = await scene.logLines();
    assert.equal(lines.length, 2, lines.join('\n'));
    assert.match(lines[0], /qoe failed: broken/);
    assert.match(lines[1], /qoe must be an object/);
  },
);
