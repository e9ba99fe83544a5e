import assert from 'node:assert/strict';
import { inEachBrowser, inOneBrowser } from './support.mjs';
import { recipe } from './support/readme.mjs';
import { playbackOnly, required } from './support/scene.mjs';
import { told, toldSeek } from './support/story.mjs';

/** @import { Scene } from './support/scene.mjs' */

const chapters = { options: { chapters: true } };
const clip = { src: '/demo/media/clip.webm', type: 'video/webm' };
/** As the README says. */
const track = recipe('<track').replace('chapters.vtt', '/demo/media/chapters.vtt');

/** What was told of the chapters that began. @param {Scene} scene @param {number} [nth] */
const begun = (scene, nth) =>
  scene
    .ledgerOf(nth)
    .filter(({ body }) => body.eventType === 'chapterStart')
    .map(({ body: { params } }) => ({
      index: params['media.chapter.index'],
      offset: params['media.chapter.offset'],
      length: params['media.chapter.length'],
      name: params['media.chapter.friendlyName'],
    }));

const lowWater = { index: 1, offset: 0, length: 8, name: 'Low water' };
const flood = { index: 2, offset: 8, length: 8, name: 'Flood' };
const ebb = { index: 4, offset: 24, length: 6, name: 'Ebb' };

inEachBrowser('chapters of a track are told as they are played, left and found again', async (scene) => {
  const { viewer } = scene;
  await scene.visit(chapters);

  const first = await viewer.plays();
  await viewer.watches(0.5);
  const within = await viewer.seeks(7);
  const boundary = { ...(await viewer.passes(8)), playhead: 8 };
  await viewer.watches(0.3);
  const out = await viewer.seeks(25);
  await viewer.watches(0.3);
  const back = await viewer.drags(0.85, 0.1, 6);
  await viewer.watches(0.3);
  const left = await viewer.switchesTo('second');

  await scene.tells([
    told('sessionStart', first.intent),
    told('play', first.onScreen),
    told('chapterStart', first.onScreen),
    ...toldSeek(within),
    told('chapterComplete', boundary),
    told('chapterStart', boundary),
    ...toldSeek(out),
    told('chapterSkip', out.to),
    told('chapterStart', out.to),
    ...toldSeek(back),
    told('chapterSkip', back.to),
    told('chapterStart', back.to),
    told('chapterSkip', left),
    told('sessionEnd', left),
  ]);
  assert.deepEqual(begun(scene), [lowWater, flood, ebb, lowWater]);
});

inEachBrowser('the last chapter is complete where the content ends', async (scene) => {
  const { viewer } = scene;
  await scene.visit({ ...chapters, source: 'hls' });

  const mark = await viewer.mark();
  await viewer.does('player.currentTime(29)');
  await viewer.next('seeked', mark);
  const first = await viewer.plays();
  const end = await viewer.next('ended', mark);

  await scene.tells([
    told('sessionStart', first.intent),
    told('play', first.onScreen),
    told('chapterStart', first.onScreen),
    told('chapterComplete', end),
    told('sessionComplete', end),
  ]);
});

for (const nativeTextTracks of [true, false]) {
  const kind = nativeTextTracks ? 'a native' : 'an emulated';
  inEachBrowser(`chapters of ${kind} track that was there before are told, too`, async (scene) => {
    const { viewer, server } = scene;
    await scene.visit();
    await scene.buildsPlayer({ html5: { nativeTextTracks }, sources: [clip] }, 'video', track);
    const options = { ...required(server.url), ...playbackOnly, chapters: true };
    await viewer.does(`window.tracking = player.mediaTracking(${JSON.stringify(options)})`);
    const mark = await viewer.mark();
    await viewer.does('player.currentTime(9)');
    await viewer.next('seeked', mark);
    const first = await viewer.plays();
    await scene.arrived('chapterStart');

    await scene.tells([
      told('sessionStart', first.intent),
      told('play', first.onScreen),
      told('chapterStart', first.onScreen),
    ]);
    assert.deepEqual(begun(scene), [flood]);
  });
}

inOneBrowser('a list wins over the track, and its metadata travels with its chapters', async (scene) => {
  const { viewer, server } = scene;
  const list = [
    { start: 0, end: 1, title: 'Own one', customMetadata: { part: 1 } },
    { start: 1, end: 30, title: 'Own two' },
    { start: 'rubbish', end: 5 },
  ];
  await scene.visit({ options: { chapters: list } });

  await viewer.plays();
  await viewer.watches(1.5);
  const { body } = await scene.arrived('chapterStart');
  await scene.arrived('chapterStart', 2);
  assert.deepEqual(body.customMetadata, { part: '1' });
  assert.deepEqual(begun(scene), [
    { index: 1, offset: 0, length: 1, name: 'Own one' },
    { index: 2, offset: 1, length: 29, name: 'Own two' },
  ]);
  assert.deepEqual(
    server.ledger.entries.flatMap(({ problems, warnings }) => [...problems, ...warnings]),
    [],
  );
  const lines = await scene.logLines();
  assert.ok(lines.some((/** @type {string} */ line) => line.includes('chapters[2].start must be')));
});
