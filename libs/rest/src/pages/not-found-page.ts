import type { FastifyRequest } from 'fastify';
import { namesType } from '../negotiation/accepts.js';
import { fill } from './page-files.js';

/** A person who has opened an address that does not exist; scripts and the API's clients are told in JSON. */
export function isLostVisitor({ method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>): boolean {
  return method === 'GET' && !/^\/api(?![^/?])/.test(url) && namesType(headers.accept, 'text/html');
}

/** Holds nothing of the request: it is the same for every address. */
export function renderNotFoundPage(): string {
  return fill('page.html', { title: 'Nothing is here', content: fill('not-found.html', {}) });
}
