import QUnit from 'qunit';
import { TrackerHarness, watching } from './support/tracker-harness';

const { module, test } = QUnit;

const brief = (harness: TrackerHarness): string[] =>
  harness.session.prepared.map(({ type, playhead }) => `${type}@${playhead.toFixed(1)}`);

/** The page goes away, as browsers do it: hidden first or not at all. */
function leave(harness: TrackerHarness): TrackerHarness {
  if (harness.tracker.unprepared) harness.tracker.prepare(true);
  harness.tracker.left();
  return harness;
}

module('tracker: a page that may be left', () => {
  test('what would end the viewing is ready when the page is hidden, and keeps up with the playhead', (assert) => {
    const harness = watching();
    harness.tracker.prepare();
    assert.deepEqual(brief(harness), ['sessionEnd@5.0']);
    harness.hidden = true;
    harness.pass(20_000);
    assert.deepEqual(brief(harness), ['sessionEnd@25.0']);
    assert.false(harness.tracker.unprepared);
  });

  test('it comes after all that was told, and nothing of it is told before the page is left', (assert) => {
    const harness = watching();
    harness.hidden = true;
    harness.pass(20_000);
    const last = harness.session.events[harness.session.events.length - 1]!;
    assert.strictEqual(last.type, 'ping');
    assert.true(harness.session.prepared[0]!.ts > last.ts);
  });

  test('what is open is closed first', (assert) => {
    const harness = watching();
    harness.tracker.add('chapterStart', { params: { media: { chapter: { index: 1, offset: 0, length: 60 } } } });
    harness.tracker.prepare();
    assert.deepEqual(brief(harness), ['chapterSkip@5.0', 'sessionEnd@5.0']);
  });

  test('a stall that is still held keeps no end back', (assert) => {
    const harness = watching();
    harness.fire('waiting');
    leave(harness);
    assert.deepEqual(brief(harness), ['sessionEnd@5.0']);
  });

  test('a pause that is still held is told first', (assert) => {
    const harness = watching().pause();
    harness.hidden = true;
    assert.true(harness.tracker.unprepared);
    leave(harness);
    assert.deepEqual(harness.events().slice(-1), ['pauseStart@5']);
    assert.true(harness.session.prepared[0]!.ts > harness.session.events.pop()!.ts);
  });

  test('after it was left nothing is told and no timer is left', (assert) => {
    const harness = leave(watching());
    const told = harness.events().length;
    harness.freeze();
    harness.pass(60_000);
    assert.strictEqual(harness.events().length, told);
  });
});

module('tracker: a page that is back', () => {
  test('goes on in another session, with what the last one was in the middle of', async (assert) => {
    const harness = watching();
    harness.tracker.add('chapterStart', { params: { media: { chapter: { index: 1, offset: 0, length: 60 } } } });
    leave(harness);
    harness.freeze();
    harness.tracker.restored();
    harness.fire('pause', { paused: true });
    harness.pass(60_000);
    assert.strictEqual(harness.sessions.length, 1, 'not before the viewer goes on');
    harness.play({});
    harness.pass(1000);
    await Promise.resolve();
    assert.strictEqual(harness.sessions.length, 2);
    assert.deepEqual(
      harness.session.events.slice(0, 3).map(({ type }) => type),
      ['sessionStart', 'chapterStart', 'play'],
    );
    assert.strictEqual(harness.described, 1, 'it is the same viewing');
  });

  test('goes on in another session too where the player plays on by itself', (assert) => {
    const harness = leave(watching());
    harness.tracker.restored();
    harness.pass(1000);
    assert.strictEqual(harness.sessions.length, 2);
    assert.deepEqual(
      harness.session.events.map(({ type }) => type),
      ['sessionStart', 'play'],
    );
  });

  test('goes on at once where an ad is on screen, so that the rest of it is told', (assert) => {
    const harness = watching();
    harness.byHand('adBreakStart');
    harness.byHand('adStart', { id: 'ad', length: 30 });
    leave(harness);
    harness.freeze();
    harness.tracker.restored();
    harness.clock.advance(2500);
    assert.true(harness.byHand('adComplete'));
    assert.true(harness.byHand('adBreakComplete'));
    assert.deepEqual(
      harness.session.events.map(({ type }) => type),
      ['sessionStart', 'adBreakStart', 'adStart', 'ping', 'ping', 'adComplete', 'adBreakComplete'],
    );
  });

  test('goes on in the same session where nothing of its end was sent', (assert) => {
    const harness = leave(watching());
    harness.session.retractable = true;
    harness.tracker.restored();
    harness.pass(10_000);
    assert.strictEqual(harness.sessions.length, 1);
    assert.strictEqual(harness.session.events.pop()?.type, 'ping');
  });
});
