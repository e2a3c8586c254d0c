import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { OwnOtp } from '../otp/own-otp.service.js';
import { OwnPassword } from '../passwords/own-password.service.js';
import { OwnSessions } from '../sessions/own-sessions.service.js';
import type { RenewedSession } from '../sessions/session.types.js';
import { OwnCode } from '../two-factor/own-code.service.js';
import { secondFactorMethods } from '../sessions/factors.js';
import { ProofRecords } from '../events/proof-records.service.js';

/** What a signed-in user gives to prove anew who they are. */
export interface Reproof {
  readonly password: string | null;
  readonly code: string | null;
  /** A one-time code that was sent to their own address or number. */
  readonly otpCode: string | null;
}

/** A signed-in user proves again who they are, so that sensitive routes open for a while (docs/reference/contract.md#recent-proof). */
@Injectable()
export class Reauthentication {
  constructor(
    private readonly own: OwnPassword,
    private readonly code: OwnCode,
    private readonly otp: OwnOtp,
    private readonly twoFactor: TwoFactor,
    private readonly sessions: OwnSessions,
    private readonly transaction: Transaction,
    private readonly records: ProofRecords,
  ) {}

  /**
   * With a second factor on, its code is asked for and the session is of assurance level 2 afterwards; else the password, or a code sent
   * to them.
   * @throws ValidationFailed for a wrong password or code, Throttled after ten wrong codes, and what `OwnPassword.demand` throws
   */
  async prove(caller: Caller, proof: Reproof, context: RequestContext): Promise<RenewedSession> {
    if (await this.twoFactor.isEnabled(caller.userId)) return this.byCode(caller, proof.code, context);
    return proof.password === null && proof.otpCode !== null
      ? this.byOtp(caller, proof.otpCode, context)
      : this.byPassword(caller, proof.password, context);
  }

  private async byPassword(caller: Caller, password: string | null, context: RequestContext): Promise<RenewedSession> {
    const proven = this.own.demand(caller, password, 'password');
    const { tokenVersion } = await this.records.refusals(proven, { event: 'reauthenticated', wrong: 'wrong_password' }, caller, context);
    return this.recordingSuccess(caller, context, () => this.sessions.renew(caller.sessionId, tokenVersion));
  }

  private async byCode(caller: Caller, code: string | null, context: RequestContext): Promise<RenewedSession> {
    const proven = this.code.demand(caller, code, context);
    const { user, second } = await this.records.refusals(proven, { event: 'reauthenticated', wrong: 'wrong_code' }, caller, context);
    const methods = secondFactorMethods(second);
    return this.recordingSuccess(caller, context, () => this.sessions.raise(caller.sessionId, user.tokenVersion, methods));
  }

  private async byOtp(caller: Caller, code: string, context: RequestContext): Promise<RenewedSession> {
    const proven = this.otp.demand(caller, code);
    const { tokenVersion } = await this.records.refusals(proven, { event: 'reauthenticated', wrong: 'wrong_code' }, caller, context);
    return this.recordingSuccess(caller, context, () => this.sessions.renew(caller.sessionId, tokenVersion));
  }

  private recordingSuccess(caller: Caller, context: RequestContext, renew: () => Promise<RenewedSession>): Promise<RenewedSession> {
    return this.transaction.run(async () => {
      await this.records.success('reauthenticated', caller, context);
      return renew();
    });
  }
}
