import type { SecretKeys } from '@castellan/common';

/** Options of `SignalsModule.forRoot`. */
export interface SignalsOptions {
  /** Deliveries that wait are sealed with them. */
  readonly secretKeys: SecretKeys;
}

export const SIGNALS_OPTIONS = Symbol('SIGNALS_OPTIONS');
