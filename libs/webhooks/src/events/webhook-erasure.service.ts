import { AccountErased } from '@castellan/accounts';
import { OnSignal } from '@castellan/signals';
import { Injectable } from '@nestjs/common';
import { WebhookDeliveriesRepository } from '../deliveries/webhook-deliveries.repository.js';

/** What was told of somebody goes with them. That they are erased is told all the same. */
@Injectable()
export class WebhookErasure {
  constructor(private readonly deliveries: WebhookDeliveriesRepository) {}

  @OnSignal(AccountErased, { phase: 'in-transaction' })
  async forget({ userId }: AccountErased): Promise<void> {
    await this.deliveries.forget(userId);
  }
}
