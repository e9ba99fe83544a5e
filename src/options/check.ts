/** Says what was expected of a value, or nothing if it is right. */
export type Check = (value: unknown) => string | false;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const is =
  (expected: string, right: (value: unknown) => boolean): Check =>
  (value) =>
    !right(value) && expected;

const between = (value: unknown, low: number, high: number): boolean =>
  typeof value === 'number' && value >= low && value <= high;

export const text: Check = is('a non-empty string', (value) => typeof value === 'string' && value.trim() !== '');
export const bool: Check = is('a boolean', (value) => typeof value === 'boolean');
export const whole: Check = is('an integer', Number.isInteger);
export const func: Check = is('a function', (value) => typeof value === 'function');
export const object: Check = is('an object', isObject);
export const list: Check = is('a list', Array.isArray);
export const seconds: Check = is('a finite number of seconds, 0 or more', (value) => between(value, 0, Number.MAX_VALUE));

export const range = (low: number, high: number): Check =>
  is(`a number of seconds from ${low} to ${high}`, (value) => between(value, low, high));

export const oneOf = (...values: string[]): Check =>
  is(values.map((value) => `'${value}'`).join(' or '), (value) => values.includes(value as string));

export const either =
  (...checks: Check[]): Check =>
  (value) => {
    const expected = checks.map((check) => check(value));
    return expected.every(Boolean) && expected.join(' or ');
  };

/** Nobody filled it in: undefined, null, or the empty string that a CMS leaves. */
export const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';

export const optional =
  (check: Check): Check =>
  (value) =>
    !isAbsent(value) && check(value);

/** A value as an error message shows it. */
export function shown(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  const json = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return json === undefined ? String(value) : json.slice(0, 60);
}

/** Tells each key of `value` that is not as its check wants it: `path.key must be …, got …`. */
export function problemsIn(value: unknown, checks: Readonly<Record<string, Check>>, path = ''): string[] {
  const record = isObject(value) ? value : {};
  return Object.entries(checks).flatMap(([key, check]) => {
    const expected = check(record[key]);
    return expected ? [`${path}${key} must be ${expected}, got ${shown(record[key])}`] : [];
  });
}

/** Tells each key of `value` that has no check: most likely a slip of the pen. */
export function unknownIn(value: unknown, checks: Readonly<Record<string, Check>>, path = ''): string[] {
  const unknown = Object.keys(isObject(value) ? value : {}).filter((key) => !(key in checks));
  return unknown.map((key) => `${path}${key} is not known; left out`);
}

/** The filled-in keys that have a check; a schema refuses a body with any other. */
export function onlyKnown(value: object, checks: Readonly<Record<string, Check>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key, each]) => key in checks && !isAbsent(each)));
}
