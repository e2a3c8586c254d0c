import type { SecretKeys } from '@castellan/common';

/** What `WebhooksModule.forRoot` needs. */
export interface WebhooksOptions {
  /** Secrets and waiting deliveries are sealed with them. */
  readonly secretKeys: SecretKeys;
  /** Blocks of addresses and names of hosts that endpoints may be at without TLS and in private networks; none unless told. */
  readonly allow?: readonly string[];
  /** How long after each failure it is tried again, about, in milliseconds: `WEBHOOK_RETRIES_MS`, unless told. */
  readonly retriesMs?: readonly number[];
}

/** The options as they hold. */
export type WebhooksRules = Required<WebhooksOptions>;

export const WEBHOOKS_OPTIONS = Symbol('WEBHOOKS_OPTIONS');
