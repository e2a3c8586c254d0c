import { Clock } from '@castellan/common';
import type { DomainErrorClass } from '@castellan/common';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { PermissionDenied, ReauthenticationRequired, TwoFactorRequired, TwoFactorSetupRequired } from '../errors.js';
import { ACCESS_OPTIONS } from '../options.js';
import type { AccessRules } from '../options.js';
import type { Authenticated } from '../requests/authenticated.js';
import type { Standing } from '../session-state.js';
import type { Caller } from '../tokens/claims.js';
import { ClaimedStanding } from './claimed-standing.js';
import type { WithoutPermissions } from './claimed-standing.js';
import type { Requirements } from './requirements.js';

/** How long after its proof a sign-in counts as recent, where the host does not tell (`@RequiresRecentAuth()`). */
export const RECENT_AUTH_MS = 5 * 60_000;

/** What a refusal adds where the token names no permissions. */
const WITHOUT_PERMISSIONS: Readonly<Record<WithoutPermissions, string>> = {
  missing: 'This service reads permissions from the token, and the token has none.',
  omitted: 'This service reads permissions from the token, and the token leaves them out, since they are too many.',
  unreadable: 'This service reads permissions from the token, and what the token has there is no list of them.',
};

/** What whoever runs the service is told of it, once each. */
const TOLD: Readonly<Record<WithoutPermissions, string>> = {
  missing: 'they name no permissions. Set TOKEN_CLAIMS=permissions there.',
  omitted: 'one leaves its permissions out, since they are too many (permissions_omitted). Whoever has it gets in nowhere by a permission.',
  unreadable: 'the claim permissions of one is no list of texts. Something else than TOKEN_CLAIMS writes it.',
};

/** Holds a caller to what a route asks. */
@Injectable()
export class Demands {
  private readonly logger = new Logger(Demands.name);
  private readonly told = new Set<WithoutPermissions>();

  constructor(
    private readonly clock: Clock,
    @Inject(ACCESS_OPTIONS) private readonly rules: AccessRules,
  ) {}

  /** @throws PermissionDenied, ReauthenticationRequired, TwoFactorRequired, TwoFactorSetupRequired */
  demand({ caller, standing }: Authenticated, requirements: Requirements): void {
    this.demandStanding(standing, requirements);
    if (requirements.permissions) this.demandPermissions(standing ?? new ClaimedStanding(caller.claims), requirements.permissions);
    this.demandAssurance(caller, requirements);
  }

  /** Without `SessionState` nobody is known to be staff. */
  private demandStanding(standing: Standing | null, { whileEnrolling, staff }: Requirements): void {
    if (standing?.mustEnrol && !whileEnrolling) throw this.pointing(TwoFactorSetupRequired);
    if (staff && !standing?.isStaff) throw new PermissionDenied();
  }

  private demandPermissions(standing: Standing, permissions: readonly string[]): void {
    if (permissions.every((permission) => standing.hasPermission(permission))) return;
    const without = standing instanceof ClaimedStanding ? standing.without : null;
    if (without === null) throw new PermissionDenied();
    this.tell(without);
    throw new PermissionDenied({ detail: `${PermissionDenied.detail} ${WITHOUT_PERMISSIONS[without]}` });
  }

  private tell(without: WithoutPermissions): void {
    if (this.told.has(without)) return;
    this.told.add(without);
    this.logger.warn(`@RequiresPermission() refuses tokens of ${this.rules.issuer}: ${TOLD[without]}`);
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
