/** A message that was delivered to the development inbox instead of a mail server or phone. */
export interface InboxMessage {
  readonly id: string;
  readonly channel: 'email' | 'sms';
  readonly to: string;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  /** The absolute URLs of the message, in the order they appear. */
  readonly links: readonly string[];
  /** The one-time code of the message, if it carries one. */
  readonly code: string | null;
  readonly sentAt: Date;
}
