import QUnit from 'qunit';
import type { Params } from '../src/model';
import { AD_PING_MS, settled, TrackerHarness, watching } from './support/tracker-harness';

const AD = { id: 'a', length: 15 };

/** Fifteen seconds of an ad are over, as its plugin says. */
function showAd(harness: TrackerHarness, info: object = AD): void {
  harness.ad('adStart', { ...AD, ...info });
  harness.pass(15_000);
  harness.ad('adComplete');
}

/** All but the pings. */
const told = (harness: TrackerHarness, from = 0): string[] =>
  harness
    .events()
    .filter((event) => !event.startsWith('ping'))
    .slice(from);

/** `media.ad.*` of all events of a type. */
const details = (harness: TrackerHarness, type: string): Params[] =>
  harness.sessions
    .flatMap(({ events }) => events)
    .filter((event) => event.type === type)
    .map(({ params }) => (params?.media as { ad: Params }).ad);

QUnit.module('tracker: ads', () => {
  QUnit.test('a break is told with its first ad, as of when it began', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    harness.freeze();
    harness.pass(700);
    assert.deepEqual(harness.timed().slice(2), []);
    harness.ad('adStart', AD);
    assert.deepEqual(harness.timed().slice(2), ['adBreakStart@5 +5000', 'adStart@5 +5700']);
  });

  QUnit.test('a break without an ad leaves no trace, and content never left', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    harness.freeze();
    harness.pass(800);
    harness.ad('adBreakComplete');
    harness.fire('playing');
    harness.pass(2000);
    assert.deepEqual(harness.events().slice(2), []);
  });

  QUnit.test('content that is sought to its place after a break without an ad never left either', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    harness.freeze();
    harness.pass(800);
    harness.ad('adBreakComplete');
    harness.fire('playing', { seeking: true });
    harness.fire('seeking', { mediaTime: 5, seeking: true });
    harness.fire('seeked', { seeking: false });
    harness.fire('playing');
    harness.pass(2000);
    assert.deepEqual(harness.events().slice(2), []);
  });

  QUnit.test('a break without an ad that content does not come back from is a stall', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    harness.freeze();
    harness.pass(800);
    harness.ad('adBreakComplete');
    harness.pass(2000);
    assert.deepEqual(harness.timed().slice(2), ['bufferStart@5 +5800']);
  });

  QUnit.test('a pause in a break without an ad is told after it', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    harness.freeze();
    harness.pause();
    harness.pass(800);
    harness.ad('adBreakComplete');
    harness.pass(3000);
    assert.deepEqual(told(harness, 2), ['pauseStart@5']);
  });

  QUnit.test('playback told by hand in a break is refused', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    harness.ad('adStart', AD);
    assert.false(harness.tracker.add('play'));
    assert.true(harness.tracker.add('error', { qoe: { errorID: 'x', errorSource: 'external' } }));
  });

  QUnit.test('a break after half an hour of pause opens a session of its own', (assert) => {
    const harness = watching().pause();
    harness.pass(31 * 60_000);
    assert.strictEqual(harness.session.events.pop()?.type, 'sessionEnd');
    harness.ad('adBreakStart');
    harness.ad('adStart', AD);
    assert.strictEqual(harness.sessions.length, 2);
    assert.deepEqual(
      harness.session.events.map(({ type }) => type),
      ['sessionStart', 'adBreakStart', 'adStart'],
    );
  });

  QUnit.test('until content is back from a break without an ad, it stands where it was left', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    harness.freeze();
    harness.pass(800);
    harness.ad('adBreakComplete');
    harness.pass(300);
    harness.reportError();
    assert.deepEqual(harness.events().slice(2), ['error@5']);
  });

  QUnit.test('an ad in the content’s own element is no other item', (assert) => {
    const harness = new TrackerHarness();
    harness.media.apply('loadstart', { duration: 600 });
    harness.ad('adBreakStart');
    harness.fire('play', { source: '', duration: 15, paused: false });
    harness.ad('adStart', AD);
    assert.deepEqual(harness.events(), ['sessionStart@0', 'adBreakStart@0', 'adStart@0']);
  });

  QUnit.test('before the content, play is told after the break, when content is on screen', (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { duration: 600 });
    harness.ad('adBreakStart');
    showAd(harness);
    harness.ad('adBreakComplete');
    harness.pass(300);
    harness.fire('playing', { paused: false });
    const expected = ['sessionStart@0', 'adBreakStart@0', 'adStart@0', 'adComplete@0', 'adBreakComplete@0', 'play@0'];
    assert.deepEqual(told(harness), expected);
  });

  QUnit.test('a break that comes before any intent begins the viewing', (assert) => {
    const harness = new TrackerHarness();
    harness.ad('adBreakStart');
    harness.ad('adStart', AD);
    assert.deepEqual(harness.events(), ['sessionStart@0', 'adBreakStart@0', 'adStart@0']);
  });

  QUnit.test('a break after endSession begins none', (assert) => {
    const harness = watching();
    harness.tracker.end();
    assert.false(harness.ad('adBreakStart'));
    assert.strictEqual(harness.sessions.length, 1);
  });

  QUnit.test('a break after the end begins none', (assert) => {
    const harness = watching();
    harness.fire('ended', { paused: true, ended: true });
    assert.false(harness.ad('adBreakStart'));
    assert.strictEqual(harness.sessions.length, 1);
  });

  QUnit.test('nothing that the player does in a break is told', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    harness.ad('adStart', AD);
    harness.fire('pause', { paused: true });
    harness.seek(90).fire('waiting');
    harness.fire('playing', { paused: false });
    harness.pass(3000);
    assert.deepEqual(told(harness, 2), ['adBreakStart@5', 'adStart@5']);
    harness.ad('adComplete');
    harness.ad('adBreakComplete');
    harness.fire('playing', { mediaTime: 5 });
    assert.deepEqual(told(harness, 4), ['adComplete@5', 'adBreakComplete@5', 'play@5']);
  });

  QUnit.test('a pause right before a break is the break’s own', (assert) => {
    const harness = watching().pause();
    harness.pass(100);
    harness.ad('adBreakStart');
    harness.ad('adStart', AD);
    assert.deepEqual(harness.events().slice(2), ['adBreakStart@5', 'adStart@5']);
  });

  QUnit.test('a break that a seek leads to is where the seek goes', (assert) => {
    const harness = watching();
    harness.fire('seeking', { mediaTime: 300, seeking: true });
    harness.ad('adBreakStart');
    harness.ad('adStart', AD);
    assert.deepEqual(harness.events().slice(2), ['pauseStart@5', 'adBreakStart@300', 'adStart@300']);
    assert.strictEqual(details(harness, 'adBreakStart')[0]?.podSecond, 300);
  });

  QUnit.test('content that is part of the same stream is back when its position moves', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    showAd(harness);
    harness.ad('adBreakComplete');
    harness.pass(1000);
    assert.deepEqual(told(harness, 2), [
      'adBreakStart@5',
      'adStart@5',
      'adComplete@5',
      'adBreakComplete@5',
      'play@20.25',
    ]);
  });

  QUnit.test('pings come at the interval of ads, from each ad’s start, and then on their old grid again', (assert) => {
    const harness = watching();
    harness.freeze();
    harness.ad('adBreakStart');
    harness.pass(400);
    harness.ad('adStart', { ...AD, length: 2 });
    harness.pass(2300);
    harness.ad('adComplete');
    harness.ad('adBreakComplete');
    harness.fire('playing');
    harness.pass(13_000);
    const pings = harness.timed().filter((event) => event.startsWith('ping'));
    const [first, second] = [5400 + AD_PING_MS, 5400 + 2 * AD_PING_MS];
    assert.deepEqual(pings, [`ping@5 +${first}`, `ping@5 +${second}`, 'ping@7.3 +10001', 'ping@17.3 +20001']);
  });

  QUnit.test('breaks are counted in a viewing, ads in a break', (assert) => {
    const harness = watching();
    for (let pod = 0; pod < 2; pod++) {
      harness.ad('adBreakStart');
      showAd(harness);
      showAd(harness);
      harness.ad('adBreakComplete');
    }
    const indexes = details(harness, 'adBreakStart').map(({ podIndex }) => podIndex);
    const positions = details(harness, 'adStart').map(({ podPosition }) => podPosition);
    assert.deepEqual(indexes, [0, 1]);
    assert.deepEqual(positions, [1, 2, 1, 2]);
  });

  QUnit.test('what is told of them wins, and counting goes on from there', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart', { podSecond: 7, podFriendlyName: 'middle' });
    showAd(harness, { podIndex: 4, podPosition: 3, playerName: 'ima' });
    showAd(harness);
    harness.ad('adBreakComplete');
    harness.ad('adBreakStart');
    showAd(harness);
    assert.deepEqual(details(harness, 'adBreakStart'), [
      { podIndex: 4, podSecond: 7, podFriendlyName: 'middle' },
      { podIndex: 5, podSecond: 5, podFriendlyName: undefined },
    ]);
    assert.deepEqual(details(harness, 'adStart'), [
      { ...AD, podPosition: 3, playerName: 'ima' },
      { ...AD, podPosition: 4, playerName: 'video.js' },
      { ...AD, podPosition: 1, playerName: 'video.js' },
    ]);
  });

  QUnit.test('of an ad whose end nobody tells, the time decides whether it was seen', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    harness.ad('adStart', AD);
    harness.pass(14_500);
    harness.ad('adStart', AD);
    harness.pass(6000);
    harness.ad('adBreakComplete');
    const expected = ['adBreakStart@5', 'adStart@5', 'adComplete@5', 'adStart@5', 'adSkip@5', 'adBreakComplete@5'];
    assert.deepEqual(told(harness, 2), expected);
  });

  QUnit.test('an ad of unknown length whose end nobody tells was seen', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    harness.ad('adStart', { id: 'unknown', length: 0 });
    harness.ad('adBreakComplete');
    assert.deepEqual(told(harness, 4), ['adComplete@5', 'adBreakComplete@5']);
  });

  QUnit.test('ends of what is not open are nothing', (assert) => {
    const harness = watching();
    const possible = (['adComplete', 'adSkip', 'adStart', 'adBreakComplete'] as const).map((type) => harness.ad(type));
    assert.deepEqual(possible, [false, false, false, false]);
    harness.pass(1000);
    assert.deepEqual(harness.events().slice(2), []);
  });

  QUnit.test('the content’s end is told after the post-roll, whether or not the player says so', (assert) => {
    for (const says of [true, false]) {
      const harness = watching();
      harness.fire('pause', { paused: true, ended: true, mediaTime: 600 });
      harness.fire('contentended');
      harness.ad('adBreakStart');
      showAd(harness);
      harness.ad('adBreakComplete');
      if (says) harness.fire('ended');
      harness.pass(5000);
      const expected = ['adBreakStart@599.99', 'adStart@599.99', 'adComplete@599.99', 'adBreakComplete@599.99'];
      assert.deepEqual(told(harness, 2), [...expected, 'sessionComplete@599.99']);
    }
  });

  QUnit.test('the content’s end was when it came, however long a post-roll that never did was waited for', (assert) => {
    const harness = watching();
    harness.fire('pause', { paused: true, ended: true });
    harness.fire('contentended');
    harness.pass(4900);
    harness.fire('ended');
    assert.deepEqual(harness.timed().slice(2), ['sessionComplete@5 +5000']);
  });

  QUnit.test('so it was where another item is loaded while one is waited for', (assert) => {
    const harness = watching();
    harness.fire('pause', { paused: true, ended: true });
    harness.fire('contentended');
    harness.pass(4500);
    harness.fire('loadstart', { source: 'b.mp4', mediaTime: 0, ended: false });
    assert.deepEqual(harness.timed().slice(2), ['sessionComplete@5 +5000']);
  });

  for (const [before, over] of Object.entries({
    'in the middle of': () => undefined,
    'after the end of': (h: TrackerHarness) => h.fire('ended', { ended: true, paused: true }),
  }))
    QUnit.test(
      `a pre-roll told by hand right after src(), ${before} the last item, is the next one’s`,
      async (assert) => {
        const harness = watching();
        over(harness);
        harness.media.apply('', { source: 'next' });
        harness.byHand('adBreakStart');
        harness.byHand('adStart', AD);
        await settled();
        assert.deepEqual(told(harness, -3), ['sessionStart@0', 'adBreakStart@0', 'adStart@0']);
        assert.strictEqual(harness.session.opened, undefined, 'its length is not known');
        harness.fire('emptied', { mediaTime: 0, duration: NaN, ended: false });
        harness.fire('loadstart', { duration: 30 });
        harness.byHand('adComplete');
        harness.byHand('adBreakComplete');
        harness.play({ duration: 30 });
        assert.deepEqual(told(harness, -3), ['adComplete@0', 'adBreakComplete@0', 'play@0']);
        assert.strictEqual(harness.sessions.length, 2);
      },
    );

  QUnit.test('an ended that comes in the middle of a break waits for its end', (assert) => {
    const harness = watching();
    harness.byHand('adBreakStart');
    harness.byHand('adStart', AD);
    harness.fire('ended', { paused: true, ended: true });
    assert.deepEqual(told(harness, 4), []);
    harness.byHand('adComplete');
    harness.byHand('adBreakComplete');
    assert.deepEqual(told(harness, 4), ['adComplete@5', 'adBreakComplete@5', 'sessionComplete@5']);
  });

  QUnit.test('left during a post-roll, the content was seen to its end', (assert) => {
    const harness = watching();
    harness.fire('pause', { paused: true, ended: true });
    harness.fire('contentended');
    harness.ad('adBreakStart');
    harness.ad('adStart', AD);
    harness.tracker.end();
    assert.deepEqual(told(harness, 4), ['adSkip@5', 'adBreakComplete@5', 'sessionComplete@5']);
  });

  QUnit.test('left during another ad, it ends with all that is open closed', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart');
    harness.ad('adStart', AD);
    harness.pass(3500);
    harness.fire('loadstart', { source: 'b.mp4', mediaTime: 0 });
    assert.deepEqual(told(harness, 4), ['adSkip@5', 'adBreakComplete@5', 'sessionEnd@5']);
  });

  QUnit.test('what is not to be told of ads is a pause of the content', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart', {}, { hidden: true });
    harness.freeze();
    harness.pass(15_000);
    harness.ad('adBreakComplete');
    harness.fire('playing');
    harness.pass(1000);
    assert.deepEqual(told(harness, 2), ['pauseStart@5', 'play@5']);
  });

  QUnit.test('a slow way back from ads that are not to be told is no stall', (assert) => {
    const harness = watching();
    harness.ad('adBreakStart', {}, { hidden: true });
    harness.freeze();
    harness.pass(3000);
    harness.ad('adBreakComplete');
    harness.fire('seeking', { seeking: true });
    harness.fire('waiting');
    harness.pass(400);
    harness.fire('seeked', { seeking: false });
    harness.fire('playing');
    harness.pass(1000);
    assert.deepEqual(told(harness, 2), ['pauseStart@5', 'play@5']);
  });

  QUnit.test('the length is waited for until 5 s after the ads', async (assert) => {
    const harness = new TrackerHarness();
    harness.fire('play', { duration: NaN });
    await settled();
    harness.pass(3000);
    harness.ad('adBreakStart');
    showAd(harness);
    harness.pass(900);
    harness.ad('adBreakComplete');
    harness.pass(4900);
    assert.strictEqual(harness.session.media, undefined);
    harness.fire('durationchange', { duration: 600 });
    assert.deepEqual(harness.session.media, { id: 'episode-42', contentType: 'vod', length: 600 });
    assert.deepEqual(harness.warnings, []);
  });

  QUnit.test('a session that takes over in an ad is in the same ad', (assert) => {
    const harness = watching();
    harness.freeze();
    harness.ad('adBreakStart');
    harness.ad('adStart', AD);
    harness.sleep(11 * 60_000);
    harness.pass(1);
    assert.strictEqual(harness.session.renewed, 1, 'the queue brings the next session to where this one was');
    harness.ad('adComplete');
    harness.ad('adBreakComplete');
    harness.fire('playing');
    const types = harness.session.events.map(({ type }) => type).filter((type) => type !== 'ping');
    assert.deepEqual(types.slice(-5), ['adBreakStart', 'adStart', 'adComplete', 'adBreakComplete', 'play']);
  });

  QUnit.test('a player that is taken up, or a session that is begun, asks for the ads that are on', (assert) => {
    const harness = new TrackerHarness();
    harness.tracker.attach();
    assert.strictEqual(harness.attached, 1);
    harness.play();
    harness.tracker.start();
    assert.strictEqual(harness.attached, 2);
  });
});

QUnit.module('tracker: ads told by the integrator', () => {
  QUnit.test('a new ad skips one that is open', (assert) => {
    const harness = watching();
    harness.byHand('adBreakStart');
    harness.byHand('adStart', AD);
    harness.pass(20_000);
    harness.byHand('adStart', { ...AD, id: 'b' });
    assert.deepEqual(told(harness, 3), ['adStart@5', 'adSkip@5', 'adStart@5']);
  });

  QUnit.test('completing the break skips an ad that is open', (assert) => {
    const harness = watching();
    harness.byHand('adBreakStart');
    harness.byHand('adStart', AD);
    harness.pass(20_000);
    harness.byHand('adBreakComplete');
    assert.deepEqual(told(harness, 4), ['adSkip@5', 'adBreakComplete@5']);
  });

  QUnit.test('a new break ends one that is open', (assert) => {
    const harness = watching();
    harness.byHand('adBreakStart');
    harness.byHand('adStart', AD);
    harness.byHand('adBreakStart');
    harness.byHand('adStart', AD);
    assert.deepEqual(told(harness, 4), ['adSkip@5', 'adBreakComplete@5', 'adBreakStart@5', 'adStart@5']);
  });

  /** A break of one ad, as of 5 s into the content, which stands still. */
  const showBreak = (harness: TrackerHarness): void => {
    harness.byHand('adBreakStart');
    harness.freeze();
    harness.byHand('adStart', AD);
    harness.pass(15_000);
    harness.byHand('adComplete');
    harness.byHand('adBreakComplete');
  };

  QUnit.test('content that stays paused after the break is told to be, from the break’s end on', (assert) => {
    const harness = watching();
    harness.byHand('adBreakStart');
    harness.pause();
    harness.byHand('adStart', AD);
    harness.pass(15_000);
    harness.byHand('adComplete');
    harness.byHand('adBreakComplete');
    harness.pass(5000);
    const [over, paused] = harness.session.events.filter(({ type }) => /BreakComplete|pause/.test(type));
    assert.strictEqual(paused?.ts, over!.ts + 1);
    harness.play({});
    assert.deepEqual(told(harness, 4), ['adComplete@5', 'adBreakComplete@5', 'pauseStart@5', 'play@5']);
  });

  QUnit.test('content that takes its time to come back is neither paused nor stalled, until it is paused', (assert) => {
    const harness = watching();
    showBreak(harness);
    harness.pass(7500);
    assert.deepEqual(told(harness, 5), ['adBreakComplete@5']);
    harness.pause().pass(1000);
    assert.deepEqual(told(harness, 6), ['pauseStart@5']);
  });

  QUnit.test('content that never comes back ends the session like any that stands still', (assert) => {
    const harness = watching();
    showBreak(harness);
    harness.pass(31 * 60_000);
    assert.deepEqual(told(harness, 6), ['sessionEnd@5']);
    assert.strictEqual(harness.clock.pending, 0, 'and nothing wakes any more');
  });

  QUnit.test('content that was not begun before the break is not paused after it', (assert) => {
    const harness = new TrackerHarness();
    showBreak(harness);
    harness.pass(5000);
    assert.deepEqual(told(harness, 4), ['adBreakComplete@0']);
  });

  QUnit.test('an ad outside of a break is refused', (assert) => {
    const harness = watching();
    assert.false(harness.byHand('adStart', AD));
    assert.deepEqual(harness.events().slice(2), []);
  });
});
