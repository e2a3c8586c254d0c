import type { PanelSessions } from '@castellan/accounts';
import { contextOf, hasOneHost } from '@castellan/rest';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PanelCookies } from './panel-cookies.js';
import { isDecodable } from './decodable.js';
import type { Refusal } from './in-words.js';
import { refuse } from './refuse.js';
import { sameOrigin } from './same-origin.js';
import './request-facts.js';

const SAFE = ['GET', 'HEAD'];
const KNOWN = [...SAFE, 'POST'];

/** What stands before every route, and before what is none: a request that is a proper one, of this site, of an operator who is signed in. */
export function addDoor(instance: FastifyInstance, url: string | null, sessions: PanelSessions, cookies: PanelCookies): void {
  const isOfThisSite = sameOrigin(url);
  instance.decorateRequest('operator', null);
  instance.addHook('onRequest', (request, reply, done) => {
    const refusal = refusalOf(request, isOfThisSite);
    if (refusal) refuse(request, reply, ...refusal);
    else done();
  });
  instance.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.isOpen) return;
    if (!(await isSignedIn(request, reply, sessions, cookies))) return reply.redirect(`${request.base}/sign-in`, 303);
    if (!isDecodable(request.originalUrl)) return refuse(request, reply, 400, 'unreadable');
  });
}

type Refused = readonly [status: number, why: Refusal];

/** The origin that a form must come from may be the one that `Host` names, so there is one of it. */
function refusalOf(request: FastifyRequest, isOfThisSite: (request: FastifyRequest) => boolean): Refused | null {
  if (!hasOneHost(request.raw)) return [400, 'unreadable'];
  if (!KNOWN.includes(request.method)) return [405, 'otherMethod'];
  if (SAFE.includes(request.method) || isOfThisSite(request)) return null;
  return [403, 'otherSite'];
}

/** The session, and that its owner is still active staff, is asked for at every request. */
async function isSignedIn(request: FastifyRequest, reply: FastifyReply, sessions: PanelSessions, cookies: PanelCookies): Promise<boolean> {
  const token = cookies.sessionIn(request);
  request.operator = token === null ? null : await sessions.operatorOf(token, contextOf(request));
  if (token !== null && !request.operator) cookies.clearSession(reply);
  return request.operator !== null;
}
