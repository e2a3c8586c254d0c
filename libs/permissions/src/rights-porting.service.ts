import { RevocationBus } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { isGroupName } from './group-name.js';
import { PERMISSIONS } from './permissions.js';
import type { PortedGroup, PortedRights } from './ported-rights.js';
import { PortedRightsRepository } from './ported-rights.repository.js';
import { RightHoldersTold } from './right-holders.service.js';

const OURS: ReadonlySet<string> = new Set(PERMISSIONS);
const NAME = /^[\x21-\x7e]{1,201}$/;

/** Groups and permissions of users who are brought along and handed on, many at once and in the caller's transaction. */
@Injectable()
export class RightsPorting {
  constructor(
    private readonly repository: PortedRightsRepository,
    private readonly holders: RightHoldersTold,
    private readonly bus: RevocationBus,
  ) {}

  /** Is it a permission of Castellan's own, which must not come about because another system has the same name for something else? */
  isOurs(permission: string): boolean {
    return OURS.has(permission);
  }

  /** Could there be such a permission here? */
  isPermission(name: string): boolean {
    return NAME.test(name);
  }

  /** Makes the groups there are none of yet, with what their members may do. A group that is there already stays as it is. */
  async ensureGroups(groups: readonly PortedGroup[]): Promise<void> {
    const kept = groups
      .filter(({ name }) => isGroupName(name))
      .map(({ name, permissions }) => ({ name, permissions: permissions.filter((permission) => this.isPermission(permission)) }));
    if (kept.length === 0) return;
    await this.repository.ensurePermissions([...new Set(kept.flatMap(({ permissions }) => permissions))]);
    await this.repository.ensureGroups(kept);
  }

  /** Every group with what its members may do, for an export. */
  groups(): Promise<readonly PortedGroup[]> {
    return this.repository.groups();
  }

  /** Of those who have any. */
  async read(userIds: readonly string[]): Promise<ReadonlyMap<string, PortedRights>> {
    return new Map((await this.repository.find(userIds)).map(({ userId, groups, permissions }) => [userId, { groups, permissions }]));
  }

  /**
   * Puts them in the place of what there is; null takes all away. Groups that there are none of give nothing.
   * @param areNew nobody knows these users yet
   */
  async write(values: ReadonlyMap<string, PortedRights | null>, areNew = false): Promise<void> {
    if (values.size === 0) return;
    const userIds = [...values.keys()];
    if (!areNew) await this.holders.hold(userIds);
    const rows = [...values].map(([userId, rights]) => ({
      userId,
      groups: (rights?.groups ?? []).filter(isGroupName),
      permissions: (rights?.permissions ?? []).filter((name) => this.isPermission(name)),
    }));
    await this.repository.ensurePermissions([...new Set(rows.flatMap(({ permissions }) => permissions))]);
    await this.repository.replace(rows);
    if (areNew) return;
    await this.holders.changed(userIds, ['groups', 'permissions']);
    for (const id of userIds) await this.bus.publish({ kind: 'user', id });
  }
}
