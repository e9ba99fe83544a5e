import QUnit from 'qunit';
import { onPlayer, SOURCE } from '../support/plugin-harness';
import { ANALYTICS } from '../support/options';

const NO_SUITE = { analytics: { trackingServer: ANALYTICS.trackingServer } };
const PROBLEM = 'analytics.reportSuite must be a non-empty string, got undefined';

QUnit.module('plugin: wrong options', () => {
  onPlayer('with debug they are thrown, with path, expectation and value', async (harness, assert) => {
    await harness.build();
    assert.throws(() => harness.track({ ...NO_SUITE, debug: true }), new TypeError(`mediaTracking: ${PROBLEM}`));
    await harness.load();
    await harness.play(1000);
    assert.deepEqual(harness.collector.requests, []);
  });

  onPlayer('thrown, they leave nothing behind, and right ones may follow', async (harness, assert) => {
    await harness.build();
    const mark = harness.listeners.mark;
    const timers = harness.clock.countTimers();
    assert.throws(() => harness.track({ ...NO_SUITE, debug: true }), TypeError);
    assert.deepEqual(harness.listeners.since(mark), []);
    assert.strictEqual(harness.clock.countTimers(), timers);
    harness.track();
    await harness.load();
    await harness.play(1000);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0']);
  });

  onPlayer(
    'without debug they are one log line, `invalid` and status, and nothing is tracked',
    async (harness, assert) => {
      await harness.build();
      const tracking = harness.track({ ...NO_SUITE, mainPingInterval: 5 });
      const invalid = harness.record('invalid');
      await harness.load();
      await harness.play(20_000);
      const problems = [PROBLEM, 'mainPingInterval must be a number of seconds from 10 to 50, got 5'];
      assert.deepEqual(invalid, [{ problems }]);
      assert.deepEqual(tracking.status, {
        consent: undefined,
        session: { id: undefined, state: 'none' },
        problems: [problems.join('; ')],
        queued: 0,
        inFlight: 0,
        delivered: 0,
        retried: 0,
        dropped: {},
      });
      assert.strictEqual(harness.logs.length, 1, harness.logs.join('\n'));
      assert.ok(
        harness.logs[0]!.includes('ERROR') && harness.logs[0]!.includes(`${problems.join('; ')}. Nothing is tracked.`),
      );
      assert.deepEqual(harness.collector.requests, []);
    },
  );

  onPlayer('no options at all are wrong options', async (harness, assert) => {
    await harness.build();
    const { mediaTracking } = harness.player as unknown as { mediaTracking: (options?: unknown) => unknown };
    mediaTracking.call(harness.player);
    assert.strictEqual(harness.player.mediaTracking(harness.optionsWith()).status.problems.length, 1);
    harness.player.mediaTracking(harness.optionsWith()).dispose();
    mediaTracking.call(harness.player, null);
    await harness.load();
    await harness.play(1000);
    assert.deepEqual(harness.collector.requests, []);
  });

  onPlayer('while they are wrong, every call is without effect and none throws', async (harness, assert) => {
    await harness.build();
    const tracking = harness.track(NO_SUITE);
    await harness.load();
    await harness.play(1000);
    tracking.startSession();
    tracking.endSession();
    tracking.reportError('x');
    tracking.setConsent('in');
    await tracking.flush();
    await harness.pass(10_000);
    assert.deepEqual(harness.collector.requests, []);
    tracking.dispose();
  });

  onPlayer('keys that are not known are named in a warning each, once', async (harness, assert) => {
    await harness.ready({ pingInterval: 10 });
    await harness.play(1000);
    assert.deepEqual(harness.tracking.status.problems, ['pingInterval is not a valid key; left out']);
    assert.strictEqual(harness.logs.length, 1);
    assert.strictEqual(harness.collector.told.length, 2);
  });
});

QUnit.module('plugin: updateOptions', () => {
  onPlayer('mends wrong options, in several calls if need be, and takes the viewing up', async (harness, assert) => {
    await harness.build();
    const tracking = harness.track({ ...NO_SUITE, collectionUrl: '' });
    await harness.load();
    await harness.play(3000);
    tracking.updateOptions({ analytics: ANALYTICS });
    await harness.pass(1000);
    assert.deepEqual(harness.collector.requests, []);
    tracking.updateOptions({ collectionUrl: 'https://mended.test' });
    await harness.pass(1000);
    assert.deepEqual(harness.collector.told, ['sessionStart@4', 'play@4.25']);
    assert.strictEqual(tracking.status.consent, 'in');
  });

  onPlayer('holds from the next viewing on', async (harness, assert) => {
    await harness.ready({ media: { name: 'A' } });
    await harness.play(1000);
    harness.tracking.updateOptions({ media: { name: 'B' }, collectionUrl: 'https://b.test', mainPingInterval: 20 });
    await harness.pass(10_000);
    harness.tracking.startSession();
    await harness.pass(15_000);
    const [a, b] = harness.collector.starts;
    assert.deepEqual(
      [a!, b!].map(({ body }) => body.params!['media.name']),
      ['A', 'B'],
    );
    assert.strictEqual(b!.url, 'https://b.test/api/v1/sessions');
    assert.deepEqual(harness.collector.told, [
      ...['sessionStart@0', 'play@0', 'ping@10', 'sessionEnd@11', 'sessionStart@11', 'play@11.25'],
    ]);
    const ends = harness.collector.requests.filter(({ body }) => body.eventType === 'sessionEnd');
    assert.ok(ends[0]!.url.startsWith(harness.collectionUrl), 'a session ends where it began');
  });

  onPlayer('wrong ones change nothing, and are told', async (harness, assert) => {
    await harness.ready();
    const invalid = harness.record('invalid');
    await harness.play(1000);
    harness.tracking.updateOptions({ collectionUrl: 'nowhere' });
    await harness.pass(1000);
    const problem = 'collectionUrl must be an http(s) URL without query, got "nowhere"';
    assert.deepEqual(invalid, [{ problems: [problem] }]);
    assert.deepEqual(harness.tracking.status.problems, [problem]);
    assert.ok(harness.logs[0]!.includes('Options stay as they were.'));
    harness.tracking.updateOptions({ media: { name: 'B' } });
    harness.tracking.startSession();
    await harness.pass(1000);
    assert.propContains(harness.collector.starts[1]!.body.params, { 'media.name': 'B' });
  });

  onPlayer('with debug wrong ones are thrown and change nothing', async (harness, assert) => {
    await harness.ready({ debug: true });
    assert.throws(() => harness.tracking.updateOptions({ mainPingInterval: 1 }), TypeError);
    await harness.play(1000);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'play@0']);
  });

  onPlayer('debug logs what happens, and changes nothing that is sent', async (harness, assert) => {
    await harness.ready();
    await harness.play(1000);
    assert.deepEqual(harness.logs, []);
    harness.tracking.updateOptions({ debug: true });
    await harness.load({ ...SOURCE, src: 'b.mp4' });
    await harness.play(1000);
    assert.ok(harness.logs.some((line) => line.includes('sessionopened')));
    const [a, b] = harness.collector.starts.map(({ body }) => body.params!);
    assert.deepEqual({ ...b, 'media.id': '' }, { ...a, 'media.id': '' });
  });
});
