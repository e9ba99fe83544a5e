import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { collect } from './collect.mjs';
import { exitCodes } from './exit-codes.mjs';
import { stop } from './stop.mjs';

/**
 * @typedef {object} CommandLine
 * @property {string} host
 * @property {number} port
 * @property {string} [json]  file for the ledger
 * @property {string} [store]  folder that keeps sessions
 * @property {number} [expectSessions]
 * @property {boolean} [strict]
 * @property {boolean} [acceptTextPlain]
 * @property {boolean} [quiet]
 * @property {string[]} command  to run while the server listens; empty: until it is told to stop
 */

const { version, description } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** @param {number} most */
const wholeUpTo = (most) => (/** @type {string} */ text) => {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new InvalidArgumentError(`It must be a whole number from 0 to ${most}.`);
};

const help = `
With a command, the server runs as long as the command does, which finds its address in COLLECTION_URL:
  videojs-media-tracking-collector --json ledger.ndjson -- npm run e2e
Without one, it runs until it is told to stop: by Ctrl+C, SIGTERM, or \`videojs-media-tracking-collector stop\`.

Exit codes:
  ${exitCodes.fine}  every body was valid
  ${exitCodes.invalid}  invalid bodies were seen
  ${exitCodes.unusable}  wrong options, or the server could not start
  ${exitCodes.problems}  with --strict: a session has problems of order or timing
  ${exitCodes.tooFew}  fewer sessions than expected
A command that fails goes before them with a code of its own.`;

/** @param {Command} command */
const withAddress = (command) =>
  command
    .option('--port <number>', 'port of the server; 0 takes any free one', wholeUpTo(65_535), 8081)
    .option('--host <address>', 'address of the server', '127.0.0.1');

/** Does what the command line says. @param {string[]} argv @returns {Promise<number>} the exit code */
export async function readCommandLine(argv) {
  let exitCode = exitCodes.fine;
  const program = withAddress(new Command('videojs-media-tracking-collector'))
    .description(description)
    .version(version)
    // Else `stop --port 9000` would set the port of a server to be started.
    .enablePositionalOptions()
    .option('--json <file>', 'write every request to a file, one JSON document a line')
    .option('--store <folder>', 'keep sessions there, so that a restart knows them')
    .option('--expect-sessions <number>', 'fail if fewer sessions were opened', wholeUpTo(1e9))
    .option('--strict', 'fail on problems of order and timing, too')
    .option('--accept-text-plain', 'take JSON sent as text/plain')
    .option('--quiet', 'do not print where the reports are')
    .argument('[command...]', 'to run meanwhile, after --')
    .addHelpText('after', help)
    .action(async (command, options) => void (exitCode = await collect({ ...options, command })))
    .exitOverride();
  withAddress(program.command('stop').description('end a server in the background, with its summary and exit code'))
    .action(async (options) => void (exitCode = await stop(options)))
    .exitOverride();
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.fine : exitCodes.unusable;
  }
  return exitCode;
}
