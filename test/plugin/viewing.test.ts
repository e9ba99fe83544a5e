import QUnit from 'qunit';
import { MediaTracking } from '../../src/index';
import { HELD_MS, LONG_MS, onPlayer, SOURCE, type PluginHarness } from '../support/plugin-harness';
import { ANALYTICS, VISITOR } from '../support/options';

const SESSIONS_DELAY_MS = 5000;

/** Half a minute of a viewing, in which much happens, and what is to be told of it. */
async function watch(harness: PluginHarness): Promise<void> {
  await harness.play(1000);
  await harness.pause();
  await harness.play(1000);
  harness.player.currentTime(100);
  await harness.pass(40);
  harness.tech.fire('seeked', { seeking: false });
  harness.tech.fire('playing');
  await harness.pass(1000);
  await harness.finish();
}

const WATCHED = [
  'sessionStart@0',
  'play@0',
  'pauseStart@1',
  'play@1',
  'pauseStart@2',
  'play@100',
  'sessionComplete@599.99',
];

/** In order, each once, with playheads and strictly increasing `ts` of when it happened. */
function assertWhole({ collector }: PluginHarness, assert: Assert): void {
  assert.deepEqual(collector.told, WATCHED);
  const stamps = collector.accepted.map(({ body }) => body.playerTime.ts);
  assert.ok(
    stamps.every((ts, index) => !index || ts > stamps[index - 1]!),
    `ts ${stamps.join()}`,
  );
  assert.ok(stamps[6]! - stamps[0]! < 5000, 'they tell when it happened, not when it was sent');
  const opened = collector.accepted[0]!;
  const first = collector.requests.indexOf(opened);
  assert.ok(
    collector.requests.slice(0, first).every(({ rawBody }) => rawBody === opened.rawBody),
    'nothing else left before the session had an id, and attempts are the same to the byte',
  );
  const urls = collector.accepted.slice(1).map(({ url }) => url.replace(/.*\/api/, ''));
  assert.deepEqual([...new Set(urls)], ['/v1/sessions/s1/events']);
}

QUnit.module('plugin: a viewing', () => {
  onPlayer('the least that is enough tells everything the API asks for', async (harness, assert) => {
    await harness.ready();
    await harness.play(1000);
    assert.deepEqual(harness.collector.starts[0]!.body.params, {
      'analytics.trackingServer': ANALYTICS.trackingServer,
      'analytics.reportSuite': ANALYTICS.reportSuite,
      'visitor.marketingCloudOrgId': VISITOR.marketingCloudOrgId,
      'media.id': 'https://media.test/a.mp4',
      'media.length': 600,
      'media.contentType': 'vod',
      'media.streamType': 'video',
      'media.playerName': 'video.js',
      'media.channel': location.hostname,
      'media.sdkVersion': MediaTracking.VERSION,
    });
  });

  onPlayer('with a session answered at once it is told as it happens', async (harness, assert) => {
    await harness.ready();
    await watch(harness);
    assertWhole(harness, assert);
  });

  onPlayer(
    'with a session answered after 5 s nothing else leaves before, and nothing is lost',
    async (harness, assert) => {
      harness.collector.delayMs = (type) => (type === 'sessionStart' ? SESSIONS_DELAY_MS : 0);
      await harness.ready();
      await watch(harness);
      assert.strictEqual(harness.collector.requests.length, 1);
      await harness.pass(SESSIONS_DELAY_MS);
      assertWhole(harness, assert);
    },
  );

  onPlayer('with a session answered 500, 500, 500, then 201, nothing is lost', async (harness, assert) => {
    harness.collector.script.push(500, 500, 500);
    await harness.ready();
    await watch(harness);
    await harness.pass(3 * LONG_MS);
    assertWhole(harness, assert);
  });

  onPlayer('with a backend that refuses connections for 20 s nothing is lost', async (harness, assert) => {
    harness.collector.down = true;
    await harness.ready();
    await watch(harness);
    await harness.pass(20_000);
    assert.ok(harness.collector.requests.length > 1);
    harness.collector.down = false;
    await harness.pass(2 * LONG_MS);
    assertWhole(harness, assert);
  });

  onPlayer('a replay is a session of its own', async (harness, assert) => {
    await harness.ready();
    await harness.play(1000);
    await harness.finish();
    harness.player.currentTime(0);
    harness.tech.fire('seeked', { seeking: false, ended: false });
    await harness.play(1000);
    assert.deepEqual(harness.collector.told.slice(3), ['sessionStart@0', 'play@0']);
  });

  onPlayer('left before it is known who watches, it is stored with all else that is known', async (harness, assert) => {
    const visitor = (): Promise<never> => new Promise(() => undefined);
    await harness.ready({ visitor, storage: 'local', media: { name: 'A' }, customMetadata: { section: 'news' } });
    await harness.play(1000);
    const key = Object.keys(localStorage).find((each) => /^vjsmt1:.*:s$/.test(each)) ?? '';
    const { start } = JSON.parse(localStorage.getItem(key) ?? '{}');
    harness.tracking.setConsent('out');
    assert.propContains(start, { customMetadata: { section: 'news' } });
    assert.propContains(start.params.media, { name: 'A', contentType: 'vod' });
    assert.true(start.params.media.length > 0);
  });

  onPlayer(
    'another source ends it at its last content position, and tells its own metadata',
    async (harness, assert) => {
      await harness.ready({ media: { name: 'A', show: 'The Show' }, customMetadata: { section: 'news' } });
      await harness.play(3000);
      const media = { id: 'b', name: 'B' };
      await harness.load({
        src: 'b.mp4',
        type: 'video/mp4',
        mediaTracking: { media, customMetadata: { section: 'b' } },
      });
      await harness.play(1000);
      assert.deepEqual(harness.collector.told, [
        'sessionStart@0',
        'play@0',
        'sessionEnd@3',
        'sessionStart@0',
        'play@0',
      ]);
      const [a, b] = harness.collector.starts.map(({ body }) => body);
      assert.propContains(a!.params, { 'media.name': 'A', 'media.show': 'The Show' });
      assert.propContains(b!.params, { 'media.id': 'b', 'media.name': 'B', 'media.show': 'The Show' });
      assert.deepEqual([a!.customMetadata, b!.customMetadata], [{ section: 'news' }, { section: 'b' }]);
    },
  );

  onPlayer('pings go on while playing and paused, and end with it', async (harness, assert) => {
    await harness.ready({ mainPingInterval: 20 });
    await harness.play(25_000);
    await harness.pause();
    await harness.pass(20_000);
    await harness.play(0);
    await harness.finish();
    await harness.pass(LONG_MS);
    assert.deepEqual(harness.collector.told, [
      ...['sessionStart@0', 'play@0', 'ping@20', 'pauseStart@25', 'ping@25', 'play@25', 'sessionComplete@599.99'],
    ]);
  });

  onPlayer('an error of the player is told with its code', async (harness, assert) => {
    await harness.ready();
    await harness.play(2000);
    harness.tech.fail(3);
    await harness.pass(10);
    const { body } = harness.collector.accepted[2]!;
    assert.strictEqual(body.eventType, 'error');
    assert.deepEqual(body.qoeData, { 'media.qoe.errorID': '3', 'media.qoe.errorSource': 'player' });
  });

  onPlayer('an error that video.js gets over with its next source stays in it', async (harness, assert) => {
    await harness.build();
    harness.track();
    const good = { src: 'good.mp4', type: 'video/mp4' };
    harness.player.src([{ src: 'bad.mp4', type: 'video/mp4' }, good] as never);
    await harness.pass(10);
    void harness.player.play();
    harness.tech.fail(4);
    await harness.pass(10);
    assert.strictEqual(harness.player.currentSrc(), 'good.mp4');
    harness.tech.fire('durationchange', { duration: 600 });
    await harness.play(1000);
    assert.strictEqual(harness.collector.starts.length, 1);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'error@0', 'play@0']);
  });

  onPlayer('live, the playhead is the second of the UTC day', async (harness, assert) => {
    await harness.build();
    harness.track();
    await harness.load(undefined, Infinity);
    const secondOfDay = Math.floor((Date.now() / 1000) % 86_400);
    await harness.play(HELD_MS);
    const [start, play] = harness.collector.accepted.map(({ body }) => body);
    assert.propContains(start!.params, { 'media.contentType': 'live', 'media.length': 86_400 });
    assert.strictEqual(Math.floor(play!.playerTime.playhead), secondOfDay);
  });

  onPlayer('a live stream that is given its end goes on as it began', async (harness, assert) => {
    await harness.build();
    harness.track();
    await harness.load(undefined, Infinity);
    harness.clock.tick(3_600_000);
    await harness.play(12_000);
    harness.tech.fire('durationchange', { duration: 14 });
    await harness.pass(1000);
    await harness.pause();
    await harness.pass(21_000);
    await harness.load({ src: 'next.mp4', type: 'video/mp4' });
    await harness.play(HELD_MS);
    assert.deepEqual(
      harness.collector.told.map((each) => each.replace(/\..*/, '')),
      [
        'sessionStart@3600',
        'play@3600',
        'ping@3610',
        'pauseStart@3611',
        'ping@3611',
        'ping@3611',
        'sessionEnd@3611',
        'sessionStart@0',
        'play@0',
      ],
    );
    assert.propContains(harness.collector.starts[1]!.body.params, { 'media.contentType': 'vod', 'media.length': 600 });
  });

  onPlayer(
    'an item whose length is known late, or a replay of a stream that has ended, is no live',
    async (harness, assert) => {
      await harness.build();
      harness.track();
      await harness.load(undefined, Infinity);
      harness.clock.tick(3_600_000);
      harness.tech.fire('durationchange', { duration: 600 });
      await harness.play(HELD_MS);
      await harness.load({ src: 'next.mp4', type: 'video/mp4' }, Infinity);
      await harness.play(10_000);
      harness.tech.fire('durationchange', { duration: 10 });
      await harness.finish();
      harness.tech.fire('timeupdate', { mediaTime: 0, ended: false });
      await harness.play(HELD_MS);
      assert.deepEqual(
        harness.collector.starts.map(({ body }) => body.params!['media.contentType']),
        ['vod', 'live', 'vod'],
      );
    },
  );

  for (const [what, go] of [
    ['disposes of', (harness: PluginHarness) => harness.player.dispose()],
    ['resets', (harness: PluginHarness) => harness.player.reset()],
  ] as const)
    onPlayer(
      `where the page ${what} the player at the end, before it is heard here, it was complete`,
      async (harness, assert) => {
        await harness.build();
        harness.player.on('ended', () => go(harness));
        harness.track();
        await harness.load(undefined, 20);
        await harness.play(1000);
        harness.tech.fire('timeupdate', { mediaTime: 20 });
        await harness.finish();
        assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0', 'sessionComplete@19.99']);
      },
    );

  onPlayer(
    'startSession before there is a source is of the first, with the metadata of both',
    async (harness, assert) => {
      await harness.build();
      harness.track();
      harness.tracking.startSession({ media: { name: 'Said before' } });
      await harness.load({ ...SOURCE, mediaTracking: { media: { show: 'The Show' } } });
      await harness.play(1000);
      await harness.load({ src: 'next.mp4', type: 'video/mp4' });
      await harness.play(1000);
      const starts = harness.collector.accepted.filter(({ body }) => body.eventType === 'sessionStart');
      const [first, second] = starts.map(({ body }) => body.params!);
      assert.strictEqual(starts.length, 2);
      assert.propContains(first, { 'media.name': 'Said before', 'media.show': 'The Show', 'media.length': 600 });
      assert.strictEqual(second!['media.name'], undefined, 'and of that alone');
    },
  );

  onPlayer(
    'startSession without consent is forgotten: what is on screen later may be something else',
    async (harness, assert) => {
      await harness.ready({ defaultConsent: 'out' });
      harness.tracking.startSession({ media: { id: 'first' } });
      await harness.load({ src: 'next.mp4', type: 'video/mp4' });
      await harness.play(1000);
      harness.tracking.setConsent('in');
      await harness.pass(1000);
      assert.strictEqual(harness.collector.starts[0]!.body.params!['media.id'], 'next.mp4');
    },
  );

  onPlayer('startSession and endSession draw boundaries that the player does not show', async (harness, assert) => {
    await harness.ready({ media: { id: 'channel' } });
    await harness.play(2000);
    harness.tracking.startSession({ media: { id: 'program' }, customMetadata: { part: 'two' } });
    await harness.pass(2000);
    harness.tracking.endSession();
    await harness.pass(2000);
    assert.deepEqual(harness.collector.told, [
      ...['sessionStart@0', 'play@0', 'sessionEnd@2', 'sessionStart@2', 'play@2.25', 'sessionEnd@4'],
    ]);
    const ids = harness.collector.starts.map(({ body }) => body.params!['media.id']);
    assert.deepEqual(ids, ['channel', 'program']);
    assert.deepEqual(harness.collector.starts[1]!.body.customMetadata, { part: 'two' });
    await harness.pause();
    await harness.play(1000);
    assert.strictEqual(harness.collector.starts[2]!.body.params!['media.id'], 'channel', 'the next is its own again');
  });
});
