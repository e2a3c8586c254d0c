import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify';
import { namesType } from '../negotiation/accepts.js';
import type { RestOptions } from '../rest-options.js';
import { CONFIRMATIONS, type Confirmation } from './confirmations.js';

/**
 * A `GET` on a confirming API path confirms only for a client that names `application/json` itself; anything else, as a browser or a
 * mail scanner, is sent to the page, where a click is needed. `HEAD` never confirms (docs/reference/contract.md#mailed-links).
 * @throws Error at start, when a confirming path has a `GET` that the table of pages does not know of
 */
export function redirectLinks(instance: FastifyInstance, { frontendUrl }: RestOptions): void {
  const confirmations = new Map(CONFIRMATIONS.map((each) => [each.apiPath, each]));
  instance.addHook('onRoute', (route) => {
    const confirmation = confirmations.get(route.url);
    if (!confirmation || (route.method !== 'GET' && route.method !== 'HEAD')) return;
    if (!confirmation.confirmsByGet) throw new Error(`${route.method} ${route.url} would confirm a mailed link: only a POST may.`);
    route.onRequest = [...[route.onRequest ?? []].flat(), redirectTo(confirmation, frontendUrl)];
  });
}

function redirectTo({ page }: Confirmation, frontendUrl: string): onRequestHookHandler {
  return (request, reply, done) => {
    if (request.method === 'GET' && namesType(request.headers.accept, 'application/json')) done();
    else void reply.redirect(`${frontendUrl}${page}${linkQuery(request)}`, 303);
  };
}

/** Hands on what a link carries and nothing else. */
function linkQuery({ query }: FastifyRequest): string {
  const { uid, token } = query as Readonly<Record<string, unknown>>; // Fastify always gives an object
  const pairs = Object.entries({ uid, token }).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : '';
}
