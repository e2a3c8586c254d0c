import { randomUUID } from 'node:crypto';
import type { Operator } from '@castellan/accounts';
import type { RequestContext } from '@castellan/common';
import { ClientAddress } from '@castellan/rest';
import type { RequestHandler, Response } from 'express';

interface Facts {
  context?: RequestContext;
  operator?: Operator;
}

/** Notes who asks, from where; for `contextOf`. @param trustedProxies addresses and CIDRs whose `X-Forwarded-For` is believed */
export function noteContext(trustedProxies: readonly string[]): RequestHandler {
  const addresses = new ClientAddress(trustedProxies);
  return (request, response, next) => {
    const traceId = randomUUID();
    addresses.note(request.socket.remoteAddress, request.headers);
    const ip = addresses.of(request.socket.remoteAddress, request.headers['x-forwarded-for']);
    factsOf(response).context = { ip, userAgent: request.headers['user-agent'] ?? null, traceId };
    response.set('x-request-id', traceId);
    next();
  };
}

export function contextOf(response: Response): RequestContext {
  const { context } = factsOf(response);
  if (!context) throw new Error('The request has no context.');
  return context;
}

export function noteOperator(response: Response, operator: Operator): void {
  factsOf(response).operator = operator;
}

/** Who is signed in, if anybody is. */
export const noticedOperator = (response: Response): Operator | undefined => factsOf(response).operator;

/** Who is signed in; throws where the session was not asked for, so that nothing is done in nobody's name. */
export function operatorOf(response: Response): Operator {
  const { operator } = factsOf(response);
  if (!operator) throw new Error('Nobody is signed in.');
  return operator;
}

const factsOf = (response: Response): Facts => response.locals as Facts; // only this file writes it
