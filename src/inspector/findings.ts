import { eventRules } from '../../demo/server/event-rules.mjs';
import { isObject, violations, type Violation } from './schema';

/** What is wrong with an event, or worth knowing of it. */
export interface Finding {
  /** `wrong`: it is refused, or reports will say something else than what happened. */
  readonly level: 'wrong' | 'note';
  /** The member of the body that it is about, such as `customMetadata.rating`. */
  readonly path?: string;
  /** What is the matter, as the end of a sentence about `path`, or a sentence. */
  readonly message: string;
  /** Where Adobe's reference of the API tells of it. */
  readonly section: 'Endpoints' | 'Event body' | 'Event types' | 'Parameters' | 'Session life';
}

/** A finding in one line. */
export const worded = ({ path, message }: Finding): string => (path ? `${path}: ${message}` : message);

function sectionOf(path: string): Finding['section'] {
  if (path === 'eventType') return 'Event types';
  return /^(params|qoeData)/.test(path) ? 'Parameters' : 'Event body';
}

function broken(body: unknown): Violation[] {
  if (!isObject(body)) return [{ path: '', message: 'must be one event: a JSON object' }];
  const { eventType } = body;
  const schema = eventRules.get(String(eventType));
  if (schema) return violations(body, schema);
  const message = eventType === undefined ? 'is required' : `${JSON.stringify(eventType)} is no event type of this API`;
  return [{ path: 'eventType', message }];
}

/**
 * Holds an event's body against the same rules as the collection server's JSON Schema documents.
 * @param body parsed, as it is sent
 * @returns what is wrong with it; empty if it is as it should be
 */
export const checkBody = (body: unknown): Finding[] =>
  broken(body).map((each) => ({ level: 'wrong', ...each, section: sectionOf(each.path) }));

const ECID = 'visitor.marketingCloudUserId';

type Flat = Readonly<Record<string, unknown>>;

/**
 * What the schema takes and reports miss.
 * @param params of the `sessionStart`
 * @param host of the page
 */
export function checkStart(params: Flat, host: string): Finding[] {
  const { 'media.length': length, 'media.channel': channel } = params;
  const findings: Finding[] = [];
  const find = (level: Finding['level'], name: string, message: string): void =>
    void findings.push({ level, path: `params.${name}`, message, section: 'Parameters' });
  if (!params[ECID]) find('note', ECID, 'the ECID is missing: visitors are not counted');
  if (length === 0) find('wrong', 'media.length', 'is 0: no progress markers are reported');
  if (channel && channel === host)
    find('note', 'media.channel', 'is the host name of the page, the default: name your channel');
  return findings;
}

/** What an attempt tells that no answer would. */
export function checkAttempt(status: number, isStart: boolean, blocked: boolean): Finding[] {
  const find = (message: string): Finding[] => [{ level: 'wrong', message, section: 'Endpoints' }];
  if (isStart && status >= 200 && status < 300)
    return find(
      `The Sessions request was answered ${status} without a Location that this page may read: see Access-Control-Expose-Headers: Location`,
    );
  if (status === 0 && blocked)
    return find('collectionUrl is http: and this page is https: browsers block that as mixed content');
  return [];
}
