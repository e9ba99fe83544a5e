import QUnit from 'qunit';
import { SIGNALS } from '../../src/player/listeners';
import { HELD_MS, LONG_MS, onPlayer, type PluginHarness } from '../support/plugin-harness';

const VIEWED = ['sessionStart@0', 'play@0', 'sessionEnd@2'];

/** What is there before the plugin, and asserts that no more is left of it. */
async function before(harness: PluginHarness): Promise<(assert: Assert) => void> {
  await harness.buildUsed();
  const mark = harness.listeners.mark;
  const timers = harness.clock.countTimers();
  return (assert) => {
    assert.deepEqual(harness.listeners.since(mark), [], 'listeners');
    assert.strictEqual(harness.clock.countTimers(), timers, 'timers');
    assert.strictEqual(harness.collector.open, 0, 'requests');
  };
}

QUnit.module('plugin: dispose', () => {
  onPlayer('there is something to take away', async (harness, assert) => {
    await harness.buildUsed();
    const mark = harness.listeners.mark;
    const timers = harness.clock.countTimers();
    harness.track();
    await harness.load();
    await harness.play(1000);
    const added = harness.listeners.since(mark);
    for (const signal of SIGNALS) assert.ok(added.includes(`${signal} on the player`), signal);
    for (const type of ['online', 'visibilitychange']) assert.ok(added.includes(`${type} on Window`), type);
    assert.ok(harness.clock.countTimers() > timers);
  });

  onPlayer('ends the viewing where it is, and leaves no listener, timer or request', async (harness, assert) => {
    const assertNothingLeft = await before(harness);
    harness.track();
    await harness.load();
    await harness.play(2000);
    harness.tracking.dispose();
    await harness.pass(HELD_MS);
    assert.deepEqual(harness.collector.told, VIEWED);
    assertNothingLeft(assert);
    await harness.pause();
    await harness.play(LONG_MS);
    assert.deepEqual(harness.collector.told, VIEWED);
  });

  onPlayer('a visitor that cannot be looked up any more is not asked for again', async (harness, assert) => {
    const assertNothingLeft = await before(harness);
    let fail: (reason: Error) => void = () => undefined;
    let asked = 0;
    const visitor = (): Promise<never> => {
      asked++;
      return new Promise((_, reject) => (fail = reject));
    };
    harness.track({ visitor });
    await harness.load();
    await harness.play(1000);
    harness.tracking.dispose();
    fail(new Error('gone'));
    await harness.pass(LONG_MS);
    assert.strictEqual(asked, 1);
    assertNothingLeft(assert);
  });

  onPlayer('a page that is left later asks nothing of a player that is gone', async (harness, assert) => {
    harness.collector.delayMs = () => 5000;
    await harness.ready();
    await harness.play(2000);
    harness.player.dispose();
    const told: unknown[] = [];
    const onError = window.onerror;
    window.onerror = (message) => !!told.push(message);
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    window.onerror = onError;
    assert.deepEqual(told, []);
  });

  onPlayer('with the player it is the same', async (harness, assert) => {
    await harness.ready();
    await harness.play(2000);
    harness.player.dispose();
    await harness.pass(LONG_MS);
    assert.deepEqual(harness.collector.told, VIEWED);
    assert.strictEqual(harness.clock.countTimers(), 0);
    const ours = harness.listeners.since([]).filter((each) => / on (Window|HTMLDocument)$/.test(each));
    assert.deepEqual(
      ours.filter((each) => /online|offline|visibility|page|freeze|resume|storage/.test(each)),
      [],
    );
  });

  onPlayer('before anything was played it is silent', async (harness, assert) => {
    const assertNothingLeft = await before(harness);
    harness.track();
    await harness.load();
    harness.tracking.dispose();
    await harness.pass(LONG_MS);
    assert.deepEqual(harness.collector.requests, []);
    assertNothingLeft(assert);
  });

  onPlayer('while the session is slow, what waits is delivered first', async (harness, assert) => {
    const assertNothingLeft = await before(harness);
    harness.collector.delayMs = (type) => (type === 'sessionStart' ? 5000 : 0);
    harness.track();
    await harness.load();
    await harness.play(2000);
    harness.tracking.dispose();
    await harness.pass(5000);
    assert.deepEqual(harness.collector.told, VIEWED);
    assertNothingLeft(assert);
  });

  onPlayer('while the backend fails, what waits is delivered once it is back', async (harness, assert) => {
    const assertNothingLeft = await before(harness);
    harness.collector.down = true;
    harness.track();
    await harness.load();
    await harness.play(2000);
    harness.tracking.dispose();
    await harness.pass(20_000);
    harness.collector.down = false;
    await harness.pass(2 * LONG_MS);
    assert.deepEqual(harness.collector.told, VIEWED);
    assertNothingLeft(assert);
  });

  onPlayer('while the length is awaited, it is no longer', async (harness, assert) => {
    const assertNothingLeft = await before(harness);
    harness.track();
    await harness.load(undefined, NaN);
    void harness.player.play();
    harness.tracking.dispose();
    await harness.pass(10);
    assert.deepEqual(harness.collector.told, ['sessionStart@0', 'sessionEnd@0']);
    assertNothingLeft(assert);
  });

  onPlayer('while the visitor is asked again, it is no longer', async (harness, assert) => {
    const assertNothingLeft = await before(harness);
    const visitor = (): Promise<never> => Promise.reject(new Error('no luck'));
    harness.track({ visitor });
    await harness.load();
    await harness.play(2000);
    harness.tracking.dispose();
    await harness.pass(10);
    assert.deepEqual(harness.tracking.status.dropped, { visitor: 3 });
    assertNothingLeft(assert);
  });

  onPlayer('with wrong options it leaves nothing either', async (harness, assert) => {
    const assertNothingLeft = await before(harness);
    harness.track({ collectionUrl: '' });
    harness.tracking.dispose();
    await harness.pass(10);
    assertNothingLeft(assert);
  });

  onPlayer('consent withdrawn afterwards stops what still waits', async (harness, assert) => {
    const assertNothingLeft = await before(harness);
    harness.collector.delayMs = () => 2000;
    harness.track();
    await harness.load();
    await harness.play(1000);
    harness.tracking.dispose();
    harness.tracking.setConsent('out');
    await harness.pass(LONG_MS);
    assert.strictEqual(harness.collector.requests.length, 1);
    assert.true(harness.collector.requests[0]!.aborted);
    assertNothingLeft(assert);
  });

  onPlayer('consent given afterwards delivers what waited for it', async (harness, assert) => {
    const assertNothingLeft = await before(harness);
    harness.track({ defaultConsent: 'pending' });
    await harness.load();
    await harness.play(2000);
    harness.tracking.dispose();
    harness.tracking.setConsent('in');
    await harness.pass(10);
    assert.deepEqual(harness.collector.told, VIEWED);
    assertNothingLeft(assert);
  });

  onPlayer('a second one and every call after it are without effect', async (harness, assert) => {
    await harness.ready();
    const { tracking } = harness;
    await harness.play(2000);
    tracking.dispose();
    tracking.dispose();
    tracking.startSession();
    tracking.endSession();
    tracking.reportError('x');
    tracking.setConsent('in');
    tracking.updateOptions({ media: { id: 'x' } });
    await tracking.flush();
    await harness.pass(LONG_MS);
    assert.deepEqual(harness.collector.told, VIEWED);
    assert.strictEqual(tracking.status.delivered, 3);
  });

  onPlayer('afterwards it can be set up anew, and takes the viewing up', async (harness, assert) => {
    await harness.ready();
    await harness.play(2000);
    harness.tracking.dispose();
    await harness.pass(1000);
    harness.track();
    await harness.pass(1000);
    assert.deepEqual(harness.collector.told, [...VIEWED, 'sessionStart@3', 'play@3.25']);
  });
});
