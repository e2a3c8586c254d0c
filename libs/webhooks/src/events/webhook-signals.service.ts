import { OnSignal } from '@castellan/signals';
import type { SelectiveListener, SignalClass, SignalMeta } from '@castellan/signals';
import { Injectable } from '@nestjs/common';
import { isWebhookEvent, SIGNALS } from './webhook-events.js';
import { WebhookOutbox } from './webhook-outbox.service.js';
import { WebhookSubscriptions } from './webhook-subscriptions.service.js';

/** Hears all signals: in their transactions, and of those that have none after they were published. */
function OnEachSignal() {
  return (prototype: object, method: string, descriptor: TypedPropertyDescriptor<Hears>): void => {
    // The facts that a class is made of are nobody's business here.
    for (const of of Object.values(SIGNALS) as readonly unknown[] as readonly SignalClass[]) {
      OnSignal(of, { phase: of.isTransactional ? 'in-transaction' : 'after-commit' })(prototype, method, descriptor);
    }
  };
}

type Hears = (facts: object, meta: SignalMeta) => Promise<void>;

/** What of all that happens is to be told to endpoints. */
@Injectable()
export class WebhookSignals implements SelectiveListener {
  constructor(
    private readonly subscriptions: WebhookSubscriptions,
    private readonly outbox: WebhookOutbox,
  ) {}

  hearsSignal({ signal }: SignalClass): boolean {
    return isWebhookEvent(signal) && this.subscriptions.isWanted(signal);
  }

  @OnEachSignal()
  async hear(facts: object, meta: SignalMeta): Promise<void> {
    const { signal: event } = facts.constructor as SignalClass; // `OnSignal` gives what was published
    if (isWebhookEvent(event)) await this.outbox.put({ event, facts, meta });
  }
}
