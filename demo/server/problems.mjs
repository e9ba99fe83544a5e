import ajvDraft04 from 'ajv-draft-04';

/**
 * @import { ErrorObject } from 'ajv-draft-04'
 * @typedef {{ path: string, message: string }} Problem
 * @typedef {(value: unknown, at?: string) => Problem[]} Check
 */

// Strict mode refuses union types, which the fault switches use.
const ajv = new ajvDraft04.default({ allErrors: true, allowUnionTypes: true });

/** @param {string} base @param {string} member */
const join = (base, member) => (base && member ? `${base}.${member}` : base || member);

/** `/params/media.length` → `params.media.length` @param {string} pointer */
const readable = (pointer) =>
  pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');

/** @param {string} path */
const unknownMember = (path) =>
  path.startsWith('customMetadata.')
    ? 'is no allowed key: letters, digits, "_" and "." only, not beginning with "a." or "media."'
    : 'is not allowed here';

/** @param {ErrorObject} error @returns {Problem} */
function toProblem({ keyword, instancePath, params, message = 'is not valid' }) {
  const path = readable(instancePath);
  if (keyword === 'required') return { path: join(path, params.missingProperty), message: 'is required' };
  if (keyword === 'enum') return { path, message: `must be one of: ${params.allowedValues.join(', ')}` };
  if (keyword === 'type' && typeof params.type === 'string')
    return { path, message: `must be ${/^[io]/.test(params.type) ? 'an' : 'a'} ${params.type}` };
  if (keyword !== 'additionalProperties') return { path, message };
  const member = join(path, params.additionalProperty);
  return { path: member, message: unknownMember(member) };
}

/** Compiles a draft-04 schema into a check that tells what is wrong and where. @param {object} schema @returns {Check} */
export function compileCheck(schema) {
  const validate = ajv.compile(schema);
  return (value, at = '') => {
    if (validate(value)) return [];
    return (validate.errors ?? []).map(toProblem).map(({ path, message }) => ({ path: join(at, path), message }));
  };
}
