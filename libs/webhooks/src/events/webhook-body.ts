import type { SignalMeta } from '@castellan/signals';
import type { WebhookEvent } from './webhook-events.js';

/** What is told: `{type, timestamp, data}` (Standard Webhooks, "Payload structure"); the facts by the names they have in the API. */
export function webhookBody(event: WebhookEvent, facts: object, { at }: Pick<SignalMeta, 'at'>): string {
  const data = Object.fromEntries(Object.entries(facts).map(([name, value]) => [snakeCase(name), value as unknown]));
  return JSON.stringify({ type: event, timestamp: at.toISOString(), data });
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
