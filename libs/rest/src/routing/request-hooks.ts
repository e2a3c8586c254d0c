import { Unavailable, type DomainError } from '@castellan/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RestAdapter } from '../adapter.js';
import { BadRequest } from '../errors/http-errors.js';
import { hasOneHost } from '../listening/host-header.js';
import type { ClientAddress } from '../client-address/client-address.js';
import '../client-address/request-augmentation.js';

interface HookParts {
  readonly adapter: RestAdapter;
  readonly headers: Readonly<Record<string, string>>;
  readonly addresses: ClientAddress;
}

/** Runs for every request, so it does little: constant headers, the trace id, and the way to the client's address. */
export function addRequestHooks(instance: FastifyInstance, { adapter, headers, addresses }: HookParts): void {
  instance.decorateRequest('clientAddress', {
    getter(this: FastifyRequest) {
      return addresses.of(this.raw.socket.remoteAddress, this.headers['x-forwarded-for']);
    },
  });
  const names = Object.entries(headers);
  instance.addHook('onRequest', (request, reply, done) => {
    for (const [name, value] of names) reply.header(name, value);
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    if (adapter.isStopping) reply.header('connection', 'close');
    done(refusalOf(request, adapter));
  });
}

function refusalOf({ raw }: FastifyRequest, { isStopping }: RestAdapter): DomainError | undefined {
  if (isStopping) return new Unavailable();
  return hasOneHost(raw) ? undefined : new BadRequest();
}
