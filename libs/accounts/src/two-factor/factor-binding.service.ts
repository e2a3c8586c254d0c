import { TwoFactorRequired } from '@castellan/access';
import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { OwnOtp } from '../otp/own-otp.service.js';
import { ProofRecords } from '../events/proof-records.service.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import { UsersRepository } from '../users/users.repository.js';

/** What is bound. */
type Binding = 'twofactor_setup' | 'twofactor_enabled' | 'passkey_added';

/**
 * What is proven before a second factor is bound to an account, besides that the session is a recent one: a password alone, which a thief
 * may have, is no reason for it. Where two-step sign-in is on, the session has proven a second factor already; where it is off, staff
 * reads the mail of the account (docs/decisions/0207-a-factor-is-bound-beside-another-by-that-one.md).
 */
@Injectable()
export class FactorBinding {
  constructor(
    private readonly users: UsersRepository,
    private readonly twoFactor: TwoFactor,
    private readonly sessions: UserSessions,
    private readonly otp: OwnOtp,
    private readonly records: ProofRecords,
  ) {}

  /**
   * @param mailedCode asked for from staff
   * @param event what a wrong one is remembered as
   * @throws TwoFactorRequired, ValidationFailed under `otp_code`
   */
  async demand(caller: Caller, mailedCode: string | null, event: Binding, context: RequestContext): Promise<void> {
    if (await this.demandBeside(caller)) return;
    const user = await this.users.find(caller.userId);
    if (!user || !(user.isStaff || user.isSuperuser)) return;
    const proving = this.otp.demandMailed(user, mailedCode);
    await this.records.refusals(proving, { event, wrong: 'wrong_code' }, caller, context);
  }

  /**
   * Once more in the transaction that binds it, which holds the user: two-step sign-in may have been turned on since, on another session.
   * Gives whether it is on. @throws TwoFactorRequired
   */
  async demandBeside({ userId, sessionId }: Caller): Promise<boolean> {
    if (!(await this.twoFactor.isEnabled(userId))) return false;
    if (!(await this.sessions.isOfTwoFactors(sessionId))) throw new TwoFactorRequired();
    return true;
  }
}
