import QUnit from 'qunit';
import { livePlayhead } from '../../src/player/live';
import { cue, fakePlayer, track } from '../support/fake-player';

/** A day's noon, ms since the epoch, and its second of the day. */
const NOON = Date.UTC(2030, 5, 1, 12);
const NOON_SECONDS = 43_200;

const seekable = (...ends: number[]) => ({ length: ends.length, end: (index: number) => ends[index]! });
const said = (liveAt = NOON): Parameters<typeof livePlayhead>[3] & { liveAt: number } => ({
  states: new Set(),
  quality: {},
  liveAt,
});
const playhead = (answers: Parameters<typeof fakePlayer>[0], mediaTime = 100): number =>
  livePlayhead(fakePlayer({ seekable: () => seekable(0), ...answers }), mediaTime, NOON, said());

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

  QUnit.test('goes on with what is on screen, and not with what the player has yet to hear of the edge', (assert) => {
    const memory = said();
    const at = (seconds: number, edge: number, mediaTime: number): number => {
      memory.liveAt = NOON + seconds * 1000;
      return (
        livePlayhead(fakePlayer({ seekable: () => seekable(edge) }), mediaTime, memory.liveAt, memory) - NOON_SECONDS
      );
    };
    assert.strictEqual(at(0, 130, 100), -30);
    assert.strictEqual(at(4, 130, 104), -26, 'its playlist is as it was');
    assert.strictEqual(at(6, 136, 106), -24, 'its playlist is read again');
    assert.strictEqual(at(66, 196, 106), -24, 'paused');
    assert.strictEqual(at(68, 204, 106), -30, 'the edge was nearer to now than it was known');
    assert.strictEqual(at(128, 204, 126), -10, 'the player hears of nothing, or the stream stands still');
    assert.strictEqual(at(129, 265, 127), -9, 'it heard of nothing');
    assert.strictEqual(at(199, 265, 197), 61, 'the same again');
    assert.strictEqual(at(200, 267, 198), 131, 'it stood still');
  });

  QUnit.test('of a stream whose edge is never known stands still in a pause', (assert) => {
    const memory = said();
    const at = (seconds: number, mediaTime: number): number => {
      memory.liveAt = NOON + seconds * 1000;
      return livePlayhead(fakePlayer({ seekable: () => seekable(0) }), mediaTime, memory.liveAt, memory) - NOON_SECONDS;
    };
    assert.deepEqual([at(0, 3), at(5, 8), at(605, 8), at(606, 9)], [0, 5, 5, 6]);
  });

  QUnit.test('begins anew at midnight', (assert) => {
    const tech = () => ({ el: () => ({ getStartDate: () => new Date(NOON + NOON_SECONDS * 1000 - 95_000) }) });
    assert.strictEqual(playhead({ tech }), 5);
  });
});
