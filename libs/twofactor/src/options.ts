import type { SecretKeys } from '@castellan/common';

/** What `TwoFactorModule.forRoot` needs. */
export interface TwoFactorOptions {
  /** Seal the secrets at rest. */
  readonly secretKeys: SecretKeys;
  /** The name that authenticator apps show, before the address of the account. Without a colon, which ends it there. */
  readonly issuer: string;
  /** How many backup codes a user gets: `BACKUP_CODES`, where it is not given. */
  readonly backupCodes?: number;
  /** How long a new secret waits to be enabled, in milliseconds: `SETUP_TTL_MS`, where it is not given. */
  readonly setupTtlMs?: number;
}

export const TWO_FACTOR_OPTIONS = Symbol('TWO_FACTOR_OPTIONS');
