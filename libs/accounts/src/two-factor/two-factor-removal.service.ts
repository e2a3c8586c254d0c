import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { NotEnabled, TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import type { Answers } from '../factors/factor-proof.js';
import { FactorProofs } from '../factors/factor-proofs.service.js';
import { OwnPassword } from '../passwords/own-password.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import { ProofRecords } from '../events/proof-records.service.js';
import type { User } from '../users/user.types.js';
import { TwoFactorChanges } from './two-factor-changes.service.js';

const EVENT = 'twofactor_disabled';

/** Its owner turns two-step sign-in off, by proving both factors. */
@Injectable()
export class TwoFactorRemoval {
  constructor(
    private readonly twoFactor: TwoFactor,
    private readonly password: OwnPassword,
    private readonly proofs: FactorProofs,
    private readonly changes: TwoFactorChanges,
    private readonly records: ProofRecords,
    private readonly live: LiveCaller,
  ) {}

  /**
   * The password first: a wrong one spends no code. Authenticator and backup codes are deleted; passkeys and sessions stay.
   * @param answers by any second factor
   * @throws NotEnabled, ValidationFailed, Throttled, ReauthenticationRequired, and what the `SecondFactorProof` throws
   */
  async disable(caller: Caller, password: string | null, answers: Answers, context: RequestContext): Promise<void> {
    if (!(await this.twoFactor.isEnabled(caller.userId))) throw new NotEnabled();
    const asked = this.password.demand(caller, password, 'password');
    const user = await this.records.refusals(asked, { event: EVENT, wrong: 'wrong_password' }, caller, context);
    const proof = this.proofs.second(answers);
    const proving = proof.prove(caller, answers[proof.field] ?? null, context);
    await this.records.refusals(proving, { event: EVENT, wrong: proof.wrong, refusal: proof.refusal }, caller, context);
    await this.live.change(caller, (now) => this.remove(now, caller, context), user);
  }

  private async remove(user: User, { sessionId }: Caller, context: RequestContext): Promise<void> {
    if (!(await this.twoFactor.disable(user.id))) throw new NotEnabled();
    await this.changes.made('two-factor-disabled', user, sessionId, context);
  }
}
