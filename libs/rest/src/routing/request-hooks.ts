import { Unavailable, type DomainError } from '@castellan/common';
import type { FastifyInstance, FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import type { RestAdapter } from '../adapter.js';
import { BadRequest } from '../errors/http-errors.js';
import { hasOneHost } from '../listening/host-header.js';
import type { ClientAddress } from '../client-address/client-address.js';
import '../client-address/request-augmentation.js';

interface HookParts {
  readonly adapter: RestAdapter;
  readonly headers: Readonly<Record<string, string>>;
  readonly addresses: ClientAddress;
  /** Hears of every request; see `refusedOriginTeller`. */
  readonly tellOrigin: (request: FastifyRequest) => void;
}

/** Runs for every request, so it does little: constant headers, the trace id, and the way to the client's address. */
export function addRequestHooks(instance: FastifyInstance, { adapter, headers, addresses, tellOrigin }: HookParts): void {
  instance.decorateRequest('clientAddress', {
    getter(this: FastifyRequest) {
      return addresses.of(this.raw.socket.remoteAddress, this.headers['x-forwarded-for']);
    },
  });
  instance.decorateRequest('problemCode', null);
  const names = Object.entries(headers);
  // Before every other hook: one of them answers preflights (CORS), which shall have the headers and be refused like anything else.
  adapter.setOnRequestHook((request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => {
    for (const [name, value] of names) reply.header(name, value);
    reply.header('x-request-id', request.id);
    reply.header('cache-control', 'no-store'); // of every path, however it is spelt; what may be kept says so itself
    addresses.note(request.raw.socket.remoteAddress, request.headers);
    tellOrigin(request);
    if (adapter.isStopping) reply.header('connection', 'close');
    done(refusalOf(request, adapter));
  });
}

function refusalOf({ raw }: FastifyRequest, { isStopping }: RestAdapter): DomainError | undefined {
  if (isStopping) return new Unavailable();
  return hasOneHost(raw) ? undefined : new BadRequest();
}
