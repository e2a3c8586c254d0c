import type { FastifyRequest } from 'fastify';
import { namesType } from '../negotiation/accepts.js';
import { pageTemplates } from './page-templates.js';

const notFoundPage = pageTemplates(import.meta.dirname)('not-found');

/** A person who has opened an address that does not exist; scripts and the API's clients are told in JSON. */
export function isLostVisitor({ method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>): boolean {
  return method === 'GET' && !/^\/api(?![^/?])/.test(url) && namesType(headers.accept, 'text/html');
}

/** Holds nothing of the request: it is the same for every address. @param base the path of `PUBLIC_URL` */
export function renderNotFoundPage(base: string): string {
  return notFoundPage({ base });
}
