import type { MailTemplate } from '../mails.js';

/** One mail, ready to leave. */
export interface OutgoingMail {
  /** Of the delivery; the same in every try: what a provider takes as an idempotency key. */
  readonly id: string;
  readonly kind: MailTemplate;
  /** One address. Never parse it as a list: what people typed stands in it. */
  readonly to: string;
  /** `Name <address>` or an address. */
  readonly from: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With its angle brackets; the same in every try, so that a mail that arrives twice is recognised as one. */
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The one-time code that is in it; null without. A secret, as the links are. */
  readonly code: string | null;
}

/**
 * Port: takes mails to where they are delivered. By default an SMTP server, and without one the development inbox. The queue, its tries,
 * the caps and the templates are not its business: they stay whatever stands here.
 *
 * Called by the queue's worker, in no transaction and never while somebody waits. A mail may come twice (a process may die between the
 * answer and our note of it), with the same `id`.
 */
export abstract class MailTransport {
  /**
   * Resolves when the mail is somebody else's to deliver. Whatever else it throws, it is asked again, for some seven hours; so it is when
   * it has not answered within a minute. Its errors are logged without what looks like an address, a link or a code.
   * @throws MailRefused when trying again will not help
   */
  abstract send(mail: OutgoingMail): Promise<void>;
}

/** Nobody will ever take this mail: it is given up. The reason is logged: say in it neither whom it is for nor what is in it. */
export class MailRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = MailRefused.name;
  }
}
