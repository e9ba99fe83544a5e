import QUnit from 'qunit';
import { HELD_MS, PluginHarness } from './support/plugin-harness';
import { snippet, snippets } from './support/readme.mjs';

interface Body {
  readonly eventType: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly qoeData?: object;
  readonly customMetadata?: object;
}

/** Snippets run here, by how they begin. */
const HERE = {
  use: "const player = videojs('player')",
  source: "player.src({ src, type, mediaTracking: { media: { id: 'episode-43'",
  dropped: "tracking.on('eventdropped'",
  visitor: 'visitor: async',
  consent: "const tracking = player.mediaTracking({ ...options, defaultConsent: 'pending' })",
  ads: 'tracking.startAdBreak(',
  chapters: 'player.mediaTracking({ ...options, chapters:',
  chapter: 'tracking.startChapter(',
  states: 'const tracking = player.mediaTracking({ ...options, states:',
  quality: 'qoe: (player)',
  audio: "media: { id: 'song-7'",
};

/** And elsewhere: in browser tests, in those of the packed package, and in those of the collection server. */
const ELSEWHERE = [
  "import assert from 'node:assert/strict';\nimport { createCollectionServer }",
  'npm ci && npm start',
  'npm ci && npm test',
  'npm install',
  "import videojs from 'video.js';",
  '<script src="node_modules/video.js/',
  "import 'videojs-media-tracking/inspector'",
  '<!-- with script tags',
  "if (new URLSearchParams(location.search).has('inspect'))",
  'player.ads();',
  'player.mediaTracking({\n  ...options,\n  ads: {',
  'player.ima(',
  '<track kind="chapters"',
  '// Vite, in resolve',
  'npx videojs-media-tracking-collector',
];

const SOURCE = { src: 'b.mp4', type: 'video/mp4' };
let readme = '';

/** Runs a snippet that is statements, with these names in its reach. */
function run(key: keyof typeof HERE, names: object): void {
  const body = new Function(...Object.keys(names), snippet(readme, HERE[key])) as (...values: unknown[]) => void;
  body(...Object.values(names));
}

/** What a snippet that is part of the options says. */
function optionsOf(key: keyof typeof HERE, names: object = {}): object {
  const code = `return ({ ${snippet(readme, HERE[key])} })`;
  return (new Function(...Object.keys(names), code) as (...values: unknown[]) => object)(...Object.values(names));
}

/** All that was accepted of a type. */
const told = ({ collector }: PluginHarness, type: string): Body[] =>
  collector.accepted.map(({ body }) => body).filter(({ eventType }) => eventType === type);

/** The types of what was accepted, in order, without pings. */
const types = ({ collector }: PluginHarness): string[] =>
  collector.accepted.map(({ body }) => body.eventType).filter((type) => type !== 'ping');

async function loaded(harness: PluginHarness): Promise<void> {
  await harness.pass(10);
  harness.tech.fire('durationchange', { duration: 600 });
}

function test(name: string, body: (harness: PluginHarness, assert: Assert) => Promise<void>): void {
  QUnit.test(name, async (assert) => {
    const harness = await new PluginHarness().build();
    try {
      await body(harness, assert);
      assert.deepEqual([harness.collector.violations, harness.collector.disorder], [[], []]);
      assert.deepEqual(harness.logs, [], 'nothing to complain of');
    } finally {
      await harness.close();
    }
  });
}

QUnit.module('README', (hooks) => {
  hooks.before(async () => {
    readme = await (await fetch('/base/README.md')).text();
  });

  QUnit.test('each of its snippets is run by a test', (assert) => {
    const known = [...Object.values(HERE), ...ELSEWHERE];
    const runBy = snippets(readme).map(({ code }) => known.filter((begin) => code.startsWith(begin)).length);
    assert.deepEqual(
      snippets(readme)
        .filter((_, index) => runBy[index] !== 1)
        .map(({ code }) => code),
      [],
    );
    assert.strictEqual(runBy.length, known.length, 'and none is gone');
  });

  test('the first lines are enough', async (harness, assert) => {
    const { player } = harness;
    // A backend of its own, and what is stored waits for a lock, which no fake clock grants.
    const own = { collectionUrl: harness.collectionUrl, storage: 'memory' };
    const here = { mediaTracking: (options: object) => player.mediaTracking({ ...options, ...own } as never) };
    run('use', { videojs: () => here });
    await harness.load();
    await harness.play(1000);
    const expected = { 'media.name': 'Episode 42', 'media.show': 'The Show', 'analytics.reportSuite': 'rsid' };
    assert.propContains(told(harness, 'sessionStart')[0]!.params, expected);
    assert.strictEqual(told(harness, 'play').length, 1);
  });

  test('metadata that travels with the source wins', async (harness, assert) => {
    harness.track({ media: { id: 'x', show: 'The Show' } });
    run('source', { player: harness.player, ...SOURCE });
    await loaded(harness);
    await harness.play(1000);
    const [start] = told(harness, 'sessionStart');
    assert.propContains(start!.params, { 'media.id': 'episode-43', 'media.show': 'The Show' });
    assert.deepEqual(start!.customMetadata, { section: 'news' });
  });

  QUnit.test('what is dropped is heard of', async (assert) => {
    const harness = await new PluginHarness().ready();
    const said: unknown[] = [];
    run('dropped', { tracking: harness.tracking, console: { warn: (...words: unknown[]) => said.push(words) } });
    harness.collector.script.push(201, 400);
    await harness.play(1000);
    assert.deepEqual(said, [['play', 'rejected']]);
    await harness.close();
  });

  test('the ECID is that of Adobe’s Web SDK', async (harness, assert) => {
    const alloy = (): Promise<object> => Promise.resolve({ identity: { ECID: 'ecid-1' } });
    harness.track(optionsOf('visitor', { alloy }));
    await harness.load();
    await harness.play(1000);
    assert.propContains(told(harness, 'sessionStart')[0]!.params, { 'visitor.marketingCloudUserId': 'ecid-1' });
  });

  test('a consent banner lets go what waited', async (harness, assert) => {
    let answer: (accepted: boolean) => void = () => undefined;
    const banner = { onAnswer: (heard: typeof answer) => (answer = heard) };
    run('consent', { player: harness.player, options: harness.optionsWith(), banner });
    await harness.load();
    await harness.play(1000);
    assert.deepEqual(types(harness), []);
    answer(true);
    await harness.pass(10);
    assert.deepEqual(types(harness), ['sessionStart', 'play']);
    answer(false);
    await harness.pause();
    assert.deepEqual(types(harness), ['sessionStart', 'play']);
  });

  test('ads of a player’s own are told', async (harness, assert) => {
    const tracking = harness.track({ ads: true });
    await harness.load();
    await harness.play(1000);
    run('ads', { tracking, player: harness.player });
    harness.tech.fire('playing');
    await harness.pass(HELD_MS);
    const inAds = ['adBreakStart', 'adStart', 'adComplete', 'adBreakComplete'];
    assert.deepEqual(types(harness), ['sessionStart', 'play', ...inAds, 'play']);
    const [ad] = told(harness, 'adStart');
    assert.propContains(ad!.params, { 'media.ad.id': 'ad-1', 'media.ad.length': 15, 'media.ad.name': 'Kettles' });
    assert.deepEqual(ad!.customMetadata, { flight: '7' });
    assert.propContains(told(harness, 'adBreakStart')[0]!.params, { 'media.ad.podFriendlyName': 'mid-roll' });
  });

  test('chapters of a list, and of one that travels with the source', async (harness, assert) => {
    run('chapters', { player: harness.player, options: harness.optionsWith(), ...SOURCE });
    await loaded(harness);
    await harness.play(1000);
    await harness.load();
    await harness.play(1000);
    const names = told(harness, 'chapterStart').map(({ params }) => params?.['media.chapter.friendlyName']);
    assert.deepEqual(names, ['News', 'Opening']);
    assert.deepEqual(told(harness, 'chapterStart')[0]!.customMetadata, { desk: 'city' });
  });

  test('a chapter that the player cannot know', async (harness, assert) => {
    const tracking = harness.track();
    await harness.load();
    await harness.play(1000);
    run('chapter', { tracking });
    await harness.pass(HELD_MS);
    assert.deepEqual(types(harness).slice(2), ['chapterStart', 'chapterComplete']);
    const expected = { 'media.chapter.index': 3, 'media.chapter.offset': 1200, 'media.chapter.length': 300 };
    assert.propContains(told(harness, 'chapterStart')[0]!.params, expected);
  });

  test('some states, and one of its own', async (harness, assert) => {
    let toggle: (on: boolean) => void = () => undefined;
    const theaterButton = { onToggle: (heard: typeof toggle) => (toggle = heard) };
    run('states', { player: harness.player, options: harness.optionsWith(), theaterButton });
    await harness.load();
    harness.player.isFullscreen(true);
    await harness.play(1000);
    for (const on of [true, false]) {
      toggle(on);
      await harness.pass(HELD_MS);
    }
    const name = ({ params }: Body): unknown => params?.['media.state.name'];
    assert.deepEqual(told(harness, 'stateStart').map(name), ['fullScreen', 'theaterMode']);
    assert.deepEqual(told(harness, 'stateEnd').map(name), ['theaterMode']);
  });

  test('the quality of an engine of its own', async (harness, assert) => {
    const engine = { currentLevel: { bitrate: 800_000, frameRate: 25 } };
    harness.track(optionsOf('quality', { engine }));
    await harness.load();
    await harness.play(1000);
    engine.currentLevel = { bitrate: 1_600_000, frameRate: 50 };
    await harness.pass(1000);
    const carried = [...told(harness, 'play'), ...told(harness, 'bitrateChange')].map(({ qoeData }) => qoeData);
    assert.propContains(carried, [
      { 'media.qoe.bitrate': 800_000, 'media.qoe.framesPerSecond': 25 },
      { 'media.qoe.bitrate': 1_600_000, 'media.qoe.framesPerSecond': 50 },
    ]);
    assert.strictEqual(carried.length, 2);
  });

  test('audio, with its own metadata', async (harness, assert) => {
    harness.track(optionsOf('audio'));
    await harness.load({ src: 'a.mp3', type: 'audio/mpeg' });
    await harness.play(1000);
    assert.propContains(told(harness, 'sessionStart')[0]!.params, {
      'media.id': 'song-7',
      'media.contentType': 'song',
      'media.streamType': 'audio',
      'media.artist': 'The Band',
      'media.album': 'First',
      'media.label': 'Indie',
      'media.author': 'A. Writer',
      'media.station': 'Radio One',
    });
  });
});
