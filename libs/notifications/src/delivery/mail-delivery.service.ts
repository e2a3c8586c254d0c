import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Jobs } from '@castellan/data';
import { MailerService } from '@nestjs-modules/mailer';
import { NOTIFICATIONS_OPTIONS } from '../notifications.options.js';
import type { NotificationsOptions } from '../notifications.options.js';
import { DeliveryFailed, failureOf } from './delivery-failure.js';
import { HeldMails } from './held-mails.js';
import { MailAllowance } from './mail-allowance.js';
import { MAIL_QUEUE, MailSeal } from './mail-seal.js';
import type { QueuedMail } from './mail-seal.js';
import { outgoingMail } from './outgoing-mail.js';

/** About seven hours of doubling pauses, from 5 s on; what fails longer becomes a dead letter. */
const QUEUE = { retryLimit: 12, retryDelaySeconds: 5, expireInSeconds: 120, concurrency: 4 } as const;

/** Delivers queued mails. May run twice for a job; logs name jobs and templates, never addresses or links. */
@Injectable()
export class MailDelivery implements OnModuleInit {
  private readonly logger = new Logger(MailDelivery.name);

  constructor(
    private readonly jobs: Jobs,
    private readonly mailer: MailerService,
    private readonly seal: MailSeal,
    private readonly allowance: MailAllowance,
    private readonly held: HeldMails,
    @Inject(NOTIFICATIONS_OPTIONS) private readonly options: NotificationsOptions,
  ) {}

  onModuleInit(): void {
    this.jobs.handle<{ readonly sealed: string }>(MAIL_QUEUE, QUEUE, ({ sealed }, { id }) => this.deliver(id, this.seal.open(sealed)));
  }

  private async deliver(jobId: string, mail: QueuedMail): Promise<void> {
    const admission = await this.allowance.admit(jobId, mail);
    if (admission === 'held') return this.hold(jobId);
    if (admission !== 'admitted') {
      this.logger.log(`Mail job ${jobId} (${mail.template}) is not sent: ${admission === 'over' ? 'over the cap' : 'sent before'}.`);
      return;
    }
    await this.send(jobId, mail);
    await this.allowance.markSent(jobId);
  }

  /** @throws DeliveryFailed always: the job comes again */
  private async hold(jobId: string): Promise<never> {
    await this.held.tell(`of job ${jobId}`);
    throw new DeliveryFailed('the store that counts mails is away or full');
  }

  /** @throws DeliveryFailed when trying again may help */
  private async send(jobId: string, mail: QueuedMail): Promise<void> {
    try {
      await this.mailer.sendMail(outgoingMail(jobId, mail, this.options));
    } catch (error) {
      const failure = failureOf(error);
      if (!failure.isPermanent) throw new DeliveryFailed(failure.summary);
      this.logger.warn(`Mail job ${jobId} (${mail.template}) is given up: ${failure.summary}.`);
    }
  }
}
