import type { WebhookEvent } from '../events/webhook-events.js';
import type { JudgedAddress } from './judged-address.js';

/** An address of another service, and what it is told. Never its secret. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** For people. */
  readonly description: string;
  readonly isActive: boolean;
  /** Since when nothing but failures came back; null while the last delivery went well. */
  readonly failingSince: Date | null;
  /** When the service switched it off by itself, after days of nothing but failures; null unless it did. */
  readonly switchedOffAt: Date | null;
  /** Until then what it is told is signed with its former secret too; null without one. */
  readonly formerSecretUntil: Date | null;
  readonly createdAt: Date;
}

/** What a new endpoint is made of. */
export interface NewWebhookEndpoint {
  /** https, and at a public address, unless `WebhooksOptions.allow` says otherwise. */
  readonly url: string | JudgedAddress;
  /** Of `WEBHOOK_EVENTS`, at least one. */
  readonly events: readonly string[];
  readonly description?: string;
}

/** What of an endpoint is changed; what is left out stays. */
export interface WebhookEndpointChange extends Partial<NewWebhookEndpoint> {
  /** False: it is told nothing until it is switched on again, nor is it later told what it missed. */
  readonly isActive?: boolean;
}

/** A new endpoint and its secret, which is not told again. */
export interface CreatedWebhookEndpoint {
  readonly endpoint: WebhookEndpoint;
  /** `whsec_` and base64 (Standard Webhooks). */
  readonly secret: string;
}

/** As mails name it: what stands in a path or a query is often a secret of the receiver's. */
export function endpointName({ url, description }: Pick<WebhookEndpoint, 'url' | 'description'>): string {
  const { host } = new URL(url);
  return description === '' ? host : `${description} (${host})`;
}
