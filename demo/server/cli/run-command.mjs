import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

/**
 * @param {string[]} command
 * @param {string} collectionUrl
 * @returns {Promise<number>} its exit code; 128 and the signal's number where one ended it, as a shell has it
 */
export async function runCommand([name = '', ...args], collectionUrl) {
  const env = { ...process.env, COLLECTION_URL: collectionUrl };
  // Programs that are scripts on Windows need its shell.
  const child = spawn(name, args, { env, stdio: 'inherit', shell: process.platform === 'win32' });
  const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGINT', pass).on('SIGTERM', pass);
  try {
    const [code, signal] = await once(child, 'exit');
    return code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)];
  } finally {
    process.off('SIGINT', pass).off('SIGTERM', pass);
  }
}
