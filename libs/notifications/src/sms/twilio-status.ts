import type { SmsStatus } from './sms-status.js';

/** Twilio's message statuses (Messaging API, *Message status values*), as far as they concern what we send. */
const MEANINGS: ReadonlyMap<unknown, SmsStatus> = new Map<string, SmsStatus>([
  ['accepted', 'queued'],
  ['scheduled', 'queued'],
  ['queued', 'queued'],
  ['sending', 'queued'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'undelivered'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/** Null for a status that says nothing here. */
export function twilioStatus(status: unknown): SmsStatus | null {
  return MEANINGS.get(status) ?? null;
}
