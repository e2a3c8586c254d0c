import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { Clock } from '@castellan/common';
import { Jobs } from '@castellan/data';
import type { JobRun } from '@castellan/data';
import { DeliveryFailed } from './delivery-failure.js';
import { DeliveryReport } from './delivery-report.js';
import { MailAllowance } from './mail-allowance.js';
import type { MailTry } from './mail-deliveries.repository.js';
import { MailDeliveries } from './mail-deliveries.service.js';
import { whatIsLeftOf } from './mail-life.js';
import { MAIL_QUEUE, MailSeal } from './mail-seal.js';
import type { MailJob, QueuedMail } from './mail-seal.js';
import { MailSender } from './mail-sender.js';
import type { HandedOver } from './mail-sender.js';

/** About seven hours of doubling pauses, from 5 s on; what fails longer becomes a dead letter. */
const QUEUE = { retryLimit: 12, retryDelaySeconds: 5, expireInSeconds: 120, concurrency: 4 } as const;

/** Why a mail is not sent at all. */
const DROPPED = { expired: 'what it brings is dead', over: 'over the cap' } as const;

/**
 * Delivers queued mails, and notes for operators what each try came to. May run twice for a job; logs name jobs and templates, never
 * addresses or links.
 */
@Injectable()
export class MailDelivery implements OnModuleInit {
  private readonly logger = new Logger(MailDelivery.name);

  constructor(
    private readonly jobs: Jobs,
    private readonly sender: MailSender,
    private readonly seal: MailSeal,
    private readonly allowance: MailAllowance,
    private readonly report: DeliveryReport,
    private readonly deliveries: MailDeliveries,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.handle<MailJob>(MAIL_QUEUE, QUEUE, (mail, job) => this.run(mail, job));
  }

  /** A mail of the version before has no row, and nothing is noted of it. */
  private async run({ id: deliveryId, sealed }: MailJob, { id, isLastTry }: JobRun): Promise<void> {
    const note = async (outcome: MailTry): Promise<void> =>
      deliveryId === undefined ? undefined : this.deliveries.note(deliveryId, outcome);
    try {
      await note(await this.deliver(id, this.seal.open(sealed)));
    } catch (error) {
      await note({ state: isLastTry ? 'failed' : 'deferred', answer: troubleOf(error) });
      throw error;
    }
  }

  /** @throws DeliveryFailed when the job shall come again */
  private async deliver(jobId: string, queued: QueuedMail): Promise<MailTry> {
    const mail = whatIsLeftOf(queued, this.clock.millis());
    const admission = mail ? await this.allowance.admit(jobId, mail) : 'expired';
    if (admission === 'held') return this.hold(jobId);
    if (mail && admission === 'admitted') return this.send(jobId, mail);
    return admission === 'sent' ? { state: 'sent', answer: null } : this.drop(jobId, queued, mail ? 'over' : 'expired');
  }

  private drop(jobId: string, { template }: QueuedMail, why: keyof typeof DROPPED): MailTry {
    this.report.note(why === 'over' ? 'over_cap' : why);
    this.logger.log(`Mail job ${jobId} (${template}) is not sent: ${DROPPED[why]}.`);
    return { state: 'dropped', answer: DROPPED[why] };
  }

  private async hold(jobId: string): Promise<never> {
    await this.report.held(`of job ${jobId}`);
    throw new DeliveryFailed('the store that counts mails is away or full');
  }

  private async send(jobId: string, mail: QueuedMail): Promise<MailTry> {
    const { isSent, answer } = await this.handOver(jobId, mail);
    this.report.note(isSent ? 'sent' : 'refused');
    await this.allowance.markSent(jobId);
    return { state: isSent ? 'sent' : 'failed', answer };
  }

  private async handOver(jobId: string, mail: QueuedMail): Promise<HandedOver> {
    try {
      return await this.sender.send(jobId, mail);
    } catch (error) {
      this.report.note('failed');
      throw error;
    }
  }
}

/** Other errors than ours may name what they failed on. */
function troubleOf(error: unknown): string {
  if (error instanceof DeliveryFailed) return error.summary;
  return error instanceof Error ? error.name : 'not an error';
}
