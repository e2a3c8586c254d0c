import { authenticatedBy } from '@castellan/access';
import type { FastifyRequest } from 'fastify';
import { keyOf } from '../api-keys/shown-key.js';
import { requestId } from '../tracing/request-trace.js';
import '../client-address/request-augmentation.js';

export interface WhoAsked {
  readonly ip: string;
  /** The client's `X-Request-Id`, of a request that belongs to a trace by another name. */
  readonly request_id?: string;
  /** Of the signed-in user; not of whoever signs in with this request: that is an event. */
  readonly user_id?: string;
  readonly session_id?: string;
  /** Of the API key that the request came with, also where it was refused with it; its text is in no log. */
  readonly api_key_id?: string;
  /** Of the problem that was answered. */
  readonly code?: string;
}

/** Who sent a request, as lines of the log name it. `AuthGuard` knows the caller also of one that it then refuses. */
export function whoAsked(request: FastifyRequest): WhoAsked {
  const { clientAddress, problemCode } = request;
  const authenticated = authenticatedBy(request);
  const key = keyOf(request);
  const own = requestId(request);
  return {
    ip: clientAddress,
    ...(own !== request.id && { request_id: own }),
    ...(authenticated && { user_id: authenticated.caller.userId, session_id: authenticated.caller.sessionId }),
    ...(key && { api_key_id: key.id }),
    ...(problemCode && { code: problemCode }),
  };
}
