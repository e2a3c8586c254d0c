import { Clock, DomainError } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard as PassportGuard } from '@nestjs/passport';
import { NotAuthenticated, PermissionDenied, ReauthenticationRequired, TwoFactorRequired, TwoFactorSetupRequired } from '../errors.js';
import { ACCESS_OPTIONS } from '../options.js';
import type { AccessRules } from '../options.js';
import type { Standing } from '../session-state.js';
import { AccessTokenStrategy } from '../tokens/access-token.strategy.js';
import type { Authenticated } from '../tokens/access-token.strategy.js';
import type { Caller } from '../tokens/claims.js';
import { REQUIREMENTS } from './requirements.js';
import type { Requirements } from './requirements.js';

/** How long after its proof a sign-in counts as recent, where the host does not tell (`@RequiresRecentAuth()`). */
export const RECENT_AUTH_MS = 5 * 60_000;

const SIGNED_IN: Requirements = {};

/** Closed by default: a route without `@Public()` needs a signed-in caller (OWASP ASVS 4.1.5). */
@Injectable()
export class AuthGuard extends PassportGuard() {
  private readonly known = new WeakMap<object, Requirements>();

  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
    @Inject(ACCESS_OPTIONS) private readonly access: AccessRules,
    strategy: AccessTokenStrategy,
  ) {
    super({ defaultStrategy: strategy.ownName, session: false, property: 'authenticated' });
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const requirements = this.requirementsOf(context);
    if (requirements.public) return true;
    await super.canActivate(context);
    const { authenticated } = context.switchToHttp().getRequest<{ authenticated: Authenticated }>();
    demandStanding(authenticated.standing, requirements);
    this.demandAssurance(authenticated.caller, requirements);
    return true;
  }

  /** Called by passport with what our strategy found; every refusal of ours is already a domain error. */
  override handleRequest<T = Authenticated>(error: unknown, authenticated: T | false | null, info: unknown): T {
    if (error) throw error as Error; // strategies reject with Errors
    if (authenticated) return authenticated;
    throw info instanceof DomainError ? info : new NotAuthenticated();
  }

  private demandAssurance(caller: Caller, { aal, recent }: Requirements): void {
    if (aal && caller.aal < aal) throw new TwoFactorRequired();
    if (recent && !this.isRecent(caller)) throw new ReauthenticationRequired();
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

/** Without `SessionState` nothing is known of the caller's standing, so nothing that depends on it is granted. */
function demandStanding(standing: Standing | null, { whileEnrolling, staff, permission }: Requirements): void {
  if (standing?.mustEnrol && !whileEnrolling) throw new TwoFactorSetupRequired();
  if (staff && !standing?.isStaff) throw new PermissionDenied();
  if (permission && !standing?.hasPermission(permission)) throw new PermissionDenied();
}
