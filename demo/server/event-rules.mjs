import { paramsOf, qoeFields } from './event-fields.mjs';

/**
 * @import { Fragment, Fields } from './event-fields.mjs'
 */

export const eventTypes = (
  'sessionStart play ping pauseStart bufferStart bitrateChange error sessionComplete sessionEnd adBreakStart ' +
  'adBreakComplete adStart adComplete adSkip chapterStart chapterComplete chapterSkip stateStart stateEnd'
).split(' ');

const withCustomMetadata = ['sessionStart', 'adStart', 'chapterStart'];

/** Members of `qoeData` without which the event says nothing. @type {Record<string, string[]>} */
const requiredQoe = { bitrateChange: [], error: ['media.qoe.errorID', 'media.qoe.errorSource'] };

/**
 * Draft-04 forbids an empty `required`, so it is left out when nothing is.
 *
 * @param {Record<string, Fragment>} properties
 * @param {string[]} required
 * @returns {Fragment}
 */
const closedObject = (properties, required = []) => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  additionalProperties: false,
});

const playerTime = closedObject({ playhead: { type: 'number', minimum: 0 }, ts: { type: 'integer', minimum: 0 } }, [
  'playhead',
  'ts',
]);

const customMetadata = {
  type: 'object',
  patternProperties: { '^(?!a\\.|media\\.)[a-zA-Z0-9_.]+$': { type: 'string' } },
  additionalProperties: false,
};

/** @param {Fields} fields */
const paramsSchema = ({ required = {}, optional = {} }) =>
  closedObject({ ...required, ...optional }, Object.keys(required));

/** @param {string} eventType */
function ruleOf(eventType) {
  const fields = paramsOf[eventType] ?? {};
  const qoe = requiredQoe[eventType];
  /** @type {Record<string, Fragment>} */
  const members = { eventType: { enum: [eventType] }, playerTime, qoeData: closedObject(qoeFields, qoe) };
  if (eventType !== 'ping') members.params = paramsSchema(fields);
  if (withCustomMetadata.includes(eventType)) members.customMetadata = customMetadata;
  const required = ['eventType', 'playerTime', ...(fields.required ? ['params'] : []), ...(qoe ? ['qoeData'] : [])];
  return closedObject(members, required);
}

/** What each event type's body is to be. @type {ReadonlyMap<string, Fragment>} */
export const eventRules = new Map(eventTypes.map((eventType) => [eventType, ruleOf(eventType)]));
