import { Clock } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { BackupCodes } from './backup-codes/backup-codes.service.js';
import { AlreadyEnabled } from './errors.js';
import { TotpSecrets } from './totp/totp-secrets.service.js';
import { TwoFactorRepository } from './totp/two-factor.repository.js';
import type { Around } from './two-factor.types.js';

/** Turns the second factor of a user on and off. */
@Injectable()
export class Enrolment {
  constructor(
    private readonly secrets: TotpSecrets,
    private readonly backupCodes: BackupCodes,
    private readonly repository: TwoFactorRepository,
    private readonly transaction: Transaction,
    private readonly revocations: RevocationBus,
    private readonly clock: Clock,
  ) {}

  /** The backup codes; null when the code is wrong or nothing is being set up. @throws AlreadyEnabled */
  async enable(userId: string, code: string, { before, also }: Around): Promise<readonly string[] | null> {
    const activation = await this.secrets.activation(userId, code);
    if (!activation) return null;
    const codes = await this.backupCodes.prepare();
    return this.transaction.run(async () => {
      await before();
      if (!(await this.repository.activate(activation, this.clock.now()))) return this.lost(userId);
      await this.backupCodes.store(userId, codes);
      await this.tell(userId);
      await also();
      return codes.shown;
    });
  }

  /** Whether it was on. */
  disable(userId: string): Promise<boolean> {
    return this.transaction.run(async () => {
      const wasEnabled = await this.repository.delete(userId);
      await this.backupCodes.deleteOf(userId);
      if (wasEnabled) await this.tell(userId);
      return wasEnabled;
    });
  }

  removeSince(userId: string, moment: Date): Promise<'second_factor' | 'backup_codes' | null> {
    return this.transaction.run(async () => {
      const wasEnabled = await this.repository.deleteSince(userId, moment);
      if (!wasEnabled) return (await this.backupCodes.deleteSince(userId, moment)) ? 'backup_codes' : null;
      await this.backupCodes.deleteOf(userId);
      await this.tell(userId);
      return 'second_factor';
    });
  }

  /** Somebody else was faster: enabled the same secret, or made a newer one. */
  private async lost(userId: string): Promise<null> {
    if (await this.repository.isEnabled(userId)) throw new AlreadyEnabled();
    return null;
  }

  /** Caches remember whether a user has a second factor. */
  private tell(userId: string): Promise<void> {
    return this.revocations.publish({ kind: 'user', id: userId });
  }
}
