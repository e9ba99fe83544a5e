import QUnit from 'qunit';
import type { Chapter } from '../src/model';
import { reestablish, follow, NO_CONTEXT } from '../src/context';
import { describeChapter } from '../src/session/chapters';
import { IDLE_LIMIT_MS } from '../src/session/session';
import { TrackerHarness } from './support/tracker-harness';

const CHAPTERS: readonly Chapter[] = [
  { start: 0, end: 10, title: 'One' },
  { start: 10, end: 20, title: 'Two' },
  { start: 30, end: 40, title: 'Three' },
];

const begin = (chapters = CHAPTERS, duration = 60): TrackerHarness => new TrackerHarness().play({ duration, chapters });
const chaptersOf = (harness: TrackerHarness): string[] =>
  harness.events().filter((event) => event.startsWith('chapter'));
const manual = (index: number): ReturnType<typeof describeChapter> => describeChapter({ index, start: 0, end: 5 });

/** After five seconds in the first chapter. */
function inOne(): TrackerHarness {
  const harness = begin();
  harness.pass(5000);
  return harness;
}

QUnit.module('tracker: chapters', () => {
  QUnit.test('the first one begins with the first frame, after the play', (assert) => {
    assert.deepEqual(begin().events(), ['sessionStart@0', 'play@0', 'chapterStart@0']);
  });

  QUnit.test('what is told of one is its index from 1, its offset and length in seconds, and its title', (assert) => {
    const harness = begin();
    harness.pass(11_000);
    const { params } = harness.session.events.filter(({ type }) => type === 'chapterStart')[1]!;
    assert.deepEqual(params, { media: { chapter: { index: 2, offset: 10, length: 10, friendlyName: 'Two' } } });
  });

  QUnit.test(
    'a sleep beyond the idle limit right before its end: what goes on is told in another session',
    (assert) => {
      const harness = begin();
      harness.pass(9900);
      harness.sleep(IDLE_LIMIT_MS + 60_000);
      harness.fire('timeupdate', { mediaTime: 10.2 });
      harness.pass(1000);
      assert.strictEqual(harness.sessions.length, 2);
      assert.true(harness.session.events.some(({ type }) => type === 'play'));
    },
  );

  QUnit.test('played to its end it is complete, there and then, and the next begins', (assert) => {
    const harness = begin();
    harness.pass(10_400);
    assert.deepEqual(harness.timed().slice(3, 5), ['chapterComplete@10 +10000', 'chapterStart@10 +10001']);
  });

  QUnit.test('between two updates of the playhead, the end is told at the moment it was passed', (assert) => {
    const harness = begin([
      { start: 0, end: 5.1 },
      { start: 5.1, end: 20 },
    ]);
    harness.pass(5400);
    assert.deepEqual(harness.timed().slice(3), ['chapterComplete@5.1 +5100', 'chapterStart@5.1 +5101']);
  });

  QUnit.test('at double speed too', (assert) => {
    const harness = new TrackerHarness().play({ duration: 60, rate: 2, chapters: [{ start: 0, end: 5.1 }] });
    harness.pass(3000);
    assert.deepEqual(harness.timed().slice(3), ['chapterComplete@5.1 +2550']);
  });

  QUnit.test('loaded again after an error, from its start, the one that was left is skipped', (assert) => {
    const harness = begin();
    harness.pass(12_000);
    harness.fire('error');
    harness.fire('emptied', { mediaTime: 0, paused: true });
    harness.fire('loadstart');
    harness.play({});
    const told = chaptersOf(harness).slice(2);
    assert.deepEqual(told, ['chapterStart@10', 'chapterSkip@0', 'chapterStart@0']);
  });

  QUnit.test('sought to while no session is open, only the one on screen begins', (assert) => {
    const harness = inOne();
    harness.pause().pass(31 * 60_000);
    assert.true(harness.session.closed);
    harness.seek(12);
    harness.play({}).pass(1000);
    assert.deepEqual(
      harness.sessions[1]!.events.slice(0, 3).map(({ type }) => type),
      ['sessionStart', 'play', 'chapterStart'],
    );
    assert.strictEqual(chaptersOf(harness).pop(), 'chapterStart@12');
  });

  QUnit.test('where there is none, none is open', (assert) => {
    const harness = begin();
    harness.pass(31_000);
    assert.deepEqual(chaptersOf(harness), [
      'chapterStart@0',
      'chapterComplete@10',
      'chapterStart@10',
      'chapterComplete@20',
      'chapterStart@30',
    ]);
  });

  QUnit.test('left by a seek it is skipped, and the one where the seek lands begins at the landing', (assert) => {
    const harness = inOne().seek(15);
    harness.pass(500);
    assert.deepEqual(harness.timed().slice(3), [
      'pauseStart@5 +5000',
      'play@15 +5040',
      'chapterSkip@15 +5041',
      'chapterStart@15 +5042',
    ]);
  });

  QUnit.test('a seek within it is nothing to it', (assert) => {
    const harness = inOne().seek(9);
    harness.pass(500);
    harness.seek(1).pass(500);
    assert.deepEqual(chaptersOf(harness), ['chapterStart@0']);
  });

  QUnit.test('a seek back begins an earlier one again', (assert) => {
    const harness = begin();
    harness.pass(12_000);
    harness.seek(3).pass(500);
    assert.deepEqual(chaptersOf(harness).slice(3), ['chapterSkip@3', 'chapterStart@3']);
  });

  QUnit.test('a seek to the end of the content skips it, too', (assert) => {
    const harness = inOne();
    harness.fire('seeking', { mediaTime: 60, seeking: true });
    harness.fire('pause', { paused: true, ended: true });
    harness.fire('seeked', { seeking: false });
    harness.fire('ended');
    assert.deepEqual(chaptersOf(harness), ['chapterStart@0', 'chapterSkip@59.99']);
  });

  QUnit.test('one that is no longer listed was not seen to its end', (assert) => {
    const harness = inOne();
    harness.fire('timeupdate', { chapters: [] });
    assert.deepEqual(chaptersOf(harness), ['chapterStart@0', 'chapterSkip@5']);
  });

  QUnit.test('a seek past the end of all skips it', (assert) => {
    const harness = inOne().seek(50);
    harness.pass(500);
    assert.deepEqual(chaptersOf(harness), ['chapterStart@0', 'chapterSkip@50']);
  });

  QUnit.test('a scrub over many begins only the one where it is let go', (assert) => {
    const harness = inOne();
    for (const to of [12, 22, 32, 36, 33]) harness.seek(to).pass(60);
    harness.pass(500);
    assert.deepEqual(chaptersOf(harness), ['chapterStart@0', 'chapterSkip@33', 'chapterStart@33']);
  });

  QUnit.test('a seek while paused says nothing until it plays', (assert) => {
    const harness = inOne().pause();
    harness.pass(1000);
    harness.seek(15).pass(5000);
    assert.deepEqual(chaptersOf(harness), ['chapterStart@0']);
    harness.play({}).pass(500);
    assert.deepEqual(chaptersOf(harness).slice(1), ['chapterSkip@15', 'chapterStart@15']);
  });

  QUnit.test('a seek to just before its end leaves it to be played to its end', (assert) => {
    const harness = inOne().seek(9.9);
    harness.pass(500);
    assert.deepEqual(harness.timed().slice(4), ['play@9.9 +5040', 'chapterComplete@10 +5140', 'chapterStart@10 +5141']);
  });

  QUnit.test('a seek to a start that lands a little before it begins that one', (assert) => {
    const harness = inOne().seek(29.97);
    harness.pass(500);
    assert.deepEqual(chaptersOf(harness).slice(1), ['chapterSkip@29.97', 'chapterStart@29.97']);
  });

  QUnit.test('at the natural end of the content the last one is complete', (assert) => {
    const harness = begin([{ start: 0, end: 60.5 }]);
    harness.pass(59_900);
    harness.fire('pause', { paused: true, ended: true });
    harness.fire('ended');
    assert.deepEqual(harness.events().slice(-2), ['chapterComplete@59.9', 'sessionComplete@59.9']);
  });

  QUnit.test('another source skips the open one, where the viewer was, before the session ends', (assert) => {
    const harness = inOne();
    harness.fire('emptied', { source: 'b.mp4', mediaTime: 0, duration: NaN, chapters: [] });
    harness.fire('loadstart');
    assert.deepEqual(harness.events().slice(3), ['chapterSkip@5', 'sessionEnd@5']);
  });

  QUnit.test('the one that is open goes on in the session after a sleep', (assert) => {
    const harness = inOne();
    harness.sleep(11 * 60_000);
    harness.pass(10);
    assert.strictEqual(harness.session.renewed, 1, 'the queue establishes it again');
    assert.strictEqual(chaptersOf(harness).length, 1, 'and it is not told twice');
  });

  QUnit.test('chapters that become known in mid-play begin then', (assert) => {
    const harness = begin([]);
    harness.pass(5000);
    harness.fire('texttrackchange', { chapters: CHAPTERS });
    assert.deepEqual(chaptersOf(harness), ['chapterStart@5']);
  });

  QUnit.test('those that overlap follow one another', (assert) => {
    const harness = begin([
      { start: 0, end: 12 },
      { start: 10, end: 20 },
    ]);
    harness.pass(13_000);
    assert.deepEqual(chaptersOf(harness), ['chapterStart@0', 'chapterComplete@10', 'chapterStart@10']);
  });

  QUnit.test('their order in the list does not matter', (assert) => {
    const harness = begin([...CHAPTERS].reverse());
    harness.pass(11_000);
    const indices = harness.session.events.flatMap(({ type, params }) =>
      type === 'chapterStart' ? params?.media : [],
    );
    assert.deepEqual(indices, [
      { chapter: { index: 1, offset: 0, length: 10, friendlyName: 'One' } },
      { chapter: { index: 2, offset: 10, length: 10, friendlyName: 'Two' } },
    ]);
  });

  QUnit.test('metadata of one travels with its start', (assert) => {
    const harness = begin([{ start: 0, end: 10, customMetadata: { part: 'a' } }]);
    assert.deepEqual(harness.session.events[2]!.customMetadata, { part: 'a' });
  });

  QUnit.test('in an ad break they stand still, whatever the player shows', (assert) => {
    for (const hidden of [true, false]) {
      const harness = inOne();
      harness.ad('adBreakStart', {}, { hidden });
      harness.fire('timeupdate', { mediaTime: 15 });
      harness.fire('timeupdate', { mediaTime: 15.2 });
      harness.ad('adBreakComplete');
      harness.fire('playing', { mediaTime: 5 });
      harness.pass(500);
      assert.deepEqual(chaptersOf(harness), ['chapterStart@0']);
    }
  });
});

QUnit.module('tracker: chapters by hand', () => {
  QUnit.test('a new one skips an open one', (assert) => {
    const harness = begin([]);
    harness.tracker.add('chapterStart', manual(1));
    harness.tracker.add('chapterStart', manual(2));
    assert.deepEqual(chaptersOf(harness), ['chapterStart@0', 'chapterSkip@0', 'chapterStart@0']);
  });

  QUnit.test('one that is not open cannot end', (assert) => {
    const harness = begin([]);
    assert.false(harness.tracker.add('chapterComplete'));
    assert.false(harness.tracker.add('chapterSkip'));
    harness.tracker.add('chapterStart', manual(1));
    assert.true(harness.tracker.add('chapterComplete'));
    assert.false(harness.tracker.add('chapterComplete'));
    assert.deepEqual(chaptersOf(harness), ['chapterStart@0', 'chapterComplete@0']);
  });

  QUnit.test('one still open when the content has ended was not completed', (assert) => {
    const harness = begin([]);
    harness.tracker.add('chapterStart', manual(1));
    harness.fire('ended', { paused: true, ended: true });
    assert.deepEqual(harness.events().slice(-2), ['chapterSkip@0', 'sessionComplete@0']);
  });

  QUnit.test('what is found does not end what was told by hand', (assert) => {
    const harness = inOne();
    harness.tracker.add('chapterStart', manual(7));
    harness.seek(25).pass(500);
    assert.deepEqual(chaptersOf(harness), ['chapterStart@0', 'chapterSkip@5', 'chapterStart@5']);
  });

  QUnit.test('it is established again like any', (assert) => {
    const harness = begin([]);
    harness.tracker.add('chapterStart', manual(3));
    const again = reestablish(harness.session.events.reduce(follow, NO_CONTEXT));
    assert.deepEqual(again[0]!.params, manual(3).params);
  });
});
