import { equalInConstantTime, SealBroken, Vault } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { TWO_FACTOR_OPTIONS } from '../options.js';
import type { TwoFactorOptions } from '../options.js';
import { BROUGHT_CODE } from './brought-code.js';

const PREFIX = 'sealed$';
/** Compared in the place of a code that opens no more: longer than any that is typed. */
const NO_CODE = Buffer.alloc(64);

/**
 * Backup codes of another system, which gave them away in the clear: kept sealed for their user, as the secret beside them is, since a slow
 * hash of each would take as long as all else of an import (docs/decisions/0268-backup-codes-brought-along.md).
 */
@Injectable()
export class SealedCodes {
  private readonly vault: Vault;

  constructor(@Inject(TWO_FACTOR_OPTIONS) { secretKeys }: TwoFactorOptions) {
    this.vault = new Vault(secretKeys, 'twofactor/backup-code');
  }

  /** As it is kept and compared; null for what has another form. */
  read(code: string): string | null {
    const read = plain(code);
    return BROUGHT_CODE.test(read) ? read : null;
  }

  isSealed(stored: string): boolean {
    return stored.startsWith(PREFIX);
  }

  seal(userId: string, code: string): string {
    return PREFIX + this.vault.seal(plain(code), userId.toLowerCase());
  }

  /** Null for one that was altered, moved here, or sealed by a key that is gone. */
  open(userId: string, stored: string): string | null {
    try {
      return this.vault.open(stored.slice(PREFIX.length), userId.toLowerCase()).toString();
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }

  /** The one that was typed. All are looked at, whichever it is. */
  match<Stored extends { readonly codeHash: string }>(userId: string, typed: string, codes: readonly Stored[]): Stored | null {
    const given = Buffer.from(plain(typed));
    const matching = codes.filter(({ codeHash }) => {
      const code = this.open(userId, codeHash);
      return equalInConstantTime(code === null ? NO_CODE : Buffer.from(code), given);
    });
    return matching[0] ?? null;
  }
}

/** Case and dashes are for people. */
const plain = (code: string): string => code.replace(/[\s-]/g, '').toLowerCase();
