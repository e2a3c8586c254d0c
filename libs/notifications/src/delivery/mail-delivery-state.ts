/**
 * What became of a mail. `deferred`: a try failed and another comes; `failed`: refused for good, or every try used up; `dropped`: not sent,
 * since what it brings is dead or the mailbox had its share of the hour. @internal
 */
export const MAIL_DELIVERY_STATES = ['queued', 'sent', 'deferred', 'failed', 'dropped'] as const;
/** One of `MAIL_DELIVERY_STATES`. */
export type MailDeliveryState = (typeof MAIL_DELIVERY_STATES)[number];
