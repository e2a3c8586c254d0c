import { NotFound } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { AuditLog } from '@castellan/log';
import type { AuditAction, AuditChanges, OperatorContext } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { GroupNameRefused } from './errors.js';
import { isGroupName, LONGEST_GROUP_NAME } from './group-name.js';
import { GroupsRepository, isNameConflict } from './groups.repository.js';
import type { Group, LockedGroup } from './groups.repository.js';
import { Permissions } from './permissions.service.js';
import { RightHoldersTold } from './right-holders.service.js';
import type { Right } from './right-holders.service.js';

const STALE = 'Somebody renamed this group meanwhile. Open it again, and change it then.';
/** Of more members than this nobody is named: each process forgets all it remembers and reads it again. */
const MANY_MEMBERS = 500;

/** Named sets of permissions, and who is in them. A change acts on every member's next request. */
@Injectable()
export class Groups {
  constructor(
    private readonly groups: GroupsRepository,
    private readonly permissions: Permissions,
    private readonly transaction: Transaction,
    private readonly bus: RevocationBus,
    private readonly audit: AuditLog,
    private readonly holders: RightHoldersTold,
  ) {}

  /** By name. */
  list(): Promise<readonly Group[]> {
    return this.groups.all();
  }

  /** The groups that a user is in. */
  groupsOf(userId: string): Promise<readonly Group[]> {
    return this.groups.ofUser(userId);
  }

  /** Gives the id of the new group. @throws GroupNameRefused, UnknownPermission */
  async createGroup(name: string, permissions: readonly string[], context: OperatorContext): Promise<string> {
    const create = async (): Promise<string> => {
      await this.permissions.demandKnown(permissions);
      const accepted = acceptableName(name);
      const id = await this.groups.insert(accepted);
      await this.groups.setPermissions(id, permissions);
      await this.record('group.created', id, { name: [null, accepted], permissions: [[], sorted(permissions)] }, context);
      return id;
    };
    return this.transaction.run(create).catch(refuseTaken);
  }

  /** @param version of the group when its name was read, to be refused when it changed since @throws GroupNameRefused, NotFound */
  async renameGroup(id: string, name: string, context: OperatorContext, version?: string): Promise<void> {
    const rename = async (group: LockedGroup): Promise<void> => {
      if (version !== undefined && version !== group.version) throw new GroupNameRefused({ errors: { name: [STALE] } });
      const accepted = acceptableName(name);
      await this.groups.rename(id, accepted);
      if (accepted !== group.name && this.holders.isHeard) await this.holders.changed(await this.groups.memberIds(id), ['groups']);
      await this.record('group.changed', id, { name: [group.name, accepted] }, context);
    };
    await this.changing(id, null, rename).catch(refuseTaken);
  }

  /** Its members lose what only it gave them. @throws NotFound */
  async deleteGroup(id: string, context: OperatorContext): Promise<void> {
    await this.changing(id, null, async ({ name, permissions }) => {
      const members = await this.tellMembers(id);
      await this.groups.delete(id);
      await this.holders.changed(members, RIGHTS);
      const changes: AuditChanges = { name: [name, null], permissions: [permissions, []], members: [members.length, 0] };
      await this.record('group.deleted', id, changes, context);
    });
  }

  /** What is not named is taken away. @throws UnknownPermission, NotFound */
  async setGroupPermissions(id: string, permissions: readonly string[], context: OperatorContext): Promise<void> {
    await this.changing(id, null, async (group) => {
      await this.permissions.demandKnown(permissions);
      await this.groups.setPermissions(id, permissions);
      const members = await this.tellMembers(id);
      if (!isSame(group.permissions, permissions)) await this.holders.changed(members, ['permissions']);
      await this.record('group.changed', id, { permissions: [group.permissions, sorted(permissions)] }, context);
    });
  }

  /** @throws NotFound when there is no such user or group */
  async addToGroup(id: string, userId: string, context: OperatorContext): Promise<void> {
    await this.changing(id, userId, async (group) => {
      const outcome = await this.groups.addMember(id, userId);
      if (!outcome) throw new NotFound();
      await this.bus.publish({ kind: 'user', id: userId });
      if (outcome === 'member') return;
      await this.holders.changed([userId], RIGHTS);
      await this.recordMember(userId, null, group, context);
    });
  }

  /** Does nothing for a user who is no member. @throws NotFound when there is no such group */
  async removeFromGroup(id: string, userId: string, context: OperatorContext): Promise<void> {
    await this.changing(id, userId, async (group) => {
      const wasMember = await this.groups.removeMember(id, userId);
      await this.bus.publish({ kind: 'user', id: userId });
      if (!wasMember) return;
      await this.holders.changed([userId], RIGHTS);
      await this.recordMember(userId, group, null, context);
    });
  }

  /** @param memberId the one user it is about; null: all members, whose rows come before the group's like those of every change */
  private async changing(id: string, memberId: string | null, change: (group: LockedGroup) => Promise<void>): Promise<void> {
    await this.transaction.run(async () => {
      if (this.holders.isHeard) await this.holders.hold(memberId === null ? await this.groups.memberIds(id) : [memberId]);
      const group = await this.groups.lock(id);
      if (!group) throw new NotFound();
      await change(group);
    });
  }

  /** Gives who they are. */
  private async tellMembers(id: string): Promise<readonly string[]> {
    const members = await this.groups.memberIds(id);
    if (members.length > MANY_MEMBERS) await this.bus.publish({ kind: 'everything' });
    else for (const userId of members) await this.bus.publish({ kind: 'user', id: userId });
    return members;
  }

  private async record(action: AuditAction, id: string, changes: AuditChanges, context: OperatorContext): Promise<void> {
    await this.audit.record({ action, target: { type: 'group', id }, changes, context });
  }

  /** Of the user: what they may do has changed. The name is for people, the id stays what it is when the group is renamed. */
  private async recordMember(userId: string, left: Group | null, joined: Group | null, context: OperatorContext): Promise<void> {
    const changes: AuditChanges = { group: [left?.name ?? null, joined?.name ?? null], group_id: [left?.id ?? null, joined?.id ?? null] };
    await this.audit.record({ action: 'user.groups_changed', target: { type: 'user', id: userId }, changes, context });
  }
}

const RIGHTS: readonly Right[] = ['groups', 'permissions'];

const isSame = (some: readonly string[], others: readonly string[]): boolean => sorted(some).join() === sorted(others).join();

const sorted = (permissions: readonly string[]): readonly string[] => [...new Set(permissions)].toSorted();

function acceptableName(name: string): string {
  const trimmed = name.trim().normalize('NFC');
  if (isGroupName(trimmed)) return trimmed;
  throw new GroupNameRefused({ errors: { name: [`Use 1 to ${LONGEST_GROUP_NAME} characters on one line.`] } });
}

function refuseTaken(error: unknown): never {
  if (isNameConflict(error)) throw new GroupNameRefused({ errors: { name: ['A group with that name already exists.'] } });
  throw error;
}
