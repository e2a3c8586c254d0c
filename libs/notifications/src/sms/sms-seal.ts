import { Vault } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import type { OutgoingSms } from './sms-transport.js';

/** An SMS that is not in words yet. */
export interface QueuedSms extends Omit<OutgoingSms, 'text'> {
  /** For the language: see `Sms`. */
  readonly userId?: string;
  readonly language?: string;
}

/** The queue whose handler delivers SMS; its dead letters are in `sms.dead`. */
export const SMS_QUEUE = 'sms';

/** An SMS as it waits in the queue: number and code are in `sealed` alone. */
export interface SmsJob {
  /** Of the row in `sms_deliveries`. */
  readonly id: string;
  readonly sealed: string;
}

/** Seals SMS for the queue, each for its own delivery. */
@Injectable()
export class SmsSeal {
  private readonly vault: Vault;

  constructor(@Inject(NOTIFICATIONS_OPTIONS) { secretKeys }: NotificationsRules) {
    this.vault = new Vault(secretKeys, 'notifications/queue');
  }

  close(sms: QueuedSms): SmsJob {
    return { id: sms.id, sealed: this.vault.seal(JSON.stringify(sms), `sms:${sms.id}`) };
  }

  /** @throws SealBroken when no configured key opens it */
  open({ id, sealed }: SmsJob): QueuedSms {
    // The seal is authenticated: whatever opens was written by `close`.
    return JSON.parse(this.vault.open(sealed, `sms:${id}`).toString()) as QueuedSms;
  }
}
