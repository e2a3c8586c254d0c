import { Inject, Injectable } from '@nestjs/common';
import { DeliveryReport } from './delivery/delivery-report.js';
import type { MailOutcome, SmsOutcomeCounted } from './delivery/delivery-report.js';
import { MailAllowance } from './delivery/mail-allowance.js';
import { MailQueue } from './delivery/mail-queue.js';
import type { Caused } from './delivery/mail-seal.js';
import type { StrangersMail } from './mail-kinds.js';
import type { Mail } from './mails.js';
import { NOTIFICATIONS_OPTIONS } from './notifications.options.js';
import type { NotificationsRules } from './notifications.options.js';
import { SmsAllowance } from './sms/sms-allowance.js';
import { SmsDispatch } from './sms/sms-dispatch.service.js';
import type { Sms, SmsOutcome } from './sms/sms.js';

/** Sends mails and SMS durably: what is enqueued in a transaction goes out when that commits, and never if it is rolled back. */
@Injectable()
export class Notifications {
  constructor(
    private readonly mails: MailQueue,
    private readonly mailAllowance: MailAllowance,
    private readonly report: DeliveryReport,
    private readonly smsAllowance: SmsAllowance,
    private readonly sms: SmsDispatch,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: NotificationsRules,
  ) {}

  /** Whether SMS are sent at all here. */
  get sendsSms(): boolean {
    return this.options.sms.provider.kind !== 'off';
  }

  /**
   * May a stranger have one more mail of this kind sent to the address? Counts it. Ask before making the link, whose mail beyond the cap
   * would be dropped while it kills the older one, which did arrive; then send with `isCounted`. Where there is nobody to send to, say so:
   * the store is asked alike, and nothing is counted that nobody sees. False, too, while the store is away or full: nothing is thrown that
   * could tell who has an account.
   */
  async allows(template: StrangersMail, to: string, { sendsNothing = false } = {}): Promise<boolean> {
    try {
      if (!sendsNothing) return await this.mailAllowance.take(template, to);
      await this.mailAllowance.pretend(template, to);
    } catch {
      await this.report.held('that was asked for');
    }
    return false;
  }

  /**
   * Enqueues one mail in the open transaction, or on its own when none is open. Returns as soon as it is enqueued: a mail server
   * that is down delays the mail, not the caller. Mails that strangers can cause, beyond the caps, are enqueued alike and dropped later,
   * so that neither answer nor time tells.
   */
  async send(mail: Mail, caused: Caused = {}): Promise<void> {
    await this.mails.enqueue(mail, caused);
  }

  /** How many mails, or tries to send one, this process has seen end each way. */
  mailCounts(): ReadonlyMap<MailOutcome, number> {
    return this.report.counts();
  }

  /** The same of SMS. @internal */
  smsCounts(): ReadonlyMap<SmsOutcomeCounted, number> {
    return this.report.smsCounts();
  }

  /** Calls the listener when a mail waits because the store that counts is away or full. */
  whenHeld(listener: () => Promise<void>): void {
    this.report.whenHeld(listener);
  }

  /**
   * Enqueues one SMS likewise, unless it is refused: by country, by the budgets against pumping, or because SMS is off or stopped.
   * A refusal resolves with its reason, which is for `auth_events`: the client gets the same answer as ever.
   */
  async sendSms(sms: Sms): Promise<SmsOutcome> {
    const refused = await this.smsAllowance.take(sms);
    if (refused) {
      this.report.noteSms('refused');
      return { refused };
    }
    await this.sms.dispatch(sms);
    return 'queued';
  }
}
