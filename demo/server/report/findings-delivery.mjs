import { duration } from './wording.mjs';

/**
 * @import { Entry } from '../ledger.mjs'
 * @import { Evidence, Finding } from './findings.mjs'
 */

/** The backend sorts what comes out of order by less. */
const sortedWithinMs = 1_000;
const clockToleranceMs = 2_000;

/** @type {Record<number, string>} */
const reasons = { 404: 'the session is not known', 410: 'the session was closed' };

/** @param {Entry} entry @returns {Finding} */
function refusal({ body, status, problems, fault, receivedAt }) {
  const type = body?.eventType ?? 'A request';
  const ts = body?.playerTime?.ts ?? receivedAt;
  if (fault !== null) {
    const outcome = status === null ? 'was not answered' : `was answered ${status}`;
    return { level: 'note', rule: 'Faults that were switched on', message: `${type} ${outcome} (${fault})`, ts };
  }
  const why = problems.map(({ path, message }) => `${path} ${message}`).join('; ');
  const message = `${type} was refused with ${status}: ${why || (reasons[status ?? 0] ?? 'it is not JSON, or not sent as such')}`;
  return { level: 'wrong', rule: 'Refused requests', message, ts };
}

/** @param {Evidence} evidence @returns {Finding[]} */
function disorder({ session: { arrivals } }) {
  let latest = -Infinity;
  return arrivals.flatMap(({ type, ts }) => {
    const behindMs = latest - ts;
    latest = Math.max(latest, ts);
    if (behindMs <= sortedWithinMs) return [];
    const message = `${type} came ${duration(behindMs / 1_000)} after something that happened later: the backend sorts within 1 s only`;
    return [{ level: 'wrong', rule: 'Arrived out of order', message, ts }];
  });
}

/** @param {Evidence} evidence @returns {Finding[]} */
const doubled = ({ session: { doubles } }) =>
  doubles.map(({ type, ts }) => ({
    level: 'note',
    rule: 'Delivered more than once',
    message: `${type} came again, with the same ts: counted once`,
    ts,
  }));

/** @param {Evidence} evidence @returns {Finding[]} */
function clock({ session: { events } }) {
  const aheadMs = Math.max(...events.map(({ ts, receivedAt }) => ts - receivedAt));
  if (aheadMs <= clockToleranceMs) return [];
  const message = `Timestamps lie up to ${duration(aheadMs / 1_000)} in the future: the clock of the device is ahead`;
  return [{ level: 'wrong', rule: 'Clock', message, ts: null }];
}

/** @param {Evidence} evidence @returns {Finding[]} */
export const deliveryFindings = (evidence) => [
  ...evidence.session.refused.map(refusal),
  ...[disorder, doubled, clock].flatMap((find) => find(evidence)),
];
