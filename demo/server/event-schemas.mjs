import { eventRules } from './event-rules.mjs';

export { eventTypes } from './event-rules.mjs';

/** @typedef {{ [member: string]: unknown, title: string }} EventSchema */

const $schema = 'http://json-schema.org/draft-04/schema#';

/** One complete document per event type, served as it validates. @type {ReadonlyMap<string, EventSchema>} */
export const eventSchemas = new Map([...eventRules].map(([title, rule]) => [title, { $schema, title, ...rule }]));
