import { WebhookFigures } from '@castellan/webhooks';
import { Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Questions } from '../health/questions.js';
import { by, readAtScrape, type Reading } from './read-at-scrape.js';

/** What becomes of webhooks. What waits is in the queue `webhooks.deliver`, whose jobs are counted with those of the others. */
@Injectable()
export class WebhookMetrics {
  /** Empty without the database. */
  private endpoints: readonly Reading[] = [];
  private readonly questions = new Questions();

  constructor(
    registry: Registry,
    private readonly figures: WebhookFigures,
  ) {
    readAtScrape(registry, [
      {
        type: 'counter',
        name: 'castellan_webhook_tries_total',
        help: 'Tries to tell an endpoint, by how they went.',
        labelNames: ['outcome'],
        read: () => by('outcome', figures.tries()),
      },
      {
        type: 'gauge',
        name: 'castellan_webhook_endpoints',
        help: 'Endpoints of webhooks, by whether they are told anything.',
        labelNames: ['state'],
        read: () => this.endpoints,
      },
    ]);
  }

  /** Asks the database; what it says is what is read next. */
  async look(): Promise<void> {
    const counts = await this.questions.ask('endpoints', () => this.figures.endpoints()).catch(() => ({}));
    this.endpoints = by('state', new Map(Object.entries(counts)));
  }
}
