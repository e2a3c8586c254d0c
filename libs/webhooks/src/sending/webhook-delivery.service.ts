import { Jobs } from '@castellan/data';
import type { QueueOptions } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { WebhookDeliveriesRepository } from '../deliveries/webhook-deliveries.repository.js';
import type { DueDelivery } from '../deliveries/webhook-deliveries.repository.js';
import { WEBHOOK_QUEUE } from '../deliveries/webhook-delivery-queue.js';
import type { WebhookTryJob } from '../deliveries/webhook-delivery-queue.js';
import { WebhookCounts } from './webhook-counts.js';
import { WebhookLanes } from './webhook-lanes.js';
import { WebhookOutcomes } from './webhook-outcomes.service.js';
import { WebhookSender } from './webhook-sender.service.js';

/** Its retries are for our own stores that are away; those for receivers are jobs of their own. */
const QUEUE = { retryLimit: 8, retryDelaySeconds: 5, expireInSeconds: 60, concurrency: 8 } as const satisfies QueueOptions;

/** Works on what is to be told. A kill between an answer and its note makes it be told twice, with one `webhook-id`. */
@Injectable()
export class WebhookDelivery implements OnModuleInit {
  private readonly lanes = new WebhookLanes(QUEUE.concurrency);

  constructor(
    private readonly jobs: Jobs,
    private readonly repository: WebhookDeliveriesRepository,
    private readonly sender: WebhookSender,
    private readonly outcomes: WebhookOutcomes,
    private readonly counts: WebhookCounts,
  ) {}

  onModuleInit(): void {
    this.jobs.handle<WebhookTryJob>(WEBHOOK_QUEUE, QUEUE, (job) => this.attempt(job));
  }

  private async attempt(job: WebhookTryJob): Promise<void> {
    const delivery = await this.repository.due(job.id, job.tries);
    if (!delivery) return this.repository.drop(job.id);
    if (!this.lanes.enter(delivery.endpointId)) return this.comeBack(job, delivery);
    const began = performance.now();
    try {
      await this.tell(delivery);
    } finally {
      this.lanes.leave(delivery.endpointId, performance.now() - began);
    }
  }

  private async tell(delivery: DueDelivery): Promise<void> {
    this.counts.count(await this.outcomes.note(delivery, await this.sender.send(delivery)));
  }

  private async comeBack(job: WebhookTryJob, { endpointId }: DueDelivery): Promise<void> {
    const afterSeconds = this.lanes.secondsToWait(endpointId, performance.now());
    await this.jobs.enqueue(WEBHOOK_QUEUE, job, { afterSeconds });
  }
}
