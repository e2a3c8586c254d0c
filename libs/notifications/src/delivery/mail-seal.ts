import { Inject, Injectable } from '@nestjs/common';
import { Vault } from '@castellan/common';
import type { Mail, MailTemplate } from '../mails.js';
import { maskedAddress } from './masked-address.js';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import { inWords, told } from '../rendering/told.js';
import type { MailView, Told } from '../rendering/told.js';

/** The queue whose handler delivers mails; its dead letters are in `mail.dead`. */
export const MAIL_QUEUE = 'mail';

/** A mail as it waits in the queue: whom it is for and what is in it are in `sealed` alone. */
export interface MailJob {
  /** Of the row in `mail_deliveries`; those of the version before have none. */
  readonly id?: string;
  readonly sealed: string;
}

/** Who reads a message, for the language of it, and whether it was counted. */
export interface Caused {
  /** `allows` counted it, or somebody caused it who has proven to be no stranger. It is sent, whatever the caps say. */
  readonly isCounted?: boolean;
  /** Whose mail it is, where the address is not the one of their account (any more, or yet). */
  readonly userId?: string;
  /** The `Accept-Language` of the request that caused it. */
  readonly language?: string | null | undefined;
}

/** What is sealed. */
export interface QueuedMail {
  readonly to: string;
  readonly template: MailTemplate;
  readonly told: Told;
  /** Counted before it was enqueued, or caused by nobody that is capped. */
  readonly isCounted?: true;
  /** When its code or link dies, in milliseconds of the clock. */
  readonly expiresAt?: number;
  readonly userId?: string;
  readonly language?: string;
}

/** As it is stored: `view` is what the version before this one reads, whose mails have nothing but that. */
type StoredMail = Omit<QueuedMail, 'told'> & { readonly view: MailView; readonly told?: Told };

/** Seals mails for the queue: their links are secrets, and job tables end up in dumps, panels and support tickets. */
@Injectable()
export class MailSeal {
  private readonly vault: Vault;

  constructor(@Inject(NOTIFICATIONS_OPTIONS) private readonly options: Pick<NotificationsRules, 'secretKeys' | 'messages'>) {
    this.vault = new Vault(options.secretKeys, 'notifications/queue');
  }

  /** @param expiresAt see `expiryOf` */
  close({ to, template, data }: Mail, { isCounted = false, userId, language }: Caused = {}, expiresAt: number | null = null): string {
    const values = told(masked(data));
    const stored: StoredMail = {
      to,
      template,
      view: inWords(values, template, 'en', this.options.messages),
      told: values,
      ...(isCounted && { isCounted }),
      ...(expiresAt !== null && { expiresAt }),
      ...(userId !== undefined && { userId }),
      ...(language && { language }),
    };
    return this.vault.seal(JSON.stringify(stored), MAIL_QUEUE);
  }

  /** @throws SealBroken when no configured key opens it */
  open(sealed: string): QueuedMail {
    // The seal is authenticated: whatever opens was written by `close`.
    const { view, told: values, ...mail } = JSON.parse(this.vault.open(sealed, MAIL_QUEUE).toString()) as StoredMail;
    return { ...mail, told: values ?? view };
  }
}

/** The mail goes to another mailbox than `newEmail` names, whose reader may not be its owner. */
function masked(data: Mail['data']): Mail['data'] {
  return 'newEmail' in data ? { ...data, newEmail: maskedAddress(data.newEmail) } : data;
}
