import { Injectable } from '@nestjs/common';
import { WebhookEndpointsRepository } from './endpoints/webhook-endpoints.repository.js';
import type { WebhookEndpointCounts } from './endpoints/webhook-endpoints.repository.js';
import { WebhookCounts } from './sending/webhook-counts.js';
import type { WebhookTryOutcome } from './sending/webhook-counts.js';

/** For the metrics. @internal */
@Injectable()
export class WebhookFigures {
  constructor(
    private readonly counts: WebhookCounts,
    private readonly endpointsRepository: WebhookEndpointsRepository,
  ) {}

  /** Of this process since its start. */
  tries(): ReadonlyMap<WebhookTryOutcome, number> {
    return this.counts.tries;
  }

  /** Of all there are. */
  endpoints(): Promise<WebhookEndpointCounts> {
    return this.endpointsRepository.countByState();
  }
}
