import type { SecretKeys } from '@castellan/common';

/** What `LogModule.forRoot` needs. */
export interface LogOptions {
  /** Names that nobody has are kept hashed by the first; all find them. */
  readonly secretKeys: SecretKeys;
}

export const LOG_OPTIONS = Symbol('LOG_OPTIONS');
