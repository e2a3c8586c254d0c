import { OperatorGate } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { Clock, NotFound, ValidationFailed } from '@castellan/common';
import { Jobs } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { WebhookRecords } from '../endpoints/webhook-records.service.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';
import type { ReplayableDelivery } from './webhook-deliveries.repository.js';
import { WEBHOOK_QUEUE } from './webhook-delivery-queue.js';
import type { WebhookTryJob } from './webhook-delivery-queue.js';

const refused = (why: string): ValidationFailed => new ValidationFailed({ errors: { delivery: [why] } });

/** What endpoints were told. */
@Injectable()
export class WebhookDeliveries {
  constructor(
    private readonly gate: OperatorGate,
    private readonly repository: WebhookDeliveriesRepository,
    private readonly records: WebhookRecords,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /**
   * Tells it again, with the same `webhook-id`, a new time and all its tries. Of parallel ones one does it.
   * @throws PermissionDenied, NotFound, ValidationFailed while it waits, where its body is gone, and where its endpoint is off
   */
  async replay(operator: Operator, id: string): Promise<void> {
    await this.gate.acting(operator, 'webhooks.change', async () => {
      const delivery = await this.repository.lock(id);
      if (!delivery) throw new NotFound();
      demandReplayable(delivery);
      await this.repository.reopen(id, this.clock.now());
      await this.jobs.enqueue(WEBHOOK_QUEUE, { id, tries: 0 } satisfies WebhookTryJob);
      const changes = { delivery: [null, id] } as const;
      await this.records.note({ action: 'webhook.delivery_replayed', id: delivery.endpointId, changes, context: operator.context });
    });
  }
}

function demandReplayable({ state, hasBody, isEndpointActive }: ReplayableDelivery): void {
  if (state === 'waiting') throw refused('It waits for its next try already.');
  if (!hasBody) throw refused('It is too old to be told again, or about somebody who is erased.');
  if (!isEndpointActive) throw refused('Its endpoint is switched off.');
}
