import { Clock } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { BackupCodes } from './backup-codes/backup-codes.service.js';
import { AlreadyEnabled } from './errors.js';
import { TotpSecrets } from './totp/totp-secrets.service.js';
import { TwoFactorRepository } from './totp/two-factor.repository.js';
import type { Around, RemovedPart } from './two-factor.types.js';

/** Turns two-step sign-in of a user on and off. */
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

  /**
   * By an authenticator. The backup codes, none where it was on by another second factor; null when the code is wrong or nothing is being
   * set up. @throws AlreadyEnabled
   */
  async enable(userId: string, code: string, { before, also }: Around): Promise<readonly string[] | null> {
    const activation = await this.secrets.activation(userId, code);
    if (!activation) return null;
    const codes = await this.backupCodes.prepare(userId);
    return this.transaction.run(async () => {
      await before();
      const activated = await this.repository.activate(activation, this.clock.now());
      if (!activated) return this.lost(userId);
      if (!activated.wasOn) await this.backupCodes.add(userId, codes);
      await this.tell(userId);
      await also();
      return activated.wasOn ? [] : codes.shown;
    });
  }

  /** Without one. @throws AlreadyEnabled */
  async turnOn(userId: string, { before, also }: Around): Promise<readonly string[]> {
    const codes = await this.backupCodes.prepare(userId);
    return this.transaction.run(async () => {
      await before();
      if (!(await this.repository.turnOn(userId, this.clock.now()))) throw new AlreadyEnabled();
      await this.backupCodes.add(userId, codes);
      await this.tell(userId);
      await also();
      return codes.shown;
    });
  }

  /** Whether it was on. */
  disable(userId: string): Promise<boolean> {
    return this.transaction.run(async () => {
      if (!(await this.repository.delete(userId))) return false; // codes without the switch are not its own to delete
      await this.backupCodes.deleteOf(userId);
      await this.tell(userId);
      return true;
    });
  }

  removeSince(userId: string, moment: Date): Promise<readonly RemovedPart[]> {
    return this.transaction.run(async () => {
      const removed = await this.repository.deleteSince(userId, moment);
      const hadCodes = await this.backupCodes.deleteSince(userId, moment);
      if (removed === 'second_factor') {
        await this.tell(userId);
        return [removed];
      }
      return [...(removed ? [removed] : []), ...(hadCodes ? (['backup_codes'] as const) : [])];
    });
  }

  /** Somebody else was faster: enabled the same secret, or made a newer one. */
  private async lost(userId: string): Promise<null> {
    if ((await this.repository.find(userId))?.secret) throw new AlreadyEnabled();
    return null;
  }

  /** Caches remember whether two-step sign-in of a user is on. */
  private tell(userId: string): Promise<void> {
    return this.revocations.publish({ kind: 'user', id: userId });
  }
}
