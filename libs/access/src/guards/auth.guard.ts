import { DomainError, RouteMemory } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { AuthGuard as PassportGuard } from '@nestjs/passport';
import { NotAuthenticated } from '../errors.js';
import { ACCESS_OPTIONS } from '../options.js';
import type { AccessRules } from '../options.js';
import { refusalHeaders } from '../refusal-headers.js';
import { authenticatedOf, carrierOf, forgetAuthenticated, keepAuthenticated } from '../requests/authenticated.js';
import type { Authenticated } from '../requests/authenticated.js';
import { requestOf } from '../requests/request-of.js';
import type { TokenRequest } from '../requests/token-request.js';
import { AccessTokenStrategy } from '../tokens/access-token.strategy.js';
import { Demands } from './demands.js';
import { requirementsOf } from './requirements.js';
import type { Requirements } from './requirements.js';

const SIGNED_IN: Requirements = {};

/**
 * Closed by default: a route without `@Public()` needs a signed-in caller (OWASP ASVS 4.1.5). For routes of HTTP, resolvers of GraphQL,
 * messages of gateways and microservices, as `APP_GUARD` or by `@UseGuards(AuthGuard)`. Its refusals are `HttpException`s.
 */
@Injectable()
export class AuthGuard extends PassportGuard() {
  private readonly requirements = new RouteMemory((route) => requirementsOf(route.getClass(), route.getHandler()) ?? SIGNED_IN);

  constructor(
    @Inject(ACCESS_OPTIONS) private readonly rules: AccessRules,
    private readonly strategy: AccessTokenStrategy,
    private readonly demands: Demands,
  ) {
    // The strategy itself, not a name: passport keeps names for the whole process. One made from it for each request: passport writes onto
    // it how this request goes on, so that callers of a shared one would be taken for each other.
    const options = () => ({ defaultStrategy: Object.create(strategy) as unknown, session: false });
    super(options());
    // For good: Nest gives every guard of passport the options of the `PassportModule` that its module imports, and with them a strategy.
    Object.defineProperty(this, 'options', { get: options, set: () => undefined });
  }

  override canActivate(context: ExecutionContext): Promise<boolean> {
    return this.admit(context) as Promise<boolean>; // Nest takes both; the parent's signature names only the promise
  }

  /** One of our own, for passport writes onto it: who it found, `authInfo`, methods like `logIn`. The host may have others by these names. */
  override getRequest(context: ExecutionContext): TokenRequest {
    const request = (this.rules.requestOf ?? requestOf)(context);
    if (!request) throw new NotAuthenticated();
    return { headers: request.headers };
  }

  /** Called by passport with what our strategy found, which is kept also where the route asks for more than the caller has. */
  override handleRequest<T = Authenticated>(error: unknown, _caller: T, found: unknown, context: ExecutionContext): T {
    if (error) throw error as Error; // strategies reject with Errors
    if (found instanceof Error) throw found;
    keepAuthenticated(carrierOf(context), found as Authenticated);
    return found as T;
  }

  private admit(context: ExecutionContext): boolean | Promise<boolean> {
    const requirements = this.requirements.of(context);
    if (requirements.public) return openTo(context);
    return this.recognises(context, requirements) || this.admitKnown(context, requirements);
  }

  /**
   * Whoever was let in before is let in again without passport and without a promise, which `GET me/` would pay for at every request
   * (docs/benchmarks.md). False says nothing about the request: then all is asked from the beginning.
   */
  private recognises(context: ExecutionContext, requirements: Requirements): boolean {
    const request = (this.rules.requestOf ?? requestOf)(context);
    const found = request && this.strategy.recall(request);
    if (!found || !this.meets(found, requirements)) return false;
    keepAuthenticated(carrierOf(context), found);
    return true;
  }

  private meets(found: Authenticated, requirements: Requirements): boolean {
    try {
      this.demands.demand(found, requirements);
      return true;
    } catch {
      return false; // the long way finds the same, and says it
    }
  }

  private async admitKnown(context: ExecutionContext, requirements: Requirements): Promise<boolean> {
    try {
      await this.authenticate(context);
      this.demands.demand(authenticatedOf(context)!, requirements);
    } catch (error) {
      announce(error, context);
      throw error;
    }
    return true;
  }

  /** @throws NotAuthenticated, TokenExpired, TokenInvalid, SessionIsOver, Unavailable */
  private async authenticate(context: ExecutionContext): Promise<void> {
    try {
      await super.canActivate(context); // leads to `handleRequest`
    } catch (error) {
      forgetAuthenticated(carrierOf(context));
      throw error;
    }
  }
}

/** Nobody is known there. What stands for a call elsewhere ends with it, or is shared by fields that are not public; a socket goes on. */
function openTo(context: ExecutionContext): true {
  if (context.getType() === 'ws') forgetAuthenticated(carrierOf(context));
  return true;
}

/** So that they reach clients whatever filter the host has; a response of Express and a reply of Fastify have the same method for it. */
function announce(error: unknown, context: ExecutionContext): void {
  if (context.getType() !== 'http' || !(error instanceof DomainError)) return;
  const response = context.switchToHttp().getResponse<{ header(name: string, value: string): unknown }>();
  for (const [name, value] of Object.entries(refusalHeaders(error))) response.header(name, value);
}
