import { Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isOrigin, lineFor } from './origin-line.js';

/** Origins that are told; whoever makes up more of them finds no more lines. */
const MAX_TOLD = 20;

/** Where providers post to: theirs are no front ends. */
const PROVIDERS = /^\/api\/auth\/with\/[^/?]+\/callback\/?(\?|$)/;

/**
 * Tells the operator, once for each, of origins whose pages get no answer (CORS) or are refused (CSRF), and which line would let them
 * in: a front end that was forgotten looks just like an attack.
 */
export function refusedOriginTeller(allowed: ReadonlySet<string>): (request: Pick<FastifyRequest, 'url' | 'headers'>) => void {
  const logger = new Logger('RefusedOrigins');
  const told = new Set<string>();
  return ({ url, headers: { origin } }) => {
    if (origin === undefined || allowed.has(origin) || !url.startsWith('/api/') || PROVIDERS.test(url)) return;
    if (told.has(origin) || told.size >= MAX_TOLD || !isOrigin(origin)) return;
    told.add(origin);
    logger.warn(`A page at ${origin} was refused. If it is a front end of yours, add its origin: ${lineFor(origin)}`);
  };
}
