import { Clock } from '@castellan/common';
import { Jobs } from '@castellan/data';
import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { SmsBreaker } from './sms-breaker.js';
import { SmsDeliveriesRepository } from './sms-deliveries.repository.js';
import { SMS_LIFE_MS } from './sms-life.js';
import type { SmsLine } from './sms-line.js';
import { SMS_QUEUE, SmsSeal } from './sms-seal.js';
import type { SmsJob } from './sms-seal.js';
import { SmsSender } from './sms-sender.service.js';
import { SmsFailed } from './sms-transport.js';

/** Doubling pauses from 2 s on, of which the last ends after the life of an SMS. */
const QUEUE = { retryLimit: 8, retryDelaySeconds: 2, expireInSeconds: 30, concurrency: 4 } as const;

/**
 * Delivers queued SMS. The row says whether a provider has taken the message, so that a job run again sends it once; a kill between
 * the provider's answer and that note sends it twice, and loses none. Logs name deliveries and codes, never numbers or texts.
 */
@Injectable()
export class SmsDelivery implements OnModuleInit {
  private readonly logger = new Logger(SmsDelivery.name);

  constructor(
    private readonly jobs: Jobs,
    private readonly deliveries: SmsDeliveriesRepository,
    private readonly seal: SmsSeal,
    private readonly sender: SmsSender,
    private readonly breaker: SmsBreaker,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.handle<SmsJob>(SMS_QUEUE, QUEUE, (job) => this.deliver(job));
  }

  private async deliver(job: SmsJob): Promise<void> {
    const delivery = await this.deliveries.waiting(job.id);
    if (!delivery) return;
    if (delivery.createdAt.getTime() + SMS_LIFE_MS <= this.clock.millis()) await this.giveUp(job.id, 'expired', delivery.line);
    else await this.send(job, delivery.line);
  }

  /** @throws SmsFailed when trying again may help */
  private async send(job: SmsJob, line: SmsLine): Promise<void> {
    try {
      const receipt = await this.sender.send(this.seal.open(job));
      await this.deliveries.noteTaken(job.id, receipt, this.sender.provider, this.clock.now());
    } catch (error) {
      if (!(error instanceof SmsFailed)) throw error;
      if (error.isPermanent) return this.giveUp(job.id, error.code, line);
      await this.deliveries.noteTrouble(job.id, error.code, 'queued', this.clock.now());
      throw error;
    }
  }

  private async giveUp(id: string, error: string, line: SmsLine): Promise<void> {
    this.sender.note(error === 'expired' ? error : 'given_up');
    this.logger.warn(`SMS ${id} is given up: ${error}.`);
    await this.deliveries.noteTrouble(id, error, 'failed', this.clock.now());
    await this.breaker.afterFailure(line);
  }
}
