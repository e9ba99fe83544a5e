/**
 * @typedef {'relative' | 'absolute' | 'slash' | 'query' | 'none'} LocationForm
 * @typedef {'sessions' | 'events' | 'downloaded'} Route
 * @typedef {{ status?: number, delayMs?: number, location?: LocationForm }} ScriptedAnswer
 * @typedef {number | 'drop' | 'dropAfter' | 'hang' | ScriptedAnswer} Scripted  a status below 300 means: answer as usual
 *
 * @typedef {object} FaultSettings
 * @property {number} sessionsDelayMs  wait before a session is answered
 * @property {number} eventsDelayMs  wait before an event is answered
 * @property {number} preflightDelayMs  wait before a preflight is answered
 * @property {number} errorRate  share of events answered with `errorStatus`
 * @property {number} sessionsErrorRate  the same for sessions
 * @property {number} errorStatus
 * @property {number | null} retryAfterSeconds  adds `Retry-After` to error answers
 * @property {boolean} exposeRetryAfter  whether a page may read `Retry-After`
 * @property {boolean} exposeLocation  whether a page may read `Location`
 * @property {boolean} refuse  every API connection is cut at once
 * @property {number} dropBefore  share of requests cut before they are processed
 * @property {number} dropAfter  share of requests processed, then cut instead of answered
 * @property {boolean} hang  nothing is processed nor answered, connections stay open
 * @property {LocationForm} location  how the session's address is written
 * @property {404 | 410 | null} gone  every event is answered so
 * @property {Record<Route, Scripted[]>} scripted  the next outcomes, used up one by one before anything else applies
 */

/** @returns {FaultSettings} */
export const noFaults = () => ({
  sessionsDelayMs: 0,
  eventsDelayMs: 0,
  preflightDelayMs: 0,
  errorRate: 0,
  sessionsErrorRate: 0,
  errorStatus: 500,
  retryAfterSeconds: null,
  exposeRetryAfter: true,
  exposeLocation: true,
  refuse: false,
  dropBefore: 0,
  dropAfter: 0,
  hang: false,
  location: 'relative',
  gone: null,
  scripted: { sessions: [], events: [], downloaded: [] },
});

const boolean = { type: 'boolean' };
const rate = { type: 'number', minimum: 0, maximum: 1 };
const delay = { type: 'number', minimum: 0, maximum: 600_000 };
const location = { enum: ['relative', 'absolute', 'slash', 'query', 'none'] };
const answerStatus = { type: 'integer', minimum: 200, maximum: 599 };

const scripted = {
  anyOf: [
    answerStatus,
    { enum: ['drop', 'dropAfter', 'hang'] },
    { type: 'object', properties: { status: answerStatus, delayMs: delay, location }, additionalProperties: false },
  ],
};
const script = { type: 'array', items: scripted };

export const faultSchema = {
  type: 'object',
  properties: {
    ...{ sessionsDelayMs: delay, eventsDelayMs: delay, preflightDelayMs: delay },
    ...{ errorRate: rate, sessionsErrorRate: rate, dropBefore: rate, dropAfter: rate },
    errorStatus: { type: 'integer', minimum: 400, maximum: 599 },
    retryAfterSeconds: { type: ['integer', 'null'], minimum: 0 },
    ...{ exposeRetryAfter: boolean, exposeLocation: boolean, refuse: boolean, hang: boolean },
    location,
    gone: { enum: [null, 404, 410] },
    scripted: {
      type: 'object',
      properties: { sessions: script, events: script, downloaded: script },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};
