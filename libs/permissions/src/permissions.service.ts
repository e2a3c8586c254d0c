import { NotFound } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { AuditLog } from '@castellan/log';
import type { OperatorContext } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { UnknownPermission } from './errors.js';
import { PermissionsRepository } from './permissions.repository.js';
import { RightHoldersTold } from './right-holders.service.js';

/**
 * What single users may do. A change acts on their very next request on this node, within 1 s on every other. Whether the one who
 * grants has the right to is for the caller to decide; groups are the affair of `Groups`.
 */
@Injectable()
export class Permissions {
  constructor(
    private readonly permissions: PermissionsRepository,
    private readonly transaction: Transaction,
    private readonly bus: RevocationBus,
    private readonly audit: AuditLog,
    private readonly holders: RightHoldersTold,
  ) {}

  /** All there are, sorted. */
  list(): Promise<readonly string[]> {
    return this.permissions.all();
  }

  /** What was granted to the user alone, sorted. */
  grantedTo(userId: string): Promise<readonly string[]> {
    return this.permissions.grantedTo(userId);
  }

  /** Does the user hold it, alone or by a group? Part of the caller's transaction: what says so is not taken away before its end. */
  hold(userId: string, permission: string): Promise<boolean> {
    return this.permissions.holdGrant(userId, permission);
  }

  /** Granting again changes nothing, and so does granting none. @throws UnknownPermission, NotFound when there is no such user */
  async grantToUser(userId: string, permissions: readonly string[], context: OperatorContext): Promise<void> {
    if (permissions.length === 0) return;
    await this.transaction.run(async () => {
      await this.holders.hold([userId]);
      await this.demandKnown(permissions);
      const granted = await this.permissions.grant(userId, permissions);
      if (!granted) throw new NotFound();
      await this.bus.publish({ kind: 'user', id: userId });
      if (granted.length > 0) await this.holders.changed([userId], ['permissions']);
      await this.record(userId, [], granted, context);
    });
  }

  /** Takes back what was granted to the user alone; what a group gives stays. @throws UnknownPermission */
  async revokeFromUser(userId: string, permissions: readonly string[], context: OperatorContext): Promise<void> {
    await this.transaction.run(async () => {
      await this.holders.hold([userId]);
      await this.demandKnown(permissions);
      const revoked = await this.permissions.revoke(userId, permissions);
      await this.bus.publish({ kind: 'user', id: userId });
      if (revoked.length > 0) await this.holders.changed([userId], ['permissions']);
      await this.record(userId, revoked, [], context);
    });
  }

  /** @throws UnknownPermission that names each one there is none of */
  async demandKnown(permissions: readonly string[]): Promise<void> {
    const unknown = await this.permissions.unknownAmong(permissions);
    if (unknown.length === 0) return;
    throw new UnknownPermission({ errors: { permissions: unknown.map((name) => `There is no permission "${name}".`) } });
  }

  /** Only what was taken and what was given: two operators at once do not tell each other's changes as their own. */
  private async record(userId: string, taken: readonly string[], given: readonly string[], context: OperatorContext): Promise<void> {
    const target = { type: 'user', id: userId } as const;
    await this.audit.record({ action: 'user.permissions_changed', target, changes: { permissions: [taken, given] }, context });
  }
}
