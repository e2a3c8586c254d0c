import { NotFound } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { GroupNameRefused } from './errors.js';
import { GroupsRepository, isNameConflict } from './groups.repository.js';
import type { Group } from './groups.repository.js';
import { Permissions } from './permissions.service.js';

const MAX_NAME_LENGTH = 150;
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
  ) {}

  /** By name. */
  list(): Promise<readonly Group[]> {
    return this.groups.all();
  }

  groupsOf(userId: string): Promise<readonly Group[]> {
    return this.groups.ofUser(userId);
  }

  /** Gives the id of the new group. @throws GroupNameRefused, UnknownPermission */
  async createGroup(name: string, permissions: readonly string[] = []): Promise<string> {
    const create = async (): Promise<string> => {
      await this.permissions.demandKnown(permissions);
      const id = await this.groups.insert(acceptableName(name));
      await this.groups.setPermissions(id, permissions);
      return id;
    };
    return this.transaction.run(create).catch(refuseTaken);
  }

  /** @throws GroupNameRefused, NotFound */
  async renameGroup(id: string, name: string): Promise<void> {
    await this.changing(id, () => this.groups.rename(id, acceptableName(name))).catch(refuseTaken);
  }

  /** Its members lose what only it gave them. @throws NotFound */
  async deleteGroup(id: string): Promise<void> {
    await this.changing(id, async () => {
      await this.tellMembers(id);
      await this.groups.delete(id);
    });
  }

  /** What is not named is taken away. @throws UnknownPermission, NotFound */
  async setGroupPermissions(id: string, permissions: readonly string[]): Promise<void> {
    await this.changing(id, async () => {
      await this.permissions.demandKnown(permissions);
      await this.groups.setPermissions(id, permissions);
      await this.tellMembers(id);
    });
  }

  /** @throws NotFound when there is no such user or group */
  async addToGroup(id: string, userId: string): Promise<void> {
    await this.changing(id, async () => {
      if (!(await this.groups.addMember(id, userId))) throw new NotFound();
      await this.bus.publish({ kind: 'user', id: userId });
    });
  }

  /** Does nothing for a user who is no member. @throws NotFound when there is no such group */
  async removeFromGroup(id: string, userId: string): Promise<void> {
    await this.changing(id, async () => {
      await this.groups.removeMember(id, userId);
      await this.bus.publish({ kind: 'user', id: userId });
    });
  }

  private async changing(id: string, change: () => Promise<void>): Promise<void> {
    await this.transaction.run(async () => {
      if (!(await this.groups.lock(id))) throw new NotFound();
      await change();
    });
  }

  private async tellMembers(id: string): Promise<void> {
    const members = await this.groups.memberIds(id);
    if (members.length > MANY_MEMBERS) await this.bus.publish({ kind: 'everything' });
    else for (const userId of members) await this.bus.publish({ kind: 'user', id: userId });
  }
}

function acceptableName(name: string): string {
  const trimmed = name.trim().normalize('NFC');
  if (trimmed !== '' && trimmed.length <= MAX_NAME_LENGTH) return trimmed;
  throw new GroupNameRefused({ errors: { name: [`Use 1 to ${MAX_NAME_LENGTH} characters.`] } });
}

function refuseTaken(error: unknown): never {
  if (isNameConflict(error)) throw new GroupNameRefused({ errors: { name: ['A group with that name already exists.'] } });
  throw error;
}
