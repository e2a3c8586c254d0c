import type { SecretKeys } from '@castellan/common';

/** Times are milliseconds. */
export interface KeysOptions {
  /** Seal the private halves. */
  readonly secretKeys: SecretKeys;
  /** Age at which a new signing key takes over: `SIGNING_KEY_MAX_AGE_MS`, where it is not given. */
  readonly signingKeyMaxAgeMs?: number;
  /** Life of an access token: a superseded signing key is kept that long. */
  readonly accessTtlMs: number;
}

export const KEYS_OPTIONS = Symbol('KEYS_OPTIONS');
