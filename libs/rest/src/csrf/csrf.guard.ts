import { carriesCookie, RouteMemory } from '@castellan/common';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { CsrfRejected } from '../errors/http-errors.js';
import { REST_OPTIONS, type RestOptions } from '../rest-options.js';
import { allowedOrigins } from './allowed-origins.js';
import { refusalOf } from './origin-line.js';
import { CHECKS_ORIGIN } from './sets-cookies.decorator.js';

/**
 * Refuses cross-site requests that would act with a visitor's cookies or change them (docs/reference/contract.md#csrf; OWASP CSRF cheat
 * sheet, "Verifying origin with standard headers" and "Fetch metadata"). It needs no token and no state.
 */
@Injectable()
export class CsrfGuard implements CanActivate {
  private readonly origins: ReadonlySet<string>;
  private readonly cookieNames: readonly string[];
  private readonly rules: RouteMemory<{ readonly always: boolean; readonly never: boolean }>;

  constructor(reflector: Reflector, @Inject(REST_OPTIONS) options: RestOptions) {
    this.rules = new RouteMemory((route) => {
      const checks = reflector.getAllAndOverride<boolean | undefined>(CHECKS_ORIGIN, [route.getHandler(), route.getClass()]);
      return { always: checks === true, never: checks === false };
    });
    this.origins = allowedOrigins(options);
    const { accessName, refreshName, deviceName, pendingName } = options.cookies;
    this.cookieNames = [accessName, refreshName, deviceName, pendingName];
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (isSafe(request.method)) return true;
    const { always, never } = this.rules.of(context);
    if (never || (!always && !this.actsWithCookies(request))) return true;
    if (this.comesFromAllowedOrigin(request)) return true;
    throw new CsrfRejected(refusalOf(request.headers.origin));
  }

  /**
   * `Authorization` makes cookies ignored, and no foreign page can add it without a CORS preflight that fails. Routes that set
   * cookies are checked all the same: there the harm is in the answer.
   */
  private actsWithCookies({ headers: { cookie, authorization } }: FastifyRequest): boolean {
    if (cookie === undefined || authorization !== undefined) return false;
    return this.cookieNames.some((name) => carriesCookie(cookie, name));
  }

  /** `Origin` decides where it is sent; `null` (sandboxed frames, redirects) is nobody's. Neither header: not a browser. */
  private comesFromAllowedOrigin({ headers }: FastifyRequest): boolean {
    if (headers.origin !== undefined) return this.origins.has(headers.origin);
    const site = headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  }
}

/** RFC 9110 §9.2.1. */
function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}
