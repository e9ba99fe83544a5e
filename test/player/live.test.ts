import QUnit from 'qunit';
import { livePlayhead } from '../../src/player/live';
import { cue, fakePlayer, track } from '../support/fake-player';

/** A day's noon, ms since the epoch, and its second of the day. */
const NOON = Date.UTC(2030, 5, 1, 12);
const NOON_SECONDS = 43_200;

const seekable = (...ends: number[]) => ({ length: ends.length, end: (index: number) => ends[index]! });
const playhead = (answers: Parameters<typeof fakePlayer>[0], mediaTime = 100): number =>
  livePlayhead(fakePlayer({ seekable: () => seekable(0), ...answers }), mediaTime, NOON);

QUnit.module('player: the live playhead', () => {
  QUnit.test('is what the stream’s own dates say', (assert) => {
    const dated = (value: object) => ({
      tracks: [track('metadata', [cue(98, 104, { value })], 'hidden', 'segment-metadata')],
    });
    assert.strictEqual(playhead(dated({ programDateTime: NOON - 60_000 })), NOON_SECONDS - 58);
    assert.strictEqual(playhead(dated({ dateTimeObject: new Date(NOON - 60_000) })), NOON_SECONDS - 58);
  });

  QUnit.test('is what Safari says, where it does', (assert) => {
    const tech = (date: Date) => () => ({ el: () => ({ getStartDate: () => date }) });
    assert.strictEqual(playhead({ tech: tech(new Date(NOON - 200_000)) }), NOON_SECONDS - 100);
    assert.strictEqual(playhead({ tech: tech(new Date(NaN)) }), NOON_SECONDS);
  });

  QUnit.test('is else now, less the distance to the live edge', (assert) => {
    assert.strictEqual(playhead({ seekable: () => seekable(20, 130) }), NOON_SECONDS - 30);
    assert.strictEqual(playhead({ seekable: () => seekable(90) }), NOON_SECONDS, 'beyond the edge');
    assert.strictEqual(playhead({ seekable: () => seekable(Infinity) }), NOON_SECONDS, 'no edge');
  });

  QUnit.test('begins anew at midnight', (assert) => {
    const tech = () => ({ el: () => ({ getStartDate: () => new Date(NOON + NOON_SECONDS * 1000 - 95_000) }) });
    assert.strictEqual(playhead({ tech }), 5);
  });
});
