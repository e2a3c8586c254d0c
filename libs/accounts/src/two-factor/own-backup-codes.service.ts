import { TwoFactorRequired } from '@castellan/access';
import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { NotEnabled, TwoFactor } from '@castellan/twofactor';
import type { BackupCodesView } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { OwnPassword } from '../passwords/own-password.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import { ProofRecords } from '../events/proof-records.service.js';
import { TwoFactorChanges } from './two-factor-changes.service.js';

/** A signed-in user's backup codes: how many are left, and new ones. */
@Injectable()
export class OwnBackupCodes {
  constructor(
    private readonly twoFactor: TwoFactor,
    private readonly password: OwnPassword,
    private readonly sessions: UserSessions,
    private readonly records: ProofRecords,
    private readonly changes: TwoFactorChanges,
    private readonly live: LiveCaller,
  ) {}

  /** @throws NotEnabled */
  list({ userId }: Caller): Promise<BackupCodesView> {
    return this.twoFactor.backupCodes(userId);
  }

  /**
   * New codes; the old ones are dead. A password alone must not give a second factor: on a trusted device it would open all that trust
   * does not (docs/reference/contract.md#devices).
   * @throws NotEnabled, TwoFactorRequired on a session without a second factor, ValidationFailed for a wrong password, ReauthenticationRequired
   */
  async regenerate(caller: Caller, password: string | null, context: RequestContext): Promise<readonly string[]> {
    if (!(await this.twoFactor.isEnabled(caller.userId))) throw new NotEnabled();
    if (!(await this.sessions.isOfTwoFactors(caller.sessionId))) throw new TwoFactorRequired();
    const asked = this.password.demand(caller, password, 'password');
    const user = await this.records.refusals(asked, { event: 'backup_codes_regenerated', wrong: 'wrong_password' }, caller, context);
    const tell = () => this.changes.made('backup-codes-regenerated', user, caller.sessionId, context);
    const hold = () => this.live.hold(caller, user);
    return this.twoFactor.regenerateBackupCodes(user.id, tell, hold);
  }
}
