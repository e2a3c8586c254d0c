import type { FastifyRequest } from 'fastify';
import { namesType } from '../negotiation/accepts.js';
import type { RestOptions } from '../rest-options.js';
import { Places } from './places.js';

/** What people open: on the way to a provider, and back. */
const VISITED = /^\/api\/auth\/with\/:provider(?:\/callback)?\/?$/;

/** How it is told on the page; whoever builds an app reads of a wrong parameter in JSON. */
const TOLD: ReadonlyMap<string, string> = new Map([
  ['throttled', 'throttled'],
  ['unavailable', 'unavailable'],
  ['not_found', 'provider_failed'],
  ['internal_error', 'provider_failed'],
]);

/** Where a person is led who is on a visit to a provider, and would be answered in JSON; null for everybody else. */
export function turnedAway(options: RestOptions): (code: string, request: FastifyRequest) => string | null {
  const places = new Places(options);
  return (code, { method, headers, routeOptions }) => {
    const told = TOLD.get(code);
    const isPerson = method === 'GET' && VISITED.test(routeOptions.url ?? '') && namesType(headers.accept, 'text/html');
    return told !== undefined && isPerson ? places.refused(null, told) : null;
  };
}
