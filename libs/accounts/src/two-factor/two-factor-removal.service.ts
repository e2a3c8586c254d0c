import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { NotEnabled, TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { OwnPassword } from '../passwords/own-password.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import { ProofRecords } from '../events/proof-records.service.js';
import type { User } from '../users/user.types.js';
import { OwnCode } from './own-code.service.js';
import { TwoFactorChanges } from './two-factor-changes.service.js';

const EVENT = 'twofactor_disabled';

/** Its owner turns the second factor off, by proving both. */
@Injectable()
export class TwoFactorRemoval {
  constructor(
    private readonly twoFactor: TwoFactor,
    private readonly password: OwnPassword,
    private readonly code: OwnCode,
    private readonly changes: TwoFactorChanges,
    private readonly records: ProofRecords,
    private readonly live: LiveCaller,
  ) {}

  /** The password first: a wrong one spends no code. Sessions stay. @throws NotEnabled, ValidationFailed, Throttled, ReauthenticationRequired */
  async disable(caller: Caller, password: string | null, code: string, context: RequestContext): Promise<void> {
    if (!(await this.twoFactor.isEnabled(caller.userId))) throw new NotEnabled();
    const asked = this.password.demand(caller, password, 'password');
    const user = await this.records.refusals(asked, { event: EVENT, wrong: 'wrong_password' }, caller, context);
    await this.records.refusals(this.code.demand(caller, code, context), { event: EVENT, wrong: 'wrong_code' }, caller, context);
    await this.live.change(caller, (now) => this.remove(now, caller, context), user);
  }

  private async remove(user: User, { sessionId }: Caller, context: RequestContext): Promise<void> {
    if (!(await this.twoFactor.disable(user.id))) throw new NotEnabled();
    await this.changes.made('two-factor-disabled', user, sessionId, context);
  }
}
