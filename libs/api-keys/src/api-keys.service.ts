import { randomUUID } from 'node:crypto';
import { OperatorGate, UUID } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { Clock, NotFound } from '@castellan/common';
import { RevocationBus } from '@castellan/data';
import { AuditLog } from '@castellan/log';
import { Permissions } from '@castellan/permissions';
import { Injectable } from '@nestjs/common';
import type { ApiKey, NewApiKey } from './api-key.types.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { hashOf, newSecret, writeKey } from './key-text.js';
import { checkedKey } from './new-key-problems.js';
import type { CheckedKey } from './new-key-problems.js';

/** A key, and what its machine shows: `secret` is told here and never again. */
export interface MadeApiKey {
  readonly key: ApiKey;
  /** `ck_…`, whole. */
  readonly secret: string;
}

/** Makes and revokes the keys of machines. Superusers do; a key is none, so it makes no keys. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly gate: OperatorGate,
    private readonly repository: ApiKeysRepository,
    private readonly permissions: Permissions,
    private readonly bus: RevocationBus,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** All there are, the newest first, with those that are revoked or past their time. */
  list(): Promise<readonly ApiKey[]> {
    return this.repository.all();
  }

  /** @throws PermissionDenied, UnknownPermission, ValidationFailed with everything that is wrong with it */
  create(operator: Operator, given: NewApiKey): Promise<MadeApiKey> {
    return this.gate.acting(operator, 'superuser', async () => {
      const checked = checkedKey(given);
      await this.permissions.demandKnown(checked.permissions);
      const secret = newSecret();
      const key = this.keyOf(operator, checked);
      await this.repository.insert({ ...key, secretHash: hashOf(secret) });
      await this.recordMaking(operator, key);
      return { key, secret: writeKey(key.id, secret) };
    });
  }

  /**
   * No node takes it within a second. Revoking again changes nothing.
   * @throws PermissionDenied, NotFound, ValidationFailed without a reason (`because`)
   */
  revoke(operator: Operator, id: string): Promise<void> {
    return this.gate.actingWithReason(operator, 'superuser', async () => {
      if (!UUID.test(id)) throw new NotFound();
      const revoked = await this.repository.revoke(id, this.clock.now());
      if (!revoked) return this.demandThere(id);
      await this.bus.publish({ kind: 'api_key', id: revoked.id });
      const target = { type: 'api_key', id: revoked.id } as const;
      const changes = { name: [revoked.name, null] } as const;
      await this.audit.record({ action: 'api_key.revoked', target, changes, context: operator.context });
    });
  }

  private async demandThere(id: string): Promise<void> {
    if (!(await this.repository.exists(id))) throw new NotFound();
  }

  private keyOf(operator: Operator, { name, permissions, cidrs, expiresInMs }: CheckedKey): ApiKey {
    return {
      id: randomUUID(),
      name,
      permissions: [...permissions],
      cidrs: [...cidrs],
      isLocal: operator.id === null,
      makerId: operator.id,
      createdAt: this.clock.now(),
      expiresAt: expiresInMs === null ? null : this.clock.in(expiresInMs),
      revokedAt: null,
      lastUsedAt: null,
    };
  }

  private async recordMaking({ context }: Operator, { id, name, permissions, cidrs, expiresAt }: ApiKey): Promise<void> {
    const changes = {
      name: [null, name],
      permissions: [[], permissions],
      cidrs: [[], cidrs],
      expires_at: [null, expiresAt?.toISOString() ?? null],
    } as const;
    await this.audit.record({ action: 'api_key.created', target: { type: 'api_key', id }, changes, context });
  }
}
