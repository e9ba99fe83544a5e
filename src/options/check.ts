import type { Warn } from '../model';

type Predicate = (value: unknown) => boolean;

/**
 * What an object may hold, by rows: its keys (`*` marks those that must be there), what is expected of
 * their values in words, and what makes a value right: a predicate, or the table of an object's own
 * keys. Without either the words decide: they list kinds of values (see `kind`) or values themselves.
 */
export type Table = readonly (readonly [keys: string, expected: string, right?: Predicate | Table])[];

/** What the API takes as text; numbers and booleans are made into it. */
export const PLAIN = 'a non-empty string or a finite number or a boolean';

/** Not a list, and not a promise of an object either. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('then' in value);

/** Nobody filled it in: undefined, null, or the blank string that a CMS leaves. */
const isAbsent = (value: unknown): boolean => value == null || (typeof value === 'string' && !value.trim());

/** A value as a message shows it. */
export function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  try {
    if (typeof value === 'object' || typeof value === 'string') return JSON.stringify(value).slice(0, 60);
  } catch {
    // It holds itself, or what no JSON can hold.
    return 'an object';
  }
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- objects were shown above
  return String(value);
}

function kind(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  if (typeof value === 'string') return 'a non-empty string';
  return Number.isFinite(value) ? 'a finite number' : `a ${typeof value}`;
}

function isRight(value: unknown, expected: string, right?: Predicate | Table): boolean {
  if (isAbsent(value)) return false;
  if (typeof right === 'function') return right(value);
  return expected.split(' or ').some((words) => words === kind(value) || words === shown(value));
}

/**
 * Keeps what the table lets through, texts as strings. What nobody filled in is left out without a word.
 * @param warn is told what is left out: each key that has no row, most likely a slip of the pen
 * @param wrong is told each value that is not as expected, which is left out too
 * @param unknown says what is wrong with a key that has no row
 */
export function sift(
  value: unknown,
  table: Table,
  path: string,
  warn: Warn,
  wrong: Warn = (message) => warn(`${message}; left out`),
  unknown = 'is not known',
): Record<string, unknown> {
  const record = isObject(value) ? value : {};
  const rest = new Set(Object.keys(record));
  const kept: Record<string, unknown> = {};
  for (const [keys, expected, right] of table)
    for (const marked of keys.split(' ')) {
      const key = marked.replace('*', '');
      const each = record[key];
      rest.delete(key);
      if (!isRight(each, expected, right)) {
        if (key !== marked || !isAbsent(each)) wrong(`${path}${key} must be ${expected}, got ${shown(each)}`);
      } else if (typeof right === 'object' && isObject(each)) {
        kept[key] = sift(each, right, `${path}${key}.`, warn, wrong);
      } else {
        kept[key] = expected === PLAIN ? String(each) : each;
      }
    }
  for (const key of rest) if (!isAbsent(record[key])) warn(`${path}${key} ${unknown}; left out`);
  return kept;
}
