import { basePathOf } from '@castellan/common';
import type { FastifyRequest } from 'fastify';
import { namesType } from '../negotiation/accepts.js';
import type { RestOptions } from '../rest-options.js';
import { homeOf } from './home.js';
import { PageWriter } from './page-writer.js';

/** A person who has opened an address that does not exist; scripts and the API's clients are told in JSON. */
export function isLostVisitor({ method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>): boolean {
  return method === 'GET' && !/^\/api(?![^/?])/.test(url) && namesType(headers.accept, 'text/html');
}

/** Holds nothing of the address: it is the same for every one. */
export function notFoundPage(options: RestOptions): (request: FastifyRequest) => string {
  const { brand, messages, publicUrl } = options;
  const writer = new PageWriter(brand, messages, basePathOf(publicUrl), import.meta.dirname, homeOf(options));
  return (request) => writer.for(request)('not-found');
}
