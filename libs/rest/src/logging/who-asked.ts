import type { Caller } from '@castellan/access';
import type { FastifyRequest } from 'fastify';
import '../client-address/request-augmentation.js';

export interface WhoAsked {
  readonly ip: string;
  /** Of the signed-in user; not of whoever signs in with this request: that is an event. */
  readonly user_id?: string;
  readonly session_id?: string;
  /** Of the problem that was answered. */
  readonly code?: string;
}

/** `AuthGuard` leaves the caller on the request, also of one that it then refuses. */
type Asked = FastifyRequest & { readonly authenticated?: { readonly caller: Caller } };

/** Who sent a request, as lines of the log name it. */
export function whoAsked({ clientAddress, authenticated, problemCode }: Asked): WhoAsked {
  return {
    ip: clientAddress,
    ...(authenticated && { user_id: authenticated.caller.userId, session_id: authenticated.caller.sessionId }),
    ...(problemCode && { code: problemCode }),
  };
}
