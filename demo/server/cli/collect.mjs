import { once } from 'node:events';
import { createCollectionServer } from '../collection-server.mjs';
import { exitCodeFor, exitCodes } from './exit-codes.mjs';
import { writeLedger } from './ndjson.mjs';
import { runCommand } from './run-command.mjs';
import { summaryOf } from './summary.mjs';
import { tally } from './tally.mjs';

/**
 * @import { CommandLine } from './command-line.mjs'
 * @import { Tally } from './tally.mjs'
 * @typedef {Awaited<ReturnType<typeof createCollectionServer>>} CollectionServer
 * @typedef {{ code: number, summary: string }} Verdict
 */

/** @param {CollectionServer} server @param {Tally} came @param {CommandLine} options @returns {Verdict} */
function judge(server, came, options) {
  // Nothing more can come, so a session without an end stays without.
  const reports = came.sessions.flatMap((key) => server.report(key, Infinity) ?? []);
  const problems = reports.flatMap(({ findings }) => findings).filter(({ level }) => level === 'wrong').length;
  const counts = { sessions: reports.length, invalid: came.invalid.length, problems };
  return { code: exitCodeFor(counts, options), summary: summaryOf(reports, came, options) };
}

/** @param {CommandLine} options @param {(closing: () => unknown) => void} atEnd @returns {Promise<number>} */
async function collectUntilTold(options, atEnd) {
  const { command, json, quiet, ...serverOptions } = options;
  /** @type {(code: number) => void} */
  let stop = () => {};
  const stopped = new Promise((resolve) => (stop = resolve));
  const onStop = (/** @type {Promise<unknown>} */ answered) => {
    void answered.then(() => stop(0));
    return judge(server, came, options);
  };
  const server = await createCollectionServer({ ...serverOptions, onStop });
  atEnd(() => server.close());
  const came = tally(server.ledger);
  if (json !== undefined) atEnd(writeLedger(server.ledger, json));
  console.log(`Collection server: ${server.url}`);
  if (!quiet) console.log(`Session reports:   ${server.url}/report/`);
  const signals = ['SIGINT', 'SIGTERM'].map((signal) => once(process, signal).then(() => 0));
  const commandCode = await (command.length > 0
    ? runCommand(command, server.url)
    : Promise.race([...signals, stopped]));
  const { code, summary } = judge(server, came, options);
  console.log(summary);
  return commandCode || code;
}

/** Collects until the command ends, or it is told to stop. @param {CommandLine} options @returns {Promise<number>} the exit code */
export async function collect(options) {
  /** @type {(() => unknown)[]} */
  const closing = [];
  try {
    return await collectUntilTold(options, (close) => closing.push(close));
  } catch (error) {
    console.error(`The collection server could not do its work: ${/** @type {Error} */ (error).message}`);
    return exitCodes.unusable;
  } finally {
    for (const close of closing) await close();
  }
}
