import { addLocation, cutConnection, pause, sendVerdict } from './answer.mjs';
import { refusal } from './collection.mjs';

/**
 * @import { FastifyReply } from 'fastify'
 * @import { Outcome, Faults } from './faults.mjs'
 * @import { Route } from './fault-settings.mjs'
 * @import { Entry, Ledger } from './ledger.mjs'
 * @import { Intake } from './intake.mjs'
 * @import { Verdict } from './collection.mjs'
 *
 * @typedef {object} Call
 * @property {Route} route
 * @property {string | null} sessionId
 * @property {Intake} intake
 * @property {() => Verdict} process  called at most once, and not at all when a fault stands in its way
 */

/** @param {Outcome} outcome @param {Call} call @returns {Verdict | null} null when the request is never processed */
function judge({ fault, status }, { intake, process }) {
  if (fault === 'drop' || fault === 'hang') return null;
  if (status !== null) return refusal(status, `Fault switched on at the control panel: ${status}`);
  return intake.complaint === null ? process() : refusal(400, intake.complaint);
}

/** @param {Entry} entry @param {Outcome} outcome @param {Verdict | null} verdict */
function note(entry, { fault }, verdict) {
  entry.fault = fault;
  entry.sessionId ??= verdict?.sessionId ?? null;
  entry.problems = verdict?.problems ?? [];
  entry.warnings = verdict?.warnings ?? [];
}

/** @param {FastifyReply} reply @param {Outcome} outcome @param {Verdict} verdict @param {Faults} faults */
function send(reply, outcome, verdict, faults) {
  const { retryAfterSeconds } = faults.current;
  if (verdict.status >= 400 && retryAfterSeconds !== null) reply.header('Retry-After', retryAfterSeconds);
  if (verdict.sessionId !== undefined) addLocation(reply, verdict.sessionId, outcome.location);
  return sendVerdict(reply, verdict);
}

/**
 * One request from arrival to answer. It is processed when it arrives and answered after the delay, as by a backend that is
 * slow to answer: a client that leaves meanwhile has been counted all the same.
 *
 * @param {{ ledger: Ledger, faults: Faults }} server
 * @param {FastifyReply} reply
 * @param {Call} call
 */
export async function conduct({ ledger, faults }, reply, call) {
  const { route, sessionId, intake } = call;
  const entry = ledger.receive({ route, sessionId, body: intake.body, rawBody: intake.rawBody });
  const outcome = faults.draw(route);
  const verdict = judge(outcome, call);
  const status = verdict?.status ?? null;
  note(entry, outcome, verdict);
  ledger.judge(entry, status);
  reply.raw.once('close', () => ledger.decide(entry, { status, answered: reply.raw.writableFinished }));
  if (outcome.fault === 'hang') {
    reply.hijack();
    return ledger.decide(entry, { status, answered: false });
  }
  await pause(reply, outcome.delayMs);
  if (verdict === null || outcome.fault === 'dropAfter' || reply.raw.destroyed) return cutConnection(reply);
  return send(reply, outcome, verdict, faults);
}
