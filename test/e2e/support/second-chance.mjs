import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

/** @import { TestContext } from 'node:test' */

/** A moment was told, but too late or too far from where it was: a machine that is busy does that, too. */
export class Mistimed extends assert.AssertionError {}

/** @param {unknown} error @returns {error is assert.AssertionError & { actual: unknown[], expected: unknown[] }} */
const isAboutLists = (error) =>
  error instanceof assert.AssertionError && Array.isArray(error.actual) && Array.isArray(error.expected);

/** @param {unknown[]} types */
const withoutStalls = (types) =>
  types.filter((type, i) => type !== 'bufferStart' && !(type === 'play' && types[i - 1] === 'bufferStart'));

/** The player was waited for in vain, or stood still in between. @param {unknown} error */
export const isStall = (error) =>
  error instanceof Mistimed ||
  (isAboutLists(error)
    ? error.actual.length > error.expected.length &&
      isDeepStrictEqual(withoutStalls(error.actual), withoutStalls(error.expected))
    : / did not come within | did not come, but /.test(String(error)));

/** Something else arrived than was to arrive, or nothing did. @param {unknown} error */
export const isLoss = (error) =>
  !isStall(error) && (isAboutLists(error) || /No such request within/.test(String(error)));

/**
 * Browsers stall media where the machine is busy with something else, and then a test sees what no rule of the plugin has to do with.
 * So what fails by that is tried once more from the beginning, and both is said: a defect fails twice. What is lost, or comes twice,
 * fails at once.
 *
 * @template T
 * @param {TestContext} context
 * @param {() => Promise<T>} run
 * @param {(error: unknown) => boolean} isExcused
 * @returns {Promise<T>}
 */
export async function withSecondChance(context, run, isExcused) {
  try {
    return await run();
  } catch (error) {
    if (!isExcused(error)) throw error;
    context.diagnostic(`Failed, and is tried once more: ${error instanceof Error ? error.stack : error}`);
    return run();
  }
}
