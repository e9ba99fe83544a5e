import type { Warn } from '../model';

/**
 * What an object may hold, by rows: its keys (`*` marks those that must be there) or a pattern of them; what is expected
 * of their values, in words that decide (see `fits`); and the table of a value's own keys, or a pattern that decides
 * instead of the words, or the default.
 */
export type Table = readonly (readonly [keys: string | RegExp, expected: string, more?: Table | RegExp | Primitive])[];
type Primitive = string | number | boolean;

export const TEXT = 'a non-empty string';
/** What the API takes as text; numbers and booleans are made into it. */
export const PLAIN = `${TEXT} or a finite number or a boolean`;
/** Zero or more, of whatever unit. */
export const AMOUNT = 'a number from 0';

/** `an integer from 1`, `a number of seconds from 10 to 50`. */
const RANGE = /^an? (integer)?.*?from ([\d.]+)(?: to (\d+))?$/;

/** Not a list, and not a promise of an object either. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('then' in value);

/** Nobody filled it in: undefined, null, or the blank string that a CMS leaves. */
const isAbsent = (value: unknown): boolean => value == null || (typeof value === 'string' && !value.trim());

/** A value as a message shows it. */
export function shown(value: unknown): string {
  if (value instanceof Error) return value.message;
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
  if (typeof value === 'string') return TEXT;
  return Number.isFinite(value) ? 'a finite number' : `a ${typeof value}`;
}

/** Whether a value is what the words say: a number in a range, or else one of some kinds of values, or of some values. */
function fits(value: unknown, expected: string): boolean {
  const [, whole, low, high = Infinity] = RANGE.exec(expected) ?? [];
  if (!low) return expected.split(' or ').some((words) => words === kind(value) || words === shown(value));
  const counts = whole ? Number.isInteger : Number.isFinite;
  return counts(value) && (value as number) >= +low && (value as number) <= +high;
}

/**
 * An object as a table wants it: keeps what the table lets through, texts as strings. What nobody filled in is left out
 * without a word.
 * @param path where the object comes from; empty for the options themselves
 * @param warn is told what is left out: each key that has no row, most likely a slip of the pen
 * @param wrong is told each value that is not as expected, which is left out too; what is part of `customMetadata` costs only itself
 */
export function sift(path: string, value: unknown, table: Table, warn: Warn, wrong?: Warn): Record<string, unknown> {
  const demand = (name: string, expected: string, got: unknown): void => {
    const message = `${name} must be ${expected}, got ${shown(got)}`;
    if (wrong && !name.includes('.customMetadata')) wrong(message);
    else warn(`${message}; left out`);
  };
  const record = isObject(value) ? value : {};
  if (record !== value && !isAbsent(value)) demand(path || 'options', 'an object', value);
  const prefix = path && `${path}.`;
  const rest = new Set(Object.keys(record).filter((key) => !isAbsent(record[key])));
  const kept: Record<string, unknown> = {};
  for (const [keys, expected, more] of table)
    for (const marked of typeof keys === 'string' ? keys.split(' ') : [...rest].filter((key) => keys.test(key))) {
      const key = marked.replace('*', '');
      const each = record[key];
      const given = rest.delete(key);
      if (more && typeof more !== 'object') kept[key] = more;
      if (given && (more instanceof RegExp ? typeof each === 'string' && more.test(each) : fits(each, expected))) {
        if (Array.isArray(more) && isObject(each)) kept[key] = sift(prefix + key, each, more as Table, warn, wrong);
        else kept[key] = expected === PLAIN ? String(each) : each;
      } else if (given || key !== marked) demand(prefix + key, expected, each);
    }
  for (const key of rest) warn(`${prefix}${key} is not a valid key; left out`);
  return kept;
}
