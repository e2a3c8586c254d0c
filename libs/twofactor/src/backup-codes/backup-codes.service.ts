import { Clock } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { NotEnabled } from '../errors.js';
import { TWO_FACTOR_OPTIONS } from '../options.js';
import type { TwoFactorOptions } from '../options.js';
import { TwoFactorRepository } from '../totp/two-factor.repository.js';
import type { Around, BackupCodesView } from '../two-factor.types.js';
import { newBackupCodes, readBackupCode, writeBackupCode } from './backup-code.js';
import { hashBackupCode, matchesBackupCode } from './backup-code-hash.js';
import { BackupCodesRepository } from './backup-codes.repository.js';
import type { NewCode, StoredCode } from './backup-codes.repository.js';
import { BROUGHT_CODE } from './brought-code.js';
import { SealedCodes } from './sealed-codes.service.js';

/** How many backup codes a user gets, where the host does not tell. */
export const BACKUP_CODES = 10;

/** New codes: what the user sees once, and what is stored. */
export interface PreparedCodes {
  readonly shown: readonly string[];
  /** @internal */
  readonly stored: readonly NewCode[];
}

/** The codes on paper, for who has lost the phone. */
@Injectable()
export class BackupCodes {
  constructor(
    @Inject(TWO_FACTOR_OPTIONS) private readonly options: TwoFactorOptions,
    private readonly repository: BackupCodesRepository,
    private readonly sealedCodes: SealedCodes,
    private readonly factors: TwoFactorRepository,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** Makes and hashes new codes; nothing is stored yet, so that no transaction waits for the hashes. They fit beside those there are. */
  async prepare(userId: string): Promise<PreparedCodes> {
    const codes = newBackupCodes(this.options.backupCodes ?? BACKUP_CODES, await this.repository.selectorsOf(userId));
    const stored: NewCode[] = [];
    // One after the other: a hash takes 16 MiB, and the threads that compute it are shared with files and DNS.
    for (const { selector, secret } of codes) stored.push({ selector, codeHash: await hashBackupCode(secret) });
    return { shown: codes.map(writeBackupCode), stored };
  }

  /** In the open transaction: older ones stay good, as whoever has them on paper believes. */
  add(userId: string, { stored }: PreparedCodes): Promise<void> {
    return this.repository.add(userId, stored, this.clock.now());
  }

  /** Spends a code. How many are left; null when it is wrong or was used. */
  async spend(userId: string, typed: string): Promise<number | null> {
    const code = readBackupCode(typed);
    if (!code) return BROUGHT_CODE.test(typed) ? this.spendBrought(userId, typed) : null;
    const stored = await this.repository.find(userId, code.selector);
    const isRight = await matchesBackupCode(code.secret, stored?.codeHash ?? null);
    return isRight && stored ? this.spendOnce(userId, stored.id) : null;
  }

  /** As above, of another system: it costs the one hash that every check costs. */
  private async spendBrought(userId: string, typed: string): Promise<number | null> {
    const stored: StoredCode | null = this.sealedCodes.match(userId, typed, await this.repository.sealedOf(userId));
    await matchesBackupCode(typed, null);
    return stored && this.spendOnce(userId, stored.id);
  }

  /** New codes in the place of all older ones. @throws NotEnabled */
  async renew(userId: string, { before, also }: Around): Promise<readonly string[]> {
    if (!(await this.factors.isEnabled(userId))) throw new NotEnabled();
    const codes = await this.prepare(userId);
    await this.transaction.run(async () => {
      await before();
      if (!(await this.factors.lockEnabled(userId))) throw new NotEnabled();
      await this.deleteOf(userId);
      await this.add(userId, codes);
      await also();
    });
    return codes.shown;
  }

  /** In the open transaction. */
  deleteOf(userId: string): Promise<void> {
    return this.repository.deleteOf(userId);
  }

  /** In the open transaction: whether there were any. */
  deleteSince(userId: string, moment: Date): Promise<boolean> {
    return this.repository.deleteSince(userId, moment);
  }

  exportOf(userId: string): Promise<readonly unknown[]> {
    return this.repository.exportOf(userId);
  }

  async of(userId: string): Promise<BackupCodesView> {
    const codes = await this.repository.uses(userId);
    return { total: codes.length, remaining: codes.filter(({ usedAt }) => usedAt === null).length, codes };
  }

  /** The lock makes the number of codes left exact where two are spent at once. */
  private spendOnce(userId: string, id: string): Promise<number | null> {
    return this.transaction.run(async () => {
      if (!(await this.factors.lockEnabled(userId))) return null;
      return this.repository.spend(userId, id, this.clock.now());
    });
  }
}
