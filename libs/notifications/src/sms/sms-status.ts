/** What may become of an SMS. */
export const SMS_STATUSES = ['queued', 'sent', 'delivered', 'undelivered', 'failed'] as const;

/** `queued`: not at the network yet; `sent`: at the recipient's network; the other three are final. */
export type SmsStatus = (typeof SMS_STATUSES)[number];

/** What may come before each: reports arrive late and out of order, and a final one stays. */
export const BEFORE: Readonly<Record<SmsStatus, readonly SmsStatus[]>> = {
  queued: [],
  sent: ['queued'],
  delivered: ['queued', 'sent'],
  undelivered: ['queued', 'sent'],
  failed: ['queued', 'sent'],
};

export const FAILURES: readonly SmsStatus[] = ['undelivered', 'failed'];
