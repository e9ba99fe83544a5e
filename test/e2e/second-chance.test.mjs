import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hereOf } from './support/browsers.mjs';
import { isLoss, isStall, Mistimed, withSecondChance } from './support/second-chance.mjs';
import { isMineOf } from './support/share.mjs';

/** @param {() => void} check */
function errorOf(check) {
  try {
    check();
  } catch (error) {
    return error;
  }
  throw new Error('it holds');
}

const lists = (/** @type {string[]} */ ...types) => errorOf(() => assert.deepEqual(types, ['play', 'pauseStart']));

// Of no browser, so that one that stands for it is enough.
if (hereOf(['Chromium']).length && isMineOf(1))
  describe('a test is tried once more', () => {
    it('where the player was waited for in vain, stalled, or a moment was told late', () => {
      const waited = new Error('playing did not come within 20000 ms; last came play@0.00');
      const stalled = lists('play', 'bufferStart', 'play', 'pauseStart');
      for (const error of [waited, stalled, new Mistimed({ message: 'late' })])
        assert.deepEqual([isStall(error), isLoss(error)], [true, false]);
    });
    it('where a clip that was to stall has stalled twice, but not where it was not told once', () => {
      const stall = ['bufferStart', 'play'];
      const differs = (/** @type {string[]} */ actual) =>
        errorOf(() => assert.deepEqual(['play', ...actual], ['play', ...stall]));
      assert.deepEqual([isStall(differs([...stall, ...stall])), isLoss(differs([]))], [true, true]);
    });
    it('but not where something was lost, came twice, or did not arrive', () => {
      const missing = new Error('No such request within 30000 ms. Came: nothing');
      for (const error of [
        lists('play'),
        lists('play', 'pauseStart', 'pauseStart'),
        lists('bufferStart', 'pauseStart'),
        missing,
      ])
        assert.deepEqual([isStall(error), isLoss(error)], [false, true]);
    });
    it('once, if it is excused', async (context) => {
      let runs = 0;
      const fails = async () => {
        runs++;
        throw new Error('no');
      };
      await assert.rejects(withSecondChance(context, fails, () => false));
      assert.equal(runs, 1);
      await assert.rejects(withSecondChance(context, fails, () => true));
      assert.equal(runs, 3);
    });
  });
