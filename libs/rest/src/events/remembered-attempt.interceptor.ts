import { authenticatedBy } from '@castellan/access';
import { AuthEvents } from '@castellan/log';
import type { AuthEvent, AuthEventName } from '@castellan/log';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { asDomainError } from '../errors/as-domain-error.js';
import { contextOf } from '../tracing/context.decorator.js';

export const REMEMBERED = 'castellan:remembered';
export const QUESTION = 'castellan:question';
/** Of routes where operators act on others: a refusal there is in nobody's history, least of all in the operator's own. */
export const ON_OTHERS = 'castellan:on-others';

/** What a body may call the account it is about. */
const IDENTIFIERS = ['email', 'identifier', 'username', 'new_email', 'phone'] as const;

/** See `@Remembers`. */
@Injectable()
export class RememberedAttempt implements NestInterceptor {
  constructor(private readonly events: AuthEvents) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const event = Reflect.getMetadata(REMEMBERED, context.getHandler()) as AuthEventName; // set by the one decorator that names this interceptor
    const isQuestion = Reflect.getMetadata(QUESTION, context.getHandler()) === true;
    const isOnOthers = Reflect.getMetadata(ON_OTHERS, context.getHandler()) === true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const work = (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined });
    const attempt = (request.attempt = { isRecorded: false });
    return defer(() =>
      this.events.attempt(attempt, work, (outcome) =>
        isQuestion && outcome.error === undefined ? null : eventOf(event, outcome, request, isOnOthers),
      ),
    );
  }
}

function eventOf(
  event: AuthEventName,
  { error }: { readonly error?: unknown },
  request: FastifyRequest,
  isOnOthers: boolean,
): AuthEvent | null {
  const caller = isOnOthers ? null : authenticatedBy(request)?.caller; // nobody on public routes
  const who = {
    userId: caller?.userId ?? null,
    sessionId: caller?.sessionId ?? null,
    identifier: isOnOthers ? null : identifierIn(request.body),
    context: contextOf(request),
  };
  if (error !== undefined) return failed(event, asDomainError(error).code, who);
  if (event === 'refresh') return null; // every quarter of an hour of every session: their rows say when
  return { event, status: 'success', ...(request.method === 'GET' ? {} : { reason: 'unchanged' }), ...who };
}

/** A refresh that shows no token tries nothing: pages ask so whether somebody is signed in. */
function failed(event: AuthEventName, code: string, who: Omit<AuthEvent, 'event' | 'status'>): AuthEvent | null {
  return event === 'refresh' && code === 'not_authenticated' ? null : { event, status: 'failure', reason: code, ...who };
}

function identifierIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const values = IDENTIFIERS.map((name) => (body as Readonly<Record<string, unknown>>)[name]); // what a client sent, of whatever shape
  return values.find((value) => typeof value === 'string') ?? null;
}
