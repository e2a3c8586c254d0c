import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { InvalidPasskey } from '@castellan/passkeys';
import type { Assertion } from '@castellan/passkeys';
import { AlreadyEnabled, TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { ProofRecords } from '../events/proof-records.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import { OwnSessions } from '../sessions/own-sessions.service.js';
import type { RenewedSession } from '../sessions/session.types.js';
import { FactorBinding } from '../two-factor/factor-binding.service.js';
import { TwoFactorChanges } from '../two-factor/two-factor-changes.service.js';
import type { EnabledTwoFactor } from '../two-factor/two-factor-enrolment.service.js';
import type { User } from '../users/user.types.js';
import { OwnPasskeyProof } from './own-passkey-proof.service.js';
import { reprovenBy } from './passkey.factor.js';

const REFUSED = { event: 'twofactor_enabled', wrong: 'wrong_passkey', refusal: InvalidPasskey } as const;

/** A signed-in user turns two-step sign-in on by a passkey of their own, without an authenticator app. */
@Injectable()
export class PasskeyEnrolment {
  constructor(
    private readonly own: OwnPasskeyProof,
    private readonly twoFactor: TwoFactor,
    private readonly sessions: OwnSessions,
    private readonly live: LiveCaller,
    private readonly changes: TwoFactorChanges,
    private readonly binding: FactorBinding,
    private readonly records: ProofRecords,
  ) {}

  /**
   * The session is of assurance level 2 afterwards, where the passkey raises it.
   * @param otpCode mailed to staff: they may have added the passkey before they were any, by their password alone
   * @throws AlreadyEnabled, ValidationFailed under `otp_code`, InvalidPasskey, Unavailable, and as `LiveCaller.hold`
   */
  async enable(caller: Caller, credential: unknown, otpCode: string | null, context: RequestContext): Promise<EnabledTwoFactor> {
    if (await this.twoFactor.isEnabled(caller.userId)) throw new AlreadyEnabled();
    await this.binding.demand(caller, otpCode, REFUSED.event, context);
    const { user, assertion } = await this.records.refusals(this.own.demand(caller, credential, context), REFUSED, caller, context);
    const enabled: { renewed?: RenewedSession } = {};
    const follow = async (): Promise<void> => {
      await this.changes.made('two-factor-enabled', user, caller.sessionId, context);
      enabled.renewed = await this.sessions.provenAnew(caller.sessionId, reprovenBy(user, assertion, caller));
    };
    const turningOn = this.twoFactor.turnOn(user.id, follow, () => this.hold(caller, user, assertion));
    const backupCodes = await this.records.refusals(turningOn, REFUSED, caller, context);
    if (!enabled.renewed) throw new Error('Two-step sign-in was turned on, and its session not renewed.');
    return { backupCodes, renewed: enabled.renewed };
  }

  /** Nobody is left with a second step that they cannot take. */
  private async hold(caller: Caller, user: User, assertion: Assertion): Promise<void> {
    await this.live.hold(caller, user);
    await this.own.demandKept(assertion);
  }
}
