import { AccountTakenBack, Superusers } from '@castellan/accounts';
import { Clock } from '@castellan/common';
import { AuditLog, LOCAL_CONTEXT } from '@castellan/log';
import type { AuditContent } from '@castellan/log';
import { Notifications } from '@castellan/notifications';
import { OnSignal } from '@castellan/signals';
import { Injectable, Logger } from '@nestjs/common';
import { endpointName } from './webhook-endpoint.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import type { NamedEndpoint } from './webhook-endpoints.repository.js';
import { WebhookRecords } from './webhook-records.service.js';

const REASON = 'A sign-in of who made it, or sent it elsewhere, was reported, or a change of their address undone.';

/**
 * The endpoints that somebody else made with the account of a superuser, or sent elsewhere, or did so by a key that they made with it: the
 * audit log says which (docs/reference/contract.md#recovery).
 */
@Injectable()
export class WebhooksOfThieves {
  private readonly logger = new Logger(WebhooksOfThieves.name);

  constructor(
    private readonly repository: WebhookEndpointsRepository,
    private readonly records: WebhookRecords,
    private readonly audit: AuditLog,
    private readonly superusers: Superusers,
    private readonly notifications: Notifications,
    private readonly clock: Clock,
  ) {}

  @OnSignal(AccountTakenBack, { phase: 'in-transaction' })
  async switchOff({ userId, sinceMs }: AccountTakenBack): Promise<void> {
    const since = new Date(sinceMs);
    const keys = await this.audit.actsOf([userId], ['api_key.created'], since);
    const acts = await this.audit.actsOf([userId, ...targetsOf(keys)], ['webhook.created', 'webhook.changed'], since);
    const ids = targetsOf(acts.filter(({ action, changes }) => action === 'webhook.created' || 'url' in changes));
    for (const endpoint of await this.repository.switchOffAll(ids, this.clock.now())) await this.tellOf(endpoint);
  }

  private async tellOf(endpoint: NamedEndpoint): Promise<void> {
    const { id } = endpoint;
    await this.repository.dropWaiting(id);
    const context = { ...LOCAL_CONTEXT, reason: REASON };
    await this.records.note({ action: 'webhook.switched_off', id, changes: { is_active: [true, false] }, context });
    this.logger.warn(`The webhook ${id} is switched off: a sign-in of who made it, or sent it elsewhere, was reported.`);
    const data = { endpoint: endpointName(endpoint), at: this.clock.now() };
    for (const to of await this.superusers.addresses()) await this.notifications.send({ to, template: 'webhook-reported', data });
  }
}

const targetsOf = (acts: readonly AuditContent[]): readonly string[] => [...new Set(acts.map(({ targetId }) => targetId))];
