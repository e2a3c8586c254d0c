import { randomUUID } from 'node:crypto';
import { Vault } from '@castellan/common';
import { Jobs, Transaction } from '@castellan/data';
import type { SignalMeta } from '@castellan/signals';
import { Inject, Injectable } from '@nestjs/common';
import { WebhookDeliveriesRepository } from '../deliveries/webhook-deliveries.repository.js';
import type { NewDelivery } from '../deliveries/webhook-deliveries.repository.js';
import { WEBHOOK_QUEUE } from '../deliveries/webhook-delivery-queue.js';
import type { WebhookTryJob } from '../deliveries/webhook-delivery-queue.js';
import { WEBHOOKS_OPTIONS } from '../webhooks.options.js';
import type { WebhooksRules } from '../webhooks.options.js';
import { webhookBody } from './webhook-body.js';
import type { WebhookEvent } from './webhook-events.js';
import { WebhookSubscriptions } from './webhook-subscriptions.service.js';

/** What happened, as it is to be told. */
export interface ToldEvent {
  readonly event: WebhookEvent;
  readonly facts: object;
  readonly meta: SignalMeta;
}

/** Deliveries that are to be made: kept and enqueued with the change that they tell of. */
@Injectable()
export class WebhookOutbox {
  private readonly vault: Vault;

  constructor(
    private readonly subscriptions: WebhookSubscriptions,
    private readonly repository: WebhookDeliveriesRepository,
    private readonly transaction: Transaction,
    private readonly jobs: Jobs,
    @Inject(WEBHOOKS_OPTIONS) { secretKeys }: WebhooksRules,
  ) {
    this.vault = new Vault(secretKeys, 'webhooks/body');
  }

  /** Part of the caller's transaction. The same event a second time is no second delivery. */
  async put({ event, facts, meta }: ToldEvent): Promise<void> {
    const endpointIds = await this.subscriptions.wanting(event);
    if (endpointIds.length === 0) return;
    const body = webhookBody(event, facts, meta);
    const deliveries = endpointIds.map((endpointId) => this.deliveryTo(endpointId, body));
    await this.transaction.run(async () => {
      const ids = await this.repository.insert({ messageId: meta.id, event, userId: userOf(event, facts), deliveries }, meta.at);
      await this.jobs.enqueueAll(
        WEBHOOK_QUEUE,
        ids.map((id) => ({ id, tries: 0 }) satisfies WebhookTryJob),
      );
    });
  }

  /** As `put` sealed it. @throws SealBroken */
  open(sealed: string, deliveryId: string): string {
    return this.vault.open(sealed, deliveryId).toString();
  }

  private deliveryTo(endpointId: string, body: string): NewDelivery {
    const id = randomUUID();
    return { id, endpointId, body: this.vault.seal(body, id) };
  }
}

/** Of who is erased nothing names them but the body that says so. */
function userOf(event: WebhookEvent, facts: object): string | null {
  const userId = 'userId' in facts ? facts.userId : null;
  return event === 'account_erased' || typeof userId !== 'string' ? null : userId;
}
