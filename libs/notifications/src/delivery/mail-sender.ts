import { Inject, Injectable, Logger } from '@nestjs/common';
import { MailerService } from '@nestjs-modules/mailer';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsRules } from '../notifications.options.js';
import { DeliveryFailed, failureOf } from './delivery-failure.js';
import type { Failure } from './delivery-failure.js';
import type { QueuedMail } from './mail-seal.js';
import { MailServer } from './mail-server.js';
import { outgoingMail } from './outgoing-mail.js';

const NO_UTF8: Failure = { isPermanent: true, summary: 'the address has letters beyond ASCII, and the mail server has no SMTPUTF8' };

/** Hands a mail to the mail server. Logs name jobs, templates and the server's answer, never addresses or links. */
@Injectable()
export class MailSender {
  private readonly logger = new Logger(MailSender.name);

  constructor(
    private readonly mailer: MailerService,
    private readonly server: MailServer,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: NotificationsRules,
  ) {}

  /** True when it was sent; false when the server refuses it for good. @throws DeliveryFailed when trying again may help */
  async send(jobId: string, mail: QueuedMail): Promise<boolean> {
    const failure = await this.attempt(jobId, mail);
    if (!failure) return true;
    this.logger.warn(`Mail job ${jobId} (${mail.template}) ${failure.isPermanent ? 'is given up' : 'failed'}: ${failure.summary}.`);
    if (!failure.isPermanent) throw new DeliveryFailed(failure.summary);
    return false;
  }

  private async attempt(jobId: string, mail: QueuedMail): Promise<Failure | null> {
    try {
      if (!(await this.server.carries(mail.to))) return NO_UTF8;
      await this.mailer.sendMail(outgoingMail(jobId, mail, this.options));
      return null;
    } catch (error) {
      return failureOf(error, mail.to);
    }
  }
}
