import { counted, duration } from '../report/wording.mjs';

/**
 * @import { Entry } from '../ledger.mjs'
 * @import { Ending, SessionReport } from '../report/session-report.mjs'
 * @import { Tally } from './tally.mjs'
 */

/** @type {Record<Ending, string>} */
const ends = { completed: 'completed', ended: 'left', running: 'running', timedOut: 'no end' };

/** @param {Entry} entry */
function invalidLine({ body, route, problems }) {
  const why = problems.map(({ path, message }) => `${path} ${message}`).join('; ');
  return `  ${body?.eventType ?? route}: ${why.trim() || 'not JSON, or not sent as application/json'}`;
}

/** @param {SessionReport} report */
function sessionLines({ title, ending, times, events, findings }) {
  const figures = `${duration(times.content)} of content, ${duration(times.ads)} of ads, ${counted(events.length, 'event')}`;
  const wrong = findings.filter(({ level }) => level === 'wrong');
  return [`  ${title}: ${figures}, ${ends[ending]}`, ...wrong.map(({ message }) => `    ${message}`)];
}

/** @param {SessionReport[]} reports @param {Tally} came @param {{ expectSessions?: number }} options */
export function summaryOf(reports, { events, invalid }, { expectSessions = 0 }) {
  const bodies = invalid.length === 1 ? '1 invalid body' : `${invalid.length} invalid bodies`;
  const missing = expectSessions > reports.length ? `: ${expectSessions} were expected` : '';
  return [
    `${counted(events(), 'request')}, ${bodies}, ${counted(reports.length, 'session')}${missing}`,
    ...reports.flatMap(sessionLines),
    ...(invalid.length > 0 ? ['Invalid bodies:', ...invalid.map(invalidLine)] : []),
  ].join('\n');
}
