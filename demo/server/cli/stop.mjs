import { exitCodes } from './exit-codes.mjs';

/**
 * Ends a server that runs elsewhere, in the background of a script, and says what it would have said.
 *
 * @param {{ host: string, port: number }} where
 * @returns {Promise<number>} its exit code
 */
export async function stop({ host, port }) {
  const url = `http://${host}:${port}`;
  try {
    const answer = await fetch(`${url}/control/stop`, { method: 'POST' });
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    const { code, summary } = await answer.json();
    console.log(summary);
    return code;
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    console.error(
      `No collection server could be stopped at ${url}: ${/** @type {Error} */ (cause)?.message ?? message}`,
    );
    return exitCodes.unusable;
  }
}
