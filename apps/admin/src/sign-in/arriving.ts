import type { ArrivedOperator, PanelSessions } from '@castellan/accounts';
import { contextOf } from '@castellan/rest';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignInParts } from './sign-in-parts.js';

/** Hands the session over. */
export async function arrive(
  { sessions, cookies }: Pick<SignInParts, 'sessions' | 'cookies'>,
  arrived: ArrivedOperator,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  await endOlder(sessions, cookies.sessionIn(request), request);
  cookies.setArrival(reply, arrived);
}

/** A session that the browser held before, its own or one planted there, is over with the next sign-in (session fixation). */
export async function endOlder(sessions: PanelSessions, token: string | null, request: FastifyRequest): Promise<void> {
  if (token !== null) await sessions.end(token, contextOf(request));
}
