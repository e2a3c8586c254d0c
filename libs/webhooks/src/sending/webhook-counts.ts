import { Injectable } from '@nestjs/common';
import type { WebhookDeliveryState } from '../deliveries/webhook-delivery-state.js';

/** How a try to tell an endpoint went: `failed` is tried again, `given_up` is not. @internal */
export type WebhookTryOutcome = 'delivered' | 'failed' | 'given_up';

const OUTCOMES: Readonly<Partial<Record<WebhookDeliveryState, WebhookTryOutcome>>> = {
  delivered: 'delivered',
  waiting: 'failed',
  failed: 'given_up',
};

/** What became of the tries of this process. Nothing of it names an endpoint: their addresses are not ours to spread. */
@Injectable()
export class WebhookCounts {
  private readonly counts = new Map<WebhookTryOutcome, number>([
    ['delivered', 0],
    ['failed', 0],
    ['given_up', 0],
  ]);

  /** @param state of the delivery after the try */
  count(state: WebhookDeliveryState): void {
    const outcome = OUTCOMES[state];
    if (outcome) this.counts.set(outcome, (this.counts.get(outcome) ?? 0) + 1);
  }

  get tries(): ReadonlyMap<WebhookTryOutcome, number> {
    return this.counts;
  }
}
