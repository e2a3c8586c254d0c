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
      const isSwitchedOff = await this.noteHealth(delivery.endpointId, result);
      const state = await this.noteTry(delivery, result);
      if (!isSwitchedOff) return state;
      await this.health.dropWaiting(delivery.endpointId);
      return state === 'waiting' ? 'dropped' : state;
    });
  }

  private async noteHealth(endpointId: string, { error }: WebhookTry): Promise<boolean> {
    if (error !== null) return this.health.failed(endpointId);
    await this.health.wentWell(endpointId);
    return false;
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
