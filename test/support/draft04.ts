/** The part of JSON Schema draft-04 that the event schemas use. */
interface Schema {
  readonly $schema?: string;
  readonly title?: string;
  readonly type?: 'object' | 'string' | 'number' | 'integer' | 'boolean';
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
}

const UNDERSTOOD = '$schema title type enum minimum pattern properties patternProperties additionalProperties required';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function hasType(value: unknown, type: Schema['type']): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return type === 'object' ? isObject(value) : typeof value === type;
}

function members(value: Record<string, unknown>, schema: Schema, at: string): string[] {
  const { properties = {}, patternProperties = {}, additionalProperties = true, required = [] } = schema;
  const problems = required.filter((key) => !(key in value)).map((key) => `${at}/${key} is required`);
  for (const [key, each] of Object.entries(value)) {
    const schemas = Object.entries(patternProperties)
      .filter(([pattern]) => new RegExp(pattern).test(key))
      .map(([, found]) => found);
    if (properties[key]) schemas.push(properties[key]);
    if (!schemas.length && isObject(additionalProperties)) schemas.push(additionalProperties as Schema);
    else if (!schemas.length && !additionalProperties) problems.push(`${at}/${key} is not allowed`);
    for (const found of schemas) problems.push(...violations(each, found, `${at}/${key}`));
  }
  return problems;
}

/** What of a value a schema refuses; refuses a schema that says more than is understood here. */
export function violations(value: unknown, schema: object, at = ''): string[] {
  const unknown = Object.keys(schema).filter((keyword) => !UNDERSTOOD.split(' ').includes(keyword));
  if (unknown.length) throw new Error(`${at}: the schema says ${unknown.join(', ')}`);
  const { type, enum: values, minimum = -Infinity, pattern } = schema as Schema;
  if (type && !hasType(value, type)) return [`${at} is no ${type}`];
  if (values && !values.includes(value)) return [`${at} is none of ${values.join(', ')}`];
  if (typeof value === 'number' && value < minimum) return [`${at} is below ${minimum}`];
  if (typeof value === 'string' && pattern && !new RegExp(pattern).test(value)) return [`${at} does not match`];
  return isObject(value) ? members(value, schema, at) : [];
}
