import { Clock } from '@castellan/common';
import type { DomainErrorClass } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { PermissionDenied, ReauthenticationRequired, TwoFactorRequired, TwoFactorSetupRequired } from '../errors.js';
import { ACCESS_OPTIONS } from '../options.js';
import type { AccessRules } from '../options.js';
import type { Authenticated } from '../requests/authenticated.js';
import type { Standing } from '../session-state.js';
import type { Caller } from '../tokens/claims.js';
import type { Requirements } from './requirements.js';

/** How long after its proof a sign-in counts as recent, where the host does not tell (`@RequiresRecentAuth()`). */
export const RECENT_AUTH_MS = 5 * 60_000;

/** Holds a caller to what a route asks. */
@Injectable()
export class Demands {
  constructor(
    private readonly clock: Clock,
    @Inject(ACCESS_OPTIONS) private readonly rules: AccessRules,
  ) {}

  /** @throws PermissionDenied, ReauthenticationRequired, TwoFactorRequired, TwoFactorSetupRequired */
  demand({ caller, standing }: Authenticated, requirements: Requirements): void {
    this.demandStanding(standing, requirements);
    this.demandAssurance(caller, requirements);
  }

  /** Without `SessionState` nothing is known of the caller's standing, so nothing that depends on it is granted. */
  private demandStanding(standing: Standing | null, { whileEnrolling, staff, permissions = [] }: Requirements): void {
    if (standing?.mustEnrol && !whileEnrolling) throw this.pointing(TwoFactorSetupRequired);
    if (staff && !standing?.isStaff) throw new PermissionDenied();
    if (!permissions.every((permission) => standing?.hasPermission(permission))) throw new PermissionDenied();
  }

  private demandAssurance(caller: Caller, { aal, recent }: Requirements): void {
    if (aal && caller.aal < aal) throw this.pointing(TwoFactorRequired);
    if (recent && !this.isRecent(caller)) throw this.pointing(ReauthenticationRequired);
  }

  private isRecent(caller: Caller): boolean {
    return this.clock.seconds() - caller.authTime < this.rules.recentMs / 1000;
  }

  /** The routes that it names are Castellan's, and this host is another: there they need their whole address. */
  private pointing(Refusal: DomainErrorClass): Error {
    const { ownApi, issuer } = this.rules;
    return ownApi ? new Refusal() : new Refusal({ detail: Refusal.detail.replaceAll('POST /', `POST ${issuer}/`) });
  }
}
