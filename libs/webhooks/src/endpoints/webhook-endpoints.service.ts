import { randomUUID } from 'node:crypto';
import { demandNeed, OperatorGate } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { Clock, NotFound, ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { JudgedAddress } from './judged-address.js';
import { WebhookAddresses } from './webhook-addresses.service.js';
import type { CreatedWebhookEndpoint, NewWebhookEndpoint, WebhookEndpoint, WebhookEndpointChange } from './webhook-endpoint.js';
import { acceptedDescription, acceptedEvents, auditedChanges } from './webhook-endpoint-settings.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import { WebhookRecords } from './webhook-records.service.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** So many there are at most: each may be told of every sign-in. */
export const MAX_WEBHOOK_ENDPOINTS = 50;
/** So long what is told is signed with the former secret too (docs/reference/contract.md#webhooks). */
export const FORMER_SECRET_MS = 24 * 3_600_000;

const TOO_MANY = { url: [`There are ${MAX_WEBHOOK_ENDPOINTS} endpoints already, which is the most.`] };

type AcceptedEndpoint = Pick<WebhookEndpoint, 'id' | 'url' | 'events' | 'description'>;

/** Who else is told of what happens here: made, changed and taken away by operators. */
@Injectable()
export class WebhookEndpoints {
  constructor(
    private readonly gate: OperatorGate,
    private readonly repository: WebhookEndpointsRepository,
    private readonly addresses: WebhookAddresses,
    private readonly secrets: WebhookSecrets,
    private readonly records: WebhookRecords,
    private readonly clock: Clock,
  ) {}

  /** Looks the name up, for an act in a transaction that is open before it: none waits for a server of names. Never rejects. */
  async judge(url: string): Promise<JudgedAddress> {
    return JudgedAddress.of(this.addresses.accept(url));
  }

  /** The secret is told this once. @throws PermissionDenied, ValidationFailed */
  async create(operator: Operator, { url, events, description = '' }: NewWebhookEndpoint): Promise<CreatedWebhookEndpoint> {
    demandNeed(operator, 'webhooks.add');
    const described = { events: acceptedEvents(events), description: acceptedDescription(description) };
    const accepted = { ...described, id: randomUUID(), url: await this.accepted(url) };
    return this.gate.acting(operator, 'webhooks.add', () => this.insert(accepted, operator));
  }

  /** @throws PermissionDenied, NotFound, ValidationFailed */
  async change(operator: Operator, id: string, { url, events, description, isActive }: WebhookEndpointChange): Promise<WebhookEndpoint> {
    demandNeed(operator, 'webhooks.change');
    const change = {
      ...(url !== undefined && { url: await this.accepted(url) }),
      ...(events !== undefined && { events: acceptedEvents(events) }),
      ...(description !== undefined && { description: acceptedDescription(description) }),
      ...(isActive !== undefined && { isActive }),
    };
    return this.gate.acting(operator, 'webhooks.change', async () => {
      const before = await this.hold(id);
      const after = await this.repository.update(id, { ...before, ...change });
      if (!after.isActive) await this.repository.dropWaiting(id);
      await this.records.note({ action: 'webhook.changed', id, changes: auditedChanges(before, after), context: operator.context });
      return after;
    });
  }

  /** Its whole address, with the query, which lists leave out. @throws PermissionDenied, NotFound */
  async url(operator: Operator, id: string): Promise<string> {
    demandNeed(operator, 'webhooks.change');
    const url = await this.repository.url(id);
    if (url === null) throw new NotFound();
    return url;
  }

  /**
   * A new secret, told this once. For `FORMER_SECRET_MS` what the endpoint is told is signed with the one so far too.
   * @throws PermissionDenied, NotFound
   */
  async rotate(operator: Operator, id: string): Promise<string> {
    return this.gate.acting(operator, 'webhooks.change', async () => {
      await this.hold(id);
      const { secret, sealed } = this.secrets.make(id);
      await this.repository.rotate(id, sealed, this.clock.in(FORMER_SECRET_MS));
      await this.records.note({ action: 'webhook.secret_rotated', id, context: operator.context });
      return secret;
    });
  }

  /** With the log of what it was told; what waits for it is told no more. @throws PermissionDenied, NotFound, ValidationFailed without a reason */
  async delete(operator: Operator, id: string): Promise<void> {
    await this.gate.actingWithReason(operator, 'webhooks.delete', async () => {
      const before = await this.hold(id);
      await this.repository.delete(id);
      const changes = auditedChanges(before, null);
      await this.records.note({ action: 'webhook.deleted', id, changes, context: operator.context });
    });
  }

  private async accepted(url: string | JudgedAddress): Promise<string> {
    return url instanceof JudgedAddress ? url.demand() : this.addresses.accept(url);
  }

  private async insert(accepted: AcceptedEndpoint, { context }: Operator): Promise<CreatedWebhookEndpoint> {
    if ((await this.repository.count()) >= MAX_WEBHOOK_ENDPOINTS) throw new ValidationFailed({ errors: TOO_MANY });
    const { id } = accepted;
    const { secret, sealed } = this.secrets.make(id);
    const endpoint = await this.repository.insert(accepted, sealed, this.clock.now());
    await this.records.note({ action: 'webhook.created', id, changes: auditedChanges(null, endpoint), context });
    return { endpoint, secret };
  }

  private async hold(id: string): Promise<WebhookEndpoint> {
    const endpoint = await this.repository.lock(id);
    if (!endpoint) throw new NotFound();
    return endpoint;
  }
}
