import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Clock } from '@castellan/common';
import { Jobs } from '@castellan/data';
import { DeliveryFailed } from './delivery-failure.js';
import { DeliveryReport } from './delivery-report.js';
import { MailAllowance } from './mail-allowance.js';
import { whatIsLeftOf } from './mail-life.js';
import { MAIL_QUEUE, MailSeal } from './mail-seal.js';
import type { QueuedMail } from './mail-seal.js';
import { MailSender } from './mail-sender.js';

/** About seven hours of doubling pauses, from 5 s on; what fails longer becomes a dead letter. */
const QUEUE = { retryLimit: 12, retryDelaySeconds: 5, expireInSeconds: 120, concurrency: 4 } as const;

/** Delivers queued mails. May run twice for a job; logs name jobs and templates, never addresses or links. */
@Injectable()
export class MailDelivery implements OnModuleInit {
  private readonly logger = new Logger(MailDelivery.name);

  constructor(
    private readonly jobs: Jobs,
    private readonly sender: MailSender,
    private readonly seal: MailSeal,
    private readonly allowance: MailAllowance,
    private readonly report: DeliveryReport,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.handle<{ readonly sealed: string }>(MAIL_QUEUE, QUEUE, ({ sealed }, { id }) => this.deliver(id, this.seal.open(sealed)));
  }

  /** @throws DeliveryFailed when the job shall come again */
  private async deliver(jobId: string, queued: QueuedMail): Promise<void> {
    const mail = whatIsLeftOf(queued, this.clock.millis());
    const admission = mail ? await this.allowance.admit(jobId, mail) : 'expired';
    if (admission === 'held') await this.hold(jobId);
    if (admission === 'expired' || admission === 'over') this.drop(jobId, queued, admission);
    if (mail && admission === 'admitted') await this.send(jobId, mail);
  }

  private drop(jobId: string, { template }: QueuedMail, why: 'expired' | 'over'): void {
    this.report.note(why === 'over' ? 'over_cap' : why);
    const reason = why === 'expired' ? 'what it brings is dead' : 'over the cap';
    this.logger.log(`Mail job ${jobId} (${template}) is not sent: ${reason}.`);
  }

  private async hold(jobId: string): Promise<never> {
    await this.report.held(`of job ${jobId}`);
    throw new DeliveryFailed('the store that counts mails is away or full');
  }

  private async send(jobId: string, mail: QueuedMail): Promise<void> {
    try {
      const isSent = await this.sender.send(jobId, mail);
      this.report.note(isSent ? 'sent' : 'refused');
    } catch (error) {
      this.report.note('failed');
      throw error;
    }
    await this.allowance.markSent(jobId);
  }
}
