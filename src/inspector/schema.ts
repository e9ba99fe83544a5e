/** The part of JSON Schema draft-04 that the event schemas use. */
export interface Schema {
  readonly type?: 'object' | 'string' | 'number' | 'integer' | 'boolean';
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
}

/** What is wrong, and where: the members' names, joined with dots. */
export interface Violation {
  readonly path: string;
  readonly message: string;
}

type Members = Record<string, unknown>;

const KEYS = 'is no allowed key: letters, digits, "_" and "." only, not beginning with "a." or "media."';

export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function hasType(value: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return type === 'object' ? isObject(value) : typeof value === type;
}

/** What a value of a right type breaks, in the words of the collection server. */
function complaint(value: unknown, { type, enum: values, minimum, pattern }: Schema): string | undefined {
  if (type && !hasType(value, type)) return `must be ${/^[io]/.test(type) ? 'an' : 'a'} ${type}`;
  if (values && !values.includes(value)) return `must be one of: ${values.join(', ')}`;
  if (minimum !== undefined && (value as number) < minimum) return `must be >= ${minimum}`;
  if (pattern && !new RegExp(pattern).test(value as string)) return `must match pattern "${pattern}"`;
  return undefined;
}

function schemaOf(key: string, { properties = {}, patternProperties = {}, additionalProperties }: Schema) {
  const pattern = Object.keys(patternProperties).find((each) => new RegExp(each).test(key));
  const rest = isObject(additionalProperties) ? (additionalProperties as Schema) : undefined;
  // Every object has a `constructor`, and that is none of its properties here.
  const own = {}.hasOwnProperty.call(properties, key) ? properties[key] : undefined;
  return own ?? (pattern === undefined ? rest : patternProperties[pattern]);
}

function inMembers(value: Members, schema: Schema, under: string): Violation[] {
  const missing = (schema.required ?? []).filter((key) => !(key in value));
  return [
    ...missing.map((key) => ({ path: under + key, message: 'is required' })),
    ...Object.entries(value).flatMap(([key, each]) => {
      const known = schemaOf(key, schema);
      if (known) return violations(each, known, under + key);
      return { path: under + key, message: under === 'customMetadata.' ? KEYS : 'is not allowed here' };
    }),
  ];
}

/** What of a value its schema refuses. */
export function violations(value: unknown, schema: Schema, path = ''): Violation[] {
  const message = complaint(value, schema);
  if (message) return [{ path, message }];
  return schema.type === 'object' ? inMembers(value as Members, schema, path && `${path}.`) : [];
}
