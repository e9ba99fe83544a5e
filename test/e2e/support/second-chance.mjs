/** @import { TestContext } from 'node:test' */

/**
 * Browsers stall media where the machine is busy with something else, and then a test sees what no rule of the plugin has to do with.
 * So what fails is tried once more from the beginning, and both is said: a defect fails twice.
 *
 * @template T
 * @param {TestContext} context
 * @param {() => Promise<T>} run
 * @returns {Promise<T>}
 */
export async function withSecondChance(context, run) {
  try {
    return await run();
  } catch (error) {
    context.diagnostic(`Failed, and is tried once more: ${error instanceof Error ? error.stack : error}`);
    return run();
  }
}
