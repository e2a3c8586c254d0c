import { Web } from '@castellan/outbound';
import type { WebBounds } from '@castellan/outbound';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { WEBHOOKS_OPTIONS } from '../webhooks.options.js';
import type { WebhooksRules } from '../webhooks.options.js';
import { webhookRules } from './webhook-rules.js';

/** A receiver says within `timeoutMs` that it has it (Standard Webhooks, "Operational considerations"); what else it says is not read. */
const BOUNDS: WebBounds = { timeoutMs: 10_000, answerBytes: 65_536 };

/** The way out to endpoints. */
@Injectable()
export class WebhookWeb extends Web implements OnApplicationShutdown {
  constructor(@Inject(WEBHOOKS_OPTIONS) { allow }: WebhooksRules) {
    super(webhookRules(allow), BOUNDS);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}
