/**
 * What the framework refuses before its body is read, too large or with an address that cannot be. It came, all the same.
 *
 * @import { FastifyError, FastifyReply } from 'fastify'
 * @import { Route } from './fault-settings.mjs'
 * @import { Ledger } from './ledger.mjs'
 */

const addresses = /^\/api\/v1\/(?:sessions\/(?<sessionId>[^/]+)\/)?(?<route>sessions|events|downloaded)\b/;

/** A client that hangs up in the middle of a body has sent no request: that is not among them. */
const codes = ['FST_ERR_CTP_BODY_TOO_LARGE', 'FST_ERR_BAD_URL', 'FST_ERR_MAX_PARAM_LENGTH'];

/** Enters it in the ledger, if the API was meant. @param {Ledger} ledger @param {FastifyError} error @param {FastifyReply} reply */
export function noteUnread(ledger, { code, message, statusCode: status = 400 }, { request, raw }) {
  const { route, sessionId = null } = addresses.exec(request.url)?.groups ?? {};
  if (route === undefined || request.method !== 'POST' || !codes.includes(code)) return;
  const arrival = { route: /** @type {Route} */ (route), sessionId, body: null, rawBody: '' };
  const entry = Object.assign(ledger.receive(arrival), { problems: [{ path: '', message }] });
  ledger.judge(entry, status);
  raw.once('close', () => ledger.decide(entry, { status, answered: raw.writableFinished }));
}
