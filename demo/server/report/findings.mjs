import { deliveryFindings } from './findings-delivery.mjs';
import { orderFindings } from './findings-order.mjs';
import { playheadFindings } from './findings-playhead.mjs';
import { sessionFindings } from './findings-session.mjs';
import { silenceFindings } from './findings-silence.mjs';

/**
 * @import { Interval } from './intervals.mjs'
 * @import { Content } from './seen.mjs'
 * @import { SessionEvents } from './session-events.mjs'
 * @import { Ending } from './session-report.mjs'
 *
 * @typedef {object} Finding
 * @property {'wrong' | 'note'} level  `wrong`: the report will say something else than what happened
 * @property {string} rule  what findings of the same kind have in common, in words
 * @property {string} message
 * @property {number | null} ts  ms since the epoch; null for what is about the session as a whole
 *
 * @typedef {object} Evidence
 * @property {SessionEvents} session
 * @property {Interval[]} intervals
 * @property {Content} content
 * @property {Ending} ending
 */

const rank = { wrong: 0, note: 1 };

/** What is wrong comes first, then by time. @param {Evidence} evidence @returns {Finding[]} */
export const findingsOf = (evidence) =>
  [sessionFindings, orderFindings, silenceFindings, playheadFindings, deliveryFindings]
    .flatMap((find) => find(evidence))
    .sort((one, other) => rank[one.level] - rank[other.level] || (one.ts ?? 0) - (other.ts ?? 0));
