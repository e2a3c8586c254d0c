import type { SecretKeys } from '@castellan/common';

/** Options of `SignalsModule.forRoot`. */
export interface SignalsOptions {
  /** Deliveries that wait are sealed with them. */
  readonly secretKeys: SecretKeys;
  /** Told to handlers, for those that hear of more than one Castellan. */
  readonly issuer?: string;
}

export const SIGNALS_OPTIONS = Symbol('SIGNALS_OPTIONS');
