/** @import { SessionReport } from './session-report.mjs' */

const identity = ['media.id', 'visitor.marketingCloudOrgId', 'visitor.marketingCloudUserId', 'analytics.reportSuite'];

/** @param {SessionReport} one @param {SessionReport} other */
const isSame = (one, other) => identity.every((key) => one.params[key] === other.params[key]);

/** The latest that began before it, of the same content and visitor. @param {SessionReport} report @param {SessionReport[]} all */
function previousOf(report, all) {
  if (!report.isResumed) return undefined;
  const earlier = all.filter((other) => other.startedAt < report.startedAt && isSame(report, other));
  return earlier.toSorted((one, other) => one.startedAt - other.startedAt).at(-1);
}

/**
 * The sessions of one viewing in order: a resumed session names none it goes on with, so they are found by content and visitor.
 *
 * @param {SessionReport} report
 * @param {SessionReport[]} all
 * @returns {SessionReport[]} at least the session itself
 */
export function viewingOf(report, all) {
  const viewing = [report];
  for (let previous = previousOf(report, all); previous; previous = previousOf(previous, all))
    viewing.unshift(previous);
  const nextOf = (/** @type {string} */ id) => all.find((other) => previousOf(other, all)?.id === id);
  for (let next = nextOf(report.id); next; next = nextOf(next.id)) viewing.push(next);
  return viewing;
}
