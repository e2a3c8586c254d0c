import { Inject, Injectable } from '@nestjs/common';
import { MailQueue } from './delivery/mail-queue.js';
import type { Mail } from './mails.js';
import { NOTIFICATIONS_OPTIONS } from './notifications.options.js';
import type { NotificationsOptions } from './notifications.options.js';
import { SmsAllowance } from './sms/sms-allowance.js';
import { SmsDispatch } from './sms/sms-dispatch.service.js';
import type { Sms, SmsOutcome } from './sms/sms.js';

/** Sends mails and SMS durably: what is enqueued in a transaction goes out when that commits, and never if it is rolled back. */
@Injectable()
export class Notifications {
  constructor(
    private readonly mails: MailQueue,
    private readonly allowance: SmsAllowance,
    private readonly sms: SmsDispatch,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: NotificationsOptions,
  ) {}

  /** Whether SMS are sent at all here. */
  get sendsSms(): boolean {
    return this.options.sms.provider.kind !== 'off';
  }

  /**
   * Enqueues one mail in the open transaction, or on its own when none is open. Returns as soon as it is enqueued: a mail server
   * that is down delays the mail, not the caller. Mails beyond the cap per address and kind are enqueued alike and dropped later, so
   * that neither answer nor time tells.
   */
  async send(mail: Mail): Promise<void> {
    await this.mails.enqueue(mail);
  }

  /**
   * Enqueues one SMS likewise, unless it is refused: by country, by the budgets against pumping, or because SMS is off or stopped.
   * A refusal resolves with its reason, which is for `auth_events`: the client gets the same answer as ever.
   */
  async sendSms(sms: Sms): Promise<SmsOutcome> {
    const refused = await this.allowance.take(sms);
    if (refused) return { refused };
    await this.sms.dispatch(sms);
    return 'queued';
  }
}
