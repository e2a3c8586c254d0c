import { Clock } from '@castellan/common';
import { Jobs } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { WebhookDeliveriesRepository } from '../deliveries/webhook-deliveries.repository.js';

const DAY_MS = 24 * 3_600_000;
/** So long it is known what was told and how it went, and so long it can be told again (docs/reference/contract.md#webhooks). */
export const WEBHOOK_LOG_MS = 30 * DAY_MS;
export const WEBHOOK_BODY_MS = 7 * DAY_MS;

/** Forgets what is old, every night. */
@Injectable()
export class WebhookCleanup implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly repository: WebhookDeliveriesRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule('webhooks.clean-up', '41 3 * * *', () => this.cleanUp());
  }

  async cleanUp(): Promise<void> {
    await this.repository.deleteBefore(this.clock.in(-WEBHOOK_LOG_MS));
    await this.repository.forgetBodiesBefore(this.clock.in(-WEBHOOK_BODY_MS));
  }
}
