import { Clock, groupedBy, SealBroken } from '@castellan/common';
import type { Vault } from '@castellan/common';
import { RevocationBus } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { newBackupCodes } from '../backup-codes/backup-code.js';
import { SealedCodes } from '../backup-codes/sealed-codes.service.js';
import { TWO_FACTOR_OPTIONS } from '../options.js';
import type { TwoFactorOptions } from '../options.js';
import { contextOf, secretVault } from '../totp/totp-secrets.service.js';
import type { PortedBackupCode, PortedTotp, PortedTwoFactor } from './ported-two-factor.js';
import { PortedTwoFactorRepository } from './ported-two-factor.repository.js';
import type { CodeRow, FactorRow } from './ported-two-factor.repository.js';

/** Base32 (RFC 4648, §6) of at least 80 bits, as authenticator apps take it; shorter ones are guessed. */
const SECRET = /^[A-Z2-7]{16,256}$/;

/** Two-step sign-in of users who are brought along and handed on, many at once and in the caller's transaction. */
@Injectable()
export class TwoFactorPorting {
  private readonly vault: Vault;

  constructor(
    @Inject(TWO_FACTOR_OPTIONS) { secretKeys }: TwoFactorOptions,
    private readonly repository: PortedTwoFactorRepository,
    private readonly sealedCodes: SealedCodes,
    private readonly bus: RevocationBus,
    private readonly clock: Clock,
  ) {
    this.vault = secretVault(secretKeys);
  }

  /** Could an authenticator's codes be checked by it? */
  isSecret(secret: string): boolean {
    return SECRET.test(secret);
  }

  /** A backup code of another system as it is kept; null where it has not the form of one. See `BROUGHT_CODE`. */
  readCode(code: string): string | null {
    return this.sealedCodes.read(code);
  }

  /** With secrets and codes in the clear: for an export that seals them. A secret that opens no more is left out. */
  async read(userIds: readonly string[]): Promise<ReadonlyMap<string, PortedTwoFactor>> {
    const [factors, codes] = [await this.repository.factorsOf(userIds), await this.repository.codesOf(userIds)];
    const byUser = groupedBy(codes, ({ userId }) => userId);
    const switched = new Map(factors.map((factor) => [factor.userId, factor]));
    const some = [...new Set([...switched.keys(), ...byUser.keys()])];
    return new Map(some.map((userId) => [userId, this.portedOf(userId, switched.get(userId), byUser.get(userId) ?? [])]));
  }

  /** Puts it in the place of what there is; null turns it off. Nobody is asked for a code. @param areNew nobody knows these users yet */
  async write(values: ReadonlyMap<string, PortedTwoFactor | null>, areNew = false): Promise<void> {
    if (values.size === 0) return;
    await this.repository.replace(
      [...values.keys()],
      [...values].flatMap(([userId, value]) => (value?.enabledAt ? [this.factorRow(userId, value.enabledAt, value.totp)] : [])),
      [...values].flatMap(([userId, value]) => (value ? this.codeRows(userId, value.backupCodes) : [])),
    );
    if (!areNew) for (const userId of values.keys()) await this.bus.publish({ kind: 'user', id: userId });
  }

  private portedOf(userId: string, factor: FactorRow | undefined, codes: readonly CodeRow[]): PortedTwoFactor {
    const backupCodes = codes.flatMap((code) => this.portedCode(userId, code));
    if (!factor) return { enabledAt: null, totp: null, backupCodes };
    const { enabledAt, totpEnabledAt, lastUsedStep } = factor;
    const secret = factor.secret === null ? null : this.open(userId, factor.secret);
    const totp = secret === null ? null : { secret, enabledAt: totpEnabledAt ?? enabledAt, lastUsedStep: Number(lastUsedStep) };
    return { enabledAt, totp, backupCodes };
  }

  private portedCode(userId: string, { selector, codeHash, createdAt, usedAt }: CodeRow): readonly PortedBackupCode[] {
    if (!this.sealedCodes.isSealed(codeHash)) return [{ selector, hash: codeHash, createdAt, usedAt }];
    const code = this.sealedCodes.open(userId, codeHash);
    return code === null ? [] : [{ code, createdAt, usedAt }];
  }

  private factorRow(userId: string, enabledAt: Date, totp: PortedTotp | null): FactorRow {
    return {
      userId,
      secret: totp && this.vault.seal(totp.secret, contextOf(userId)),
      lastUsedStep: String(totp?.lastUsedStep ?? 0),
      enabledAt,
      totpEnabledAt: totp?.enabledAt ?? null,
      createdAt: this.clock.now(),
    };
  }

  /** Those in the clear are found by opening them, so their selectors say nothing. */
  private codeRows(userId: string, codes: readonly PortedBackupCode[]): readonly CodeRow[] {
    const taken = codes.flatMap((code) => ('selector' in code ? [code.selector] : []));
    const selectors = newBackupCodes(codes.length - taken.length, taken).map(({ selector }) => selector);
    return codes.map((code) => {
      const { createdAt, usedAt } = code;
      if ('selector' in code) return { userId, selector: code.selector, codeHash: code.hash, createdAt, usedAt };
      return { userId, selector: selectors.pop()!, codeHash: this.sealedCodes.seal(userId, code.code), createdAt, usedAt };
    });
  }

  private open(userId: string, sealed: string): string | null {
    try {
      return this.vault.open(sealed, contextOf(userId)).toString();
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }
}
