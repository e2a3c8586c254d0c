import { Unavailable, type DomainError } from '@castellan/common';
import type { FastifyInstance, FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import type { RestAdapter } from '../adapter.js';
import type { KeyInUrl } from '../api-keys/key-in-url.js';
import { BadRequest } from '../errors/http-errors.js';
import { hasOneHost } from '../listening/host-header.js';
import type { ClientAddress } from '../client-address/client-address.js';
import '../client-address/request-augmentation.js';
import { continueTrace, requestId } from '../tracing/request-trace.js';
import { beginAnswers } from './begin-answers.js';

interface HookParts {
  readonly adapter: RestAdapter;
  readonly headers: Readonly<Record<string, string>>;
  readonly addresses: ClientAddress;
  /** Hears of every request; see `refusedOriginTeller`. */
  readonly tellOrigin: (request: FastifyRequest) => void;
  readonly keyInUrl: KeyInUrl;
}

/** Runs for every request, so it does little: constant headers, the trace id, and the way to the client's address. */
export function addRequestHooks(instance: FastifyInstance, { adapter, headers, addresses, tellOrigin, keyInUrl }: HookParts): void {
  const begin = beginAnswers(instance, { headers, addresses, idOf: requestId });
  instance.decorateRequest('problemCode', null);
  instance.decorateRequest('attempt', undefined);
  // Before every other hook: one of them answers preflights (CORS), which shall have the headers and be refused like anything else.
  adapter.setOnRequestHook((request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => {
    begin(request, reply);
    tellOrigin(request);
    if (adapter.isStopping) reply.header('connection', 'close');
    const refusal = refusalOf(request, adapter) ?? keyInUrl(request);
    continueTrace(request, reply, () => done(refusal));
  });
}

function refusalOf({ raw }: FastifyRequest, { isStopping }: RestAdapter): DomainError | undefined {
  if (isStopping) return new Unavailable();
  return hasOneHost(raw) ? undefined : new BadRequest();
}
