import { NotFound } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { UsersRepository } from '../users/users.repository.js';
import { UnknownPermission } from './errors.js';
import { PermissionsRepository } from './permissions.repository.js';

/**
 * What single users may do. A change acts on their very next request on this node, within 1 s on every other. Whether the one who
 * grants has the right to is for the caller to decide; groups are the affair of `Groups`.
 */
@Injectable()
export class Permissions {
  constructor(
    private readonly permissions: PermissionsRepository,
    private readonly users: UsersRepository,
    private readonly transaction: Transaction,
    private readonly bus: RevocationBus,
  ) {}

  /** All there are, sorted. */
  list(): Promise<readonly string[]> {
    return this.permissions.all();
  }

  /**
   * Everything the user may do: granted, by a group, or as a superuser; sorted. An inactive user may do nothing.
   * @throws NotFound when there is no such user
   */
  async permissionsOf(userId: string): Promise<readonly string[]> {
    const user = await this.users.find(userId);
    if (!user) throw new NotFound();
    return user.permissions;
  }

  /** What was granted to the user alone, sorted. */
  grantedTo(userId: string): Promise<readonly string[]> {
    return this.permissions.grantedTo(userId);
  }

  /** Granting again changes nothing. @throws UnknownPermission, NotFound when there is no such user */
  async grantToUser(userId: string, permissions: readonly string[]): Promise<void> {
    await this.transaction.run(async () => {
      await this.demandKnown(permissions);
      if (!(await this.permissions.grant(userId, permissions))) throw new NotFound();
      await this.bus.publish({ kind: 'user', id: userId });
    });
  }

  /** Takes back what was granted to the user alone; what a group gives stays. @throws UnknownPermission */
  async revokeFromUser(userId: string, permissions: readonly string[]): Promise<void> {
    await this.transaction.run(async () => {
      await this.demandKnown(permissions);
      await this.permissions.revoke(userId, permissions);
      await this.bus.publish({ kind: 'user', id: userId });
    });
  }

  /** @throws UnknownPermission that names each one there is none of */
  async demandKnown(permissions: readonly string[]): Promise<void> {
    const unknown = await this.permissions.unknownAmong(permissions);
    if (unknown.length === 0) return;
    throw new UnknownPermission({ errors: { permissions: unknown.map((name) => `There is no permission "${name}".`) } });
  }
}
