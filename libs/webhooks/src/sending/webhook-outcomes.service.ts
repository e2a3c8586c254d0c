import { Clock } from '@castellan/common';
import { Jobs, Transaction } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { WebhookDeliveriesRepository } from '../deliveries/webhook-deliveries.repository.js';
import type { DueDelivery } from '../deliveries/webhook-deliveries.repository.js';
import { WEBHOOK_QUEUE } from '../deliveries/webhook-delivery-queue.js';
import type { WebhookTryJob } from '../deliveries/webhook-delivery-queue.js';
import type { WebhookDeliveryState } from '../deliveries/webhook-delivery-state.js';
import { WEBHOOKS_OPTIONS } from '../webhooks.options.js';
import type { WebhooksRules } from '../webhooks.options.js';
import { WebhookHealth } from './webhook-health.service.js';
import { retryAfterMs } from './webhook-retries.js';
import type { WebhookTry } from './webhook-sender.service.js';

/** Writes down how a try went, and sees to the next one. */
@Injectable()
export class WebhookOutcomes {
  constructor(
    private readonly transaction: Transaction,
    private readonly repository: WebhookDeliveriesRepository,
    private readonly health: WebhookHealth,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    @Inject(WEBHOOKS_OPTIONS) private readonly rules: WebhooksRules,
  ) {}

  /** The endpoint's row first, as who deletes one takes them. @returns what the delivery is now */
  async note(delivery: DueDelivery, result: WebhookTry): Promise<WebhookDeliveryState> {
    return this.transaction.run(async () => {
      if (result.error === null) await this.health.wentWell(delivery.endpointId);
      else await this.health.failed(delivery.endpointId);
      return this.noteTry(delivery, result);
    });
  }

  private async noteTry({ id, tries }: DueDelivery, result: WebhookTry): Promise<WebhookDeliveryState> {
    const now = this.clock.now();
    const ms = result.error === null ? null : retryAfterMs(this.rules.retriesMs, tries + 1, result.retryAfter);
    const state = result.error === null ? 'delivered' : ms === null ? 'failed' : 'waiting';
    const nextTryAt = ms === null ? null : new Date(now.getTime() + ms);
    const isNoted = await this.repository.note({ ...result, id, tries, state, nextTryAt }, now);
    if (isNoted && ms !== null) await this.tryAgain({ id, tries: tries + 1 }, ms);
    return state;
  }

  private async tryAgain(job: WebhookTryJob, ms: number): Promise<void> {
    await this.jobs.enqueue(WEBHOOK_QUEUE, job, { afterSeconds: Math.ceil(ms / 1000) });
  }
}
