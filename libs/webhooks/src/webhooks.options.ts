import type { SecretKeys } from '@castellan/common';

/** What `WebhooksModule.forRoot` needs. */
export interface WebhooksOptions {
  /** Secrets and waiting deliveries are sealed with them. */
  readonly secretKeys: SecretKeys;
}

export const WEBHOOKS_OPTIONS = Symbol('WEBHOOKS_OPTIONS');
