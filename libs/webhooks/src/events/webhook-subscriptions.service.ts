import { RevocationBus } from '@castellan/data';
import { Injectable, Logger } from '@nestjs/common';
import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { WebhookEndpointsRepository } from '../endpoints/webhook-endpoints.repository.js';
import type { Subscription } from '../endpoints/webhook-endpoints.repository.js';
import type { WebhookEvent } from './webhook-events.js';

/** Which endpoints want which events: in memory, so that what nobody wants costs nothing. What may be out of date is read anew. */
@Injectable()
export class WebhookSubscriptions implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(WebhookSubscriptions.name);
  private known: readonly Subscription[] | null = null;
  /** Changes that were heard of: what was being read at one may be from before it. */
  private heard = 0;
  private unsubscribe = () => {};

  constructor(
    private readonly repository: WebhookEndpointsRepository,
    private readonly bus: RevocationBus,
  ) {}

  async onModuleInit(): Promise<void> {
    this.unsubscribe = this.bus.subscribe(({ kind }) => {
      if (kind !== 'webhooks' && kind !== 'everything') return;
      this.heard += 1;
      this.known = null;
      this.read().catch((error: unknown) => this.logger.warn(`Webhooks are read again with the next event: ${String(error)}`));
    });
    await this.read();
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /** False only where it is certain that nobody does. */
  isWanted(event: WebhookEvent): boolean {
    const known = this.bus.trusted ? this.known : null;
    return known?.some(({ events }) => events.includes(event)) ?? true;
  }

  /** The ids of the endpoints that want it. */
  async wanting(event: WebhookEvent): Promise<readonly string[]> {
    const subscriptions = (this.bus.trusted ? this.known : null) ?? (await this.read());
    return subscriptions.filter(({ events }) => events.includes(event)).map(({ id }) => id);
  }

  private async read(): Promise<readonly Subscription[]> {
    const before = this.heard;
    const read = await this.repository.subscriptions();
    if (this.heard === before) this.known = read;
    return read;
  }
}
