/**
 * @import { FastifyRequest } from 'fastify'
 * @typedef {{ rawBody: string, body: any, complaint: string | null }} Intake
 */

/** @param {string} rawBody @returns {Intake} */
function parse(rawBody) {
  try {
    return { rawBody, body: JSON.parse(rawBody), complaint: null };
  } catch (error) {
    return { rawBody, body: null, complaint: `The body is no JSON: ${/** @type {Error} */ (error).message}` };
  }
}

/** @param {string} contentType @param {boolean} acceptTextPlain */
function isAcceptable(contentType, acceptTextPlain) {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/json' || (acceptTextPlain && type === 'text/plain');
}

/** As it was sent. @param {FastifyRequest} request */
const contentTypeOf = ({ raw }) => raw.headers['content-type'] ?? '';

/** @param {FastifyRequest} request */
export const wrongContentType = (request) => `Content-Type must be application/json, not "${contentTypeOf(request)}"`;

/** Reads whatever came, also when it is to be refused: the ledger keeps it. @param {FastifyRequest} request @param {boolean} acceptTextPlain */
export function readIntake(request, acceptTextPlain) {
  const intake = parse(String(request.body ?? ''));
  if (isAcceptable(contentTypeOf(request), acceptTextPlain)) return intake;
  return { ...intake, complaint: wrongContentType(request) };
}
