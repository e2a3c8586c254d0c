import { Clock, DomainError } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard as PassportGuard } from '@nestjs/passport';
import { NotAuthenticated, PermissionDenied, ReauthenticationRequired, TwoFactorRequired, TwoFactorSetupRequired } from '../errors.js';
import { ACCESS_OPTIONS } from '../options.js';
import type { AccessOptions } from '../options.js';
import { ACCESS_STRATEGY } from '../tokens/access-token.strategy.js';
import type { Authenticated } from '../tokens/access-token.strategy.js';
import type { Caller } from '../tokens/claims.js';
import { REQUIREMENTS } from './requirements.js';
import type { Requirements } from './requirements.js';

const SIGNED_IN: Requirements = {};

/** Closed by default: a route without `@Public()` needs a signed-in caller (OWASP ASVS 4.1.5). */
@Injectable()
export class AuthGuard extends PassportGuard(ACCESS_STRATEGY) {
  private readonly known = new WeakMap<object, Requirements>();

  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
    @Inject(ACCESS_OPTIONS) private readonly access: AccessOptions,
  ) {
    super({ session: false, property: 'authenticated' });
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const requirements = this.requirementsOf(context);
    if (requirements.public) return true;
    await super.canActivate(context);
    const { caller, standing } = context.switchToHttp().getRequest<{ authenticated: Authenticated }>().authenticated;
    if (standing?.mustEnrol && !requirements.whileEnrolling) throw new TwoFactorSetupRequired();
    if (requirements.staff && !standing?.isStaff) throw new PermissionDenied();
    if (requirements.permission && !standing?.hasPermission(requirements.permission)) throw new PermissionDenied();
    if (requirements.aal && caller.aal < requirements.aal) throw new TwoFactorRequired();
    if (requirements.recent && !this.isRecent(caller)) throw new ReauthenticationRequired();
    return true;
  }

  /** Called by passport with what our strategy found; every refusal of ours is already a domain error. */
  override handleRequest<T = Authenticated>(error: unknown, authenticated: T | false | null, info: unknown): T {
    if (error) throw error;
    if (authenticated) return authenticated;
    throw info instanceof DomainError ? info : new NotAuthenticated();
  }

  private isRecent(caller: Caller): boolean {
    return this.clock.seconds() - caller.authTime < this.access.recentMs / 1000;
  }

  private requirementsOf(context: ExecutionContext): Requirements {
    const handler = context.getHandler();
    let found = this.known.get(handler);
    if (!found) {
      found = this.reflector.getAllAndOverride<Requirements | undefined>(REQUIREMENTS, [handler, context.getClass()]) ?? SIGNED_IN;
      this.known.set(handler, found);
    }
    return found;
  }
}
