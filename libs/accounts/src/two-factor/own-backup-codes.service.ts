import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { NotEnabled, TwoFactor } from '@castellan/twofactor';
import type { BackupCodesView } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { OwnPassword } from '../passwords/own-password.service.js';
import { TwoFactorChanges } from './two-factor-changes.service.js';

/** A signed-in user's backup codes: how many are left, and new ones. */
@Injectable()
export class OwnBackupCodes {
  constructor(
    private readonly twoFactor: TwoFactor,
    private readonly password: OwnPassword,
    private readonly changes: TwoFactorChanges,
  ) {}

  /** @throws NotEnabled */
  list({ userId }: Caller): Promise<BackupCodesView> {
    return this.twoFactor.backupCodes(userId);
  }

  /** New codes; the old ones are dead. @throws NotEnabled, ValidationFailed for a wrong password, ReauthenticationRequired */
  async regenerate(caller: Caller, password: string | null, context: RequestContext): Promise<readonly string[]> {
    if (!(await this.twoFactor.isEnabled(caller.userId))) throw new NotEnabled();
    const user = await this.password.demand(caller, password, 'password');
    return this.twoFactor.regenerateBackupCodes(user.id, () =>
      this.changes.made('backup-codes-regenerated', user, caller.sessionId, context),
    );
  }
}
