import { checkDownloaded, checkSessionEvent, checkSessionStart } from './event-check.mjs';
import { beginSequence, nextInSequence } from './sequence-warnings.mjs';

/**
 * The backend itself, free of HTTP: bodies in, verdicts out.
 *
 * @import { Problem } from './problems.mjs'
 * @import { Sessions } from './sessions.mjs'
 *
 * @typedef {object} Verdict
 * @property {number} status
 * @property {string} [error]
 * @property {string} [sessionId]  of the session just opened
 * @property {Problem[]} problems
 * @property {string[]} warnings
 */

/** @param {number} status @param {string} error @param {Problem[]} [problems] @returns {Verdict} */
export const refusal = (status, error, problems = []) => ({ status, error, problems, warnings: [] });

/** @param {Problem[]} problems */
const invalid = (problems) =>
  refusal(400, 'The body does not match the schema of its event type (GET /api/v1/schemas/{eventType}).', problems);

/** @param {Sessions} sessions @param {any} body @returns {Verdict} */
export function takeSessionStart(sessions, body) {
  const problems = checkSessionStart(body);
  if (problems.length > 0) return invalid(problems);
  const { session, warnings } = sessions.open(body);
  return { status: 201, sessionId: session.sessionId, problems, warnings };
}

/** @param {Sessions} sessions @param {string} sessionId @param {any} body @returns {Verdict} */
export function takeEvent(sessions, sessionId, body) {
  const session = sessions.find(sessionId);
  if (!session) return refusal(404, `Session ${sessionId} is not known. Open a new one: POST /api/v1/sessions`);
  // The backend takes a second sessionEnd without harm, and clients rely on it.
  const repeatedEnd = session.ended && body?.eventType === 'sessionEnd';
  if (session.closed && !repeatedEnd) {
    return refusal(410, `Session ${sessionId} is closed: ${session.closed}. Open a new one: POST /api/v1/sessions`);
  }
  const problems = checkSessionEvent(body);
  if (problems.length > 0) return invalid(problems);
  return { status: 204, problems, warnings: sessions.append(session, body) };
}

/** @param {any} body @returns {Verdict} */
export function takeDownloaded(body) {
  const problems = checkDownloaded(body);
  if (problems.length > 0)
    return refusal(400, 'The whole recording is discarded: an event in it is not valid.', problems);
  const sequence = beginSequence(body[0]);
  const warnings = body.flatMap((/** @type {any} */ event) => nextInSequence(sequence, event));
  return { status: 201, problems, warnings };
}
