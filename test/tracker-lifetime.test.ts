import QUnit from 'qunit';
import { AGE_LIMIT_MS, IDLE_LIMIT_MS, SILENCE_LIMIT_MS } from '../src/session/session';
import { settled, TrackerHarness } from './support/tracker-harness';

/** A session that is in the middle of everything. */
function inTheMiddle(): TrackerHarness {
  const harness = new TrackerHarness().play({ duration: 200_000 });
  harness.tracker.add('stateStart', { params: { media: { state: { name: 'mute' } } } });
  harness.tracker.add('chapterStart', {
    params: { media: { chapter: { index: 1, offset: 0, length: 60 } } },
    customMetadata: { part: 'one' },
  });
  return harness;
}

const told = (harness: TrackerHarness): string[] => harness.session.events.map(({ type }) => type);
const resumes = (harness: TrackerHarness): unknown =>
  (harness.session.media as { resume?: boolean } | undefined)?.resume;

QUnit.module('tracker: limits of a session', () => {
  QUnit.test(
    'slept through the silence limit while playing: the session is given up before anything is told',
    (assert) => {
      const harness = inTheMiddle();
      harness.pass(5000);
      harness.sleep(SILENCE_LIMIT_MS);
      harness.pass(1000);
      assert.strictEqual(harness.session.renewed, 1);
      assert.false(told(harness).includes('sessionEnd'), 'for what is closed');
      assert.strictEqual(harness.sessions.length, 1, 'the queue knows what its backend was told, and opens the next');
    },
  );

  QUnit.test('paused beyond the silence limit with a tab that lives is no silence', (assert) => {
    const harness = new TrackerHarness().play().pause();
    harness.pass(SILENCE_LIMIT_MS + 60_000);
    assert.strictEqual(harness.sessions.length, 1);
  });

  QUnit.test('paused beyond the idle limit: the session ends, and nothing is told or awaited any more', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.pause().pass(IDLE_LIMIT_MS + 60_000);
    assert.strictEqual(harness.timed().pop(), `sessionEnd@5 +${5000 + IDLE_LIMIT_MS}`);
    assert.ok(harness.session.closed);
    assert.strictEqual(harness.clock.pending, 0);
  });

  QUnit.test('playback that goes on after that is a new session that resumes', async (assert) => {
    const harness = inTheMiddle();
    harness.pass(5000);
    harness.pause().pass(IDLE_LIMIT_MS + 60_000);
    assert.deepEqual(told(harness).slice(-2), ['chapterSkip', 'sessionEnd'], 'what is open is closed first');
    harness.play({}).pass(1000);
    await settled();
    assert.strictEqual(harness.sessions.length, 2);
    assert.strictEqual(resumes(harness), true);
    assert.deepEqual(told(harness).slice(0, 4), ['sessionStart', 'chapterStart', 'stateStart', 'play']);
    assert.strictEqual(harness.described, 1, 'it is the same viewing');
    const stamps = harness.sessions.flatMap(({ events }) => events).map(({ ts }) => ts);
    assert.true(
      stamps.every((ts, index) => !index || ts > stamps[index - 1]!),
      'what is told anew is told as of now',
    );
  });

  QUnit.test('buffering beyond the idle limit ends the session as well', (assert) => {
    const harness = new TrackerHarness().play();
    harness.fire('waiting');
    harness.pass(IDLE_LIMIT_MS + 60_000);
    assert.strictEqual(harness.events().pop(), 'sessionEnd@0');
  });

  QUnit.test('content that never comes back after a break of which nothing was told ends it as well', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.ad('adBreakStart');
    harness.fire('seeking', { seeking: true });
    harness.ad('adBreakComplete');
    harness.pass(IDLE_LIMIT_MS + 60_000);
    assert.strictEqual(harness.events().pop(), 'sessionEnd@5');
    assert.strictEqual(harness.clock.pending, 0);
  });

  QUnit.test('a player that never got to its first frame opens one session, however long it stands', (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { paused: false });
    harness.fire('error');
    harness.pass(5 * IDLE_LIMIT_MS);
    assert.strictEqual(harness.sessions.length, 1);
    assert.strictEqual(harness.clock.pending, 0);
  });

  QUnit.test('slept through the silence limit while paused: the session is given up once', (assert) => {
    const harness = new TrackerHarness().play().pause();
    harness.pass(1000);
    harness.sleep(SILENCE_LIMIT_MS);
    harness.pass(60_000);
    assert.strictEqual(harness.session.renewed, 1);
  });

  QUnit.test('slept beyond the idle limit while paused: no session before playback goes on', (assert) => {
    const harness = new TrackerHarness().play().pause();
    harness.pass(5000);
    harness.sleep(IDLE_LIMIT_MS);
    harness.pass(60_000);
    assert.strictEqual(harness.sessions.length, 1);
    harness.play({}).pass(1000);
    assert.strictEqual(harness.sessions.length, 2);
  });

  QUnit.test('slept beyond the idle limit while playing: a new session goes on', (assert) => {
    const harness = new TrackerHarness().play();
    harness.pass(5000);
    harness.sleep(IDLE_LIMIT_MS + 60_000);
    harness.pass(2000);
    assert.strictEqual(harness.sessions.length, 2);
    assert.ok(told(harness).includes('play'));
  });

  QUnit.test(
    'slept while playing, and what the page tells is the first to be heard: a new session has it',
    async (assert) => {
      const harness = new TrackerHarness().play();
      harness.pass(5000);
      harness.sleep(IDLE_LIMIT_MS + 60_000);
      // The picture goes on, but its position was not told yet.
      harness.clock.advance(100);
      assert.true(harness.reportError());
      await settled();
      assert.deepEqual(told(harness), ['sessionStart', 'play', 'error']);
      assert.strictEqual(harness.sessions.length, 2);
    },
  );

  QUnit.test('what the page tells when its session has ended for idleness is told to be in vain', (assert) => {
    const harness = new TrackerHarness().play().pause();
    harness.pass(IDLE_LIMIT_MS + 60_000);
    assert.false(harness.reportError());
  });

  QUnit.test('a chapter that the page begins meanwhile is told by the session that goes on', async (assert) => {
    const harness = new TrackerHarness().play().pause();
    harness.pass(IDLE_LIMIT_MS + 60_000);
    const chapter = { params: { media: { chapter: { index: 2, offset: 60, length: 60 } } } };
    assert.true(harness.tracker.add('chapterStart', chapter));
    harness.play({});
    await settled();
    assert.deepEqual(told(harness), ['sessionStart', 'chapterStart', 'play']);
  });

  QUnit.test('a session a day old ends and another goes on', async (assert) => {
    const harness = inTheMiddle();
    harness.pass(AGE_LIMIT_MS + 1000);
    await settled();
    assert.strictEqual(harness.sessions.length, 2);
    assert.strictEqual(harness.sessions[0]?.events.pop()?.type, 'sessionEnd');
    assert.strictEqual(resumes(harness), true);
    assert.deepEqual(told(harness).slice(0, 4), ['sessionStart', 'chapterStart', 'stateStart', 'play']);
  });

  QUnit.test('a session given up unopened after a sleep goes out when its length was never learned', async (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { paused: false });
    await settled();
    harness.sleep(SILENCE_LIMIT_MS);
    harness.fire('playing');
    harness.pass(0);
    assert.strictEqual(harness.session.renewed, 1);
    assert.ok(harness.session.opened);
  });
});
