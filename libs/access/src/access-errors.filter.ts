import { Unavailable } from '@castellan/common';
import type { DomainError } from '@castellan/common';
import { Catch, Injectable } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  NotAuthenticated,
  PermissionDenied,
  ReauthenticationRequired,
  SessionIsOver,
  TokenExpired,
  TokenInvalid,
  TwoFactorRequired,
  TwoFactorSetupRequired,
} from './errors.js';

/**
 * Answers the refusals of `AuthGuard` as `application/problem+json` (RFC 9457), in a service that has no filter of its own for them:
 * `{ provide: APP_FILTER, useClass: AccessErrorsFilter }`. Works on Express and Fastify.
 */
@Injectable()
@Catch(
  NotAuthenticated,
  TokenExpired,
  TokenInvalid,
  SessionIsOver,
  PermissionDenied,
  ReauthenticationRequired,
  TwoFactorRequired,
  TwoFactorSetupRequired,
  Unavailable,
)
export class AccessErrorsFilter implements ExceptionFilter<DomainError> {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(error: DomainError, host: ArgumentsHost): void {
    const { httpAdapter } = this.adapterHost;
    const response = host.switchToHttp().getResponse<unknown>();
    const headers = { 'content-type': 'application/problem+json; charset=utf-8', ...challenge(error), ...retry(error) };
    for (const [name, value] of Object.entries(headers)) httpAdapter.setHeader(response, name, value);
    httpAdapter.reply(response, JSON.stringify(error.getResponse()), error.getStatus()); // as text: Nest would call an object application/json
  }
}

/** RFC 6750 §3.1: `error` only where a token came. */
function challenge({ kind, code }: DomainError): Record<string, string> {
  if (kind !== 'unauthenticated') return {};
  return { 'www-authenticate': code === NotAuthenticated.code ? 'Bearer' : 'Bearer error="invalid_token"' };
}

function retry({ extras }: DomainError): Record<string, string> {
  return extras.retryAfter === undefined ? {} : { 'retry-after': String(extras.retryAfter) };
}
