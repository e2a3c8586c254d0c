import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { AlreadyEnabled, TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { OwnOtp } from '../otp/own-otp.service.js';
import { ProofRecords } from '../events/proof-records.service.js';
import { UsersRepository } from '../users/users.repository.js';

/**
 * What staff proves before a second factor is set up at the API: that they read the mail of the account. Their password alone, which a
 * thief may have, is no reason to bind an authenticator that opens the panel.
 */
@Injectable()
export class StaffMailProof {
  constructor(
    private readonly users: UsersRepository,
    private readonly twoFactor: TwoFactor,
    private readonly otp: OwnOtp,
    private readonly records: ProofRecords,
  ) {}

  /** @throws ValidationFailed under `otp_code`; AlreadyEnabled, which spends no code */
  async demand(caller: Caller, code: string | null, context: RequestContext): Promise<void> {
    const user = await this.users.find(caller.userId);
    if (!user || !(user.isStaff || user.isSuperuser)) return;
    if (await this.twoFactor.isEnabled(user.id)) throw new AlreadyEnabled();
    await this.records.refusals(this.otp.demandMailed(user, code), { event: 'twofactor_setup', wrong: 'wrong_code' }, caller, context);
  }
}
