import { Inject, Injectable } from '@nestjs/common';
import { Vault } from '@castellan/common';
import type { Mail, MailTemplate } from '../mails.js';
import { maskedAddress } from './masked-address.js';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';

/** The queue whose handler delivers mails; its dead letters are in `mail.dead`. */
export const MAIL_QUEUE = 'mail';

/** What a template reads: plain values, times already written out, no line breaks in user-given text. */
export type MailView = Readonly<Record<string, string | number>>;

/** `isCounted`: `allows` counted it, or somebody caused it who has proven to be no stranger. It is sent, whatever the caps say. */
export interface Caused {
  readonly isCounted?: boolean;
}

/** A mail as it waits in the queue. */
export interface QueuedMail {
  readonly to: string;
  readonly template: MailTemplate;
  readonly view: MailView;
  /** Counted before it was enqueued, or caused by nobody that is capped. */
  readonly isCounted?: true;
  /** When its code or link dies, in milliseconds of the clock. */
  readonly expiresAt?: number;
}

/** Seals mails for the queue: their links are secrets, and job tables end up in dumps, panels and support tickets. */
@Injectable()
export class MailSeal {
  private readonly vault: Vault;

  constructor(@Inject(NOTIFICATIONS_OPTIONS) options: Pick<NotificationsRules, 'secretKeys'>) {
    this.vault = new Vault(options.secretKeys, 'notifications/queue');
  }

  /** @param expiresAt see `expiryOf` */
  close({ to, template, data }: Mail, { isCounted = false }: Caused = {}, expiresAt: number | null = null): string {
    const queued: QueuedMail = {
      to,
      template,
      view: viewOf(data),
      ...(isCounted && { isCounted }),
      ...(expiresAt !== null && { expiresAt }),
    };
    return this.vault.seal(JSON.stringify(queued), MAIL_QUEUE);
  }

  /** @throws SealBroken when no configured key opens it */
  open(sealed: string): QueuedMail {
    // The seal is authenticated: whatever opens was written by `close`.
    return JSON.parse(this.vault.open(sealed, MAIL_QUEUE).toString()) as QueuedMail;
  }
}

function viewOf(data: Mail['data']): MailView {
  const values: readonly (readonly [string, string | number | Date])[] = Object.entries(data);
  return Object.fromEntries(values.map(([name, value]) => [name, plain(name, value)]));
}

function plain(name: string, value: string | number | Date): string | number {
  if (value instanceof Date) return readable(value);
  // The mail goes to another mailbox than this address names, whose reader may not be its owner.
  if (name === 'newEmail' && typeof value === 'string') return singleLine(maskedAddress(value));
  return typeof value === 'string' ? singleLine(value) : value;
}

/** "21 November 2026 at 03:28 UTC": the reader's time zone is not known here. */
function readable(moment: Date): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(moment)} UTC`;
}

/**
 * Control and direction characters would let a device name forge lines of the text twin, or show its words in another order
 * (Unicode TR36 §2.5).
 */
function singleLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
