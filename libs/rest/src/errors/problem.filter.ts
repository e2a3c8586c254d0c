import { DomainError } from '@castellan/common';
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusals } from '../logging/refusals.js';
import { whoAsked } from '../logging/who-asked.js';
import { isLostVisitor } from '../pages/not-found-page.js';
import { PAGE_HEADERS } from '../pages/page-policy.js';
import type { KnownPaths } from '../routing/known-paths.js';
import { asDomainError } from './as-domain-error.js';
import { MethodNotAllowed } from './http-errors.js';
import { problemHeaders } from './problem-headers.js';
import { problemOf } from './problem.js';

/** A 401 that says nothing against the token that came: there was none, or it was good and a passkey was not. */
const TOKENS_ASIDE: ReadonlySet<string> = new Set(['not_authenticated', 'invalid_passkey']);

/** The one exception filter: every failure leaves as `application/problem+json` with a code of the closed list; a browser that is lost gets a page. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(
    private readonly knownPaths: KnownPaths,
    private readonly refusals: Refusals,
    private readonly notFoundPage: (request: FastifyRequest) => string,
    private readonly turnedAway: (code: string, request: FastifyRequest) => string | null,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = this.withMethod(asDomainError(exception), request);
    this.log(error, request);
    this.refusals.note(error.code, request);
    if (reply.sent || reply.raw.headersSent) return;
    if (error.code === 'not_found' && isLostVisitor(request)) {
      void reply.code(404).type('text/html; charset=utf-8').headers(PAGE_HEADERS).send(this.notFoundPage(request));
      return;
    }
    const place = this.turnedAway(error.code, request);
    if (place !== null) void reply.code(303).header('location', place).send();
    else this.answer(error, request, reply);
  }

  private answer(error: DomainError, request: FastifyRequest, reply: FastifyReply): void {
    const { authorization, cookie } = request.headers;
    const tokenPresented = !TOKENS_ASIDE.has(error.code) && (authorization ?? cookie) !== undefined;
    const problem = problemOf(error, request.id);
    void reply.code(problem.status).headers(problemHeaders(error, tokenPresented)).send(JSON.stringify(problem));
  }

  /** A path that exists for other methods is 405, not 404 (RFC 9110 §15.5.6). */
  private withMethod(error: DomainError, request: FastifyRequest): DomainError {
    if (!request.is404) return error;
    const allowed = this.knownPaths.methodsOf(request.url);
    const isOtherMethod = allowed.length > 0 && !allowed.includes(request.method);
    return isOtherMethod && error.code === 'not_found' ? new MethodNotAllowed(allowed) : error;
  }

  /** Faults of ours are logged whole, with the trace id; a client's mistakes are only counted in the request's line. */
  private log({ kind, extras }: DomainError, request: FastifyRequest): void {
    if (kind === 'internal') this.logger.error({ trace_id: request.id, ...callerOf(request), err: extras.cause }, 'request failed');
    if (kind === 'unavailable' && extras.cause) this.logger.warn({ trace_id: request.id, reason: messageOf(extras.cause) }, 'store away');
  }
}

/** Whom it failed for; where the request came from is in its own line. */
function callerOf(request: FastifyRequest): object {
  const { user_id, session_id } = whoAsked(request);
  return user_id === undefined ? {} : { user_id, session_id };
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
}
