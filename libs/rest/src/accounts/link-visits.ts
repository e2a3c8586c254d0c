import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { REST_OPTIONS } from '../rest-options.js';
import type { RestOptions } from '../rest-options.js';

/** What happens when somebody, or something, follows a mailed link with GET (contract §3 *Links*). */
@Injectable()
export class LinkVisits {
  constructor(@Inject(REST_OPTIONS) private readonly options: RestOptions) {}

  /**
   * Confirms only for a client that names JSON explicitly. Everyone else is sent to the page that asks first, so that a mail scanner
   * that opens links spends nothing; HEAD does nothing at all.
   */
  async confirm<T>(request: FastifyRequest, reply: FastifyReply, page: string, confirm: () => Promise<T>): Promise<T | undefined> {
    if (request.method === 'GET' && namesJson(request.headers.accept)) return confirm();
    const [, query] = request.url.split('?', 2);
    void reply
      .status(303)
      .header('location', `${this.options.frontendUrl}${page}?${query ?? ''}`)
      .header('referrer-policy', 'no-referrer');
    return undefined;
  }
}

function namesJson(accept = ''): boolean {
  return accept.split(',').some((range) => range.split(';')[0]?.trim().toLowerCase() === 'application/json');
}
