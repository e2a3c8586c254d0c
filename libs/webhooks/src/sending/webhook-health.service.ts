import { Superusers } from '@castellan/accounts';
import { Clock } from '@castellan/common';
import { LOCAL_CONTEXT } from '@castellan/log';
import { Notifications } from '@castellan/notifications';
import { Injectable, Logger } from '@nestjs/common';
import { endpointName } from '../endpoints/webhook-endpoint.js';
import { WebhookEndpointsRepository } from '../endpoints/webhook-endpoints.repository.js';
import type { FailingEndpoint } from '../endpoints/webhook-endpoints.repository.js';
import { WebhookRecords } from '../endpoints/webhook-records.service.js';

/** So long nothing but failures may come back (docs/reference/contract.md#webhooks). */
export const FAILING_MS = 3 * 24 * 3_600_000;
/** So long without a try and the days are counted anew; longer than the longest wait between two tries of one delivery. */
const QUIET_MS = 24 * 3_600_000;

/** Switches off what has long been away, and says so. Part of the caller's transaction. */
@Injectable()
export class WebhookHealth {
  private readonly logger = new Logger(WebhookHealth.name);

  constructor(
    private readonly repository: WebhookEndpointsRepository,
    private readonly records: WebhookRecords,
    private readonly superusers: Superusers,
    private readonly notifications: Notifications,
    private readonly clock: Clock,
  ) {}

  async wentWell(endpointId: string): Promise<void> {
    await this.repository.noteSuccess(endpointId);
  }

  /** Before the try is noted. True for the one of all that notice at once which switches it off. */
  async failed(endpointId: string): Promise<boolean> {
    await this.repository.noteFailure(endpointId, this.clock.in(-QUIET_MS), this.clock.now());
    const failing = await this.repository.switchOff(endpointId, this.clock.in(-FAILING_MS), this.clock.now());
    if (failing) await this.tellOf(failing);
    return failing !== null;
  }

  /** What else was to be told to one that is switched off. */
  async dropWaiting(endpointId: string): Promise<void> {
    await this.repository.dropWaiting(endpointId);
  }

  private async tellOf(endpoint: FailingEndpoint): Promise<void> {
    const { id, url, failingSince } = endpoint;
    const changes = { is_active: [true, false] } as const;
    await this.records.note({ action: 'webhook.switched_off', id, changes, context: LOCAL_CONTEXT });
    const { host } = new URL(url);
    this.logger.warn(`The webhook ${id} at ${host} is switched off: nothing but failures since ${failingSince.toISOString()}.`);
    const data = { endpoint: endpointName(endpoint), since: failingSince, at: this.clock.now() };
    for (const to of await this.superusers.addresses()) await this.notifications.send({ to, template: 'webhook-stopped', data });
  }
}
