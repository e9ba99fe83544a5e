import { eventSchemas } from './event-schemas.mjs';
import { compileCheck } from './problems.mjs';

/** @import { Problem } from './problems.mjs' */

const checks = new Map([...eventSchemas].map(([eventType, schema]) => [eventType, compileCheck(schema)]));

/** @param {string} at @param {string} member */
const under = (at, member) => (at ? `${at}.${member}` : member);

/** @param {unknown} event @param {string} [at] @returns {Problem[]} */
export function checkEvent(event, at = '') {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    return [{ path: at, message: 'must be one event: a JSON object' }];
  }
  const eventType = 'eventType' in event ? event.eventType : undefined;
  const check = checks.get(String(eventType));
  if (check) return check(event, at);
  const message = eventType === undefined ? 'is required' : `${JSON.stringify(eventType)} is no event type of this API`;
  return [{ path: under(at, 'eventType'), message }];
}

/** A live session opens with a `sessionStart` that is not a recording. @param {any} event @returns {Problem[]} */
export function checkSessionStart(event) {
  const problems = checkEvent(event);
  if (problems.length > 0) return problems;
  if (event.eventType !== 'sessionStart')
    return [{ path: 'eventType', message: 'must be sessionStart to open a session' }];
  if (event.params['media.downloaded'] !== true) return [];
  return [
    {
      path: 'params.media.downloaded',
      message: 'must not be true on a live session: send recordings to /api/v1/downloaded',
    },
  ];
}

/** @param {any} event @returns {Problem[]} */
export function checkSessionEvent(event) {
  if (event?.eventType !== 'sessionStart') return checkEvent(event);
  return [{ path: 'eventType', message: 'sessionStart goes to /api/v1/sessions, not to an open session' }];
}

/** @param {any} event @param {number} index @returns {Problem[]} */
function checkRecorded(event, index) {
  const at = `[${index}]`;
  const isStart = event?.eventType === 'sessionStart';
  if (index === 0 && !isStart) return [{ path: `${at}.eventType`, message: 'must be sessionStart: it comes first' }];
  if (index > 0 && isStart) return [{ path: `${at}.eventType`, message: 'sessionStart may only come first' }];
  return checkEvent(event, at);
}

/** @param {unknown} events @returns {Problem[]} */
export function checkDownloaded(events) {
  if (!Array.isArray(events)) return [{ path: '', message: 'must be a JSON array of events, sessionStart first' }];
  if (events.length === 0) return [{ path: '', message: 'must hold at least a sessionStart' }];
  return events.flatMap(checkRecorded);
}
