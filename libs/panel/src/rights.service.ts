import { demand, OperatorGate, UserPermissions } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { Groups, Permissions } from '@castellan/permissions';
import { Injectable } from '@nestjs/common';
import type { Choice } from './choice.js';

type Owner = { readonly userId: string } | { readonly groupId: string };

/**
 * Groups, who is in them, and who may do what. Every method throws `PermissionDenied`, and `NotFound` for what is not there; what changes
 * rights throws `ValidationFailed` without a reason (`because`).
 */
@Injectable()
export class PanelRights {
  constructor(
    private readonly gate: OperatorGate,
    private readonly groups: Groups,
    private readonly permissions: Permissions,
    private readonly users: UserPermissions,
  ) {}

  /** For a form: the groups there are, and those the user is in. */
  async groupChoices(operator: Operator, userId: string): Promise<readonly Choice[]> {
    demand(operator, 'groups.view');
    const present = new Set((await this.groups.groupsOf(userId)).map(({ id }) => id));
    return (await this.groups.list()).map(({ id, name }) => ({ value: id, label: name, isChosen: present.has(id) }));
  }

  /** For a form: every permission, and those of the user alone or of the group; of nobody yet, none. */
  async permissionChoices(operator: Operator, owner: Owner | null): Promise<readonly Choice[]> {
    demand(operator, 'groups.view');
    const present = new Set(await this.heldBy(owner));
    return (await this.permissions.list()).map((name) => ({ value: name, label: name, isChosen: present.has(name) }));
  }

  /** Without permissions: those are given by superusers. @throws GroupNameRefused */
  async createGroup(operator: Operator, name: string): Promise<string> {
    return this.gate.acting(operator, 'groups.add', () => this.groups.createGroup(name, [], operator.context));
  }

  /** @param version of the row when the form was opened @throws GroupNameRefused, also when somebody renamed it since */
  async renameGroup(operator: Operator, id: string, name: string, version: string): Promise<void> {
    await this.gate.acting(operator, 'groups.change', () => this.groups.renameGroup(id, name, operator.context, version));
  }

  async deleteGroup(operator: Operator, id: string): Promise<void> {
    await this.gate.actingWithReason(operator, 'groups.delete', () => this.groups.deleteGroup(id, operator.context));
  }

  /** What is not named is taken away. @throws UnknownPermission */
  async setGroupPermissions(operator: Operator, id: string, permissions: readonly string[]): Promise<void> {
    await this.gate.actingWithReason(operator, 'superuser', () => this.groups.setGroupPermissions(id, permissions, operator.context));
  }

  /** The groups the user is in afterwards; what is not named is left. */
  async setMemberships(operator: Operator, userId: string, groupIds: readonly string[]): Promise<void> {
    await this.gate.actingWithReason(operator, 'superuser', async () => {
      await this.users.of(userId); // nobody has no form to save, an empty one neither
      const present = (await this.groups.groupsOf(userId)).map(({ id }) => id);
      for (const id of groupIds) if (!present.includes(id)) await this.groups.addToGroup(id, userId, operator.context);
      for (const id of present) if (!groupIds.includes(id)) await this.groups.removeFromGroup(id, userId, operator.context);
    });
  }

  /** What the user alone may do afterwards. @throws UnknownPermission */
  async setUserPermissions(operator: Operator, userId: string, permissions: readonly string[]): Promise<void> {
    await this.gate.actingWithReason(operator, 'superuser', async () => {
      await this.users.of(userId);
      const taken = (await this.permissions.grantedTo(userId)).filter((name) => !permissions.includes(name));
      await this.permissions.grantToUser(userId, permissions, operator.context);
      await this.permissions.revokeFromUser(userId, taken, operator.context);
    });
  }

  private async heldBy(owner: Owner | null): Promise<readonly string[]> {
    if (owner === null) return [];
    return 'userId' in owner ? this.permissions.grantedTo(owner.userId) : this.ofGroup(owner.groupId);
  }

  private async ofGroup(groupId: string): Promise<readonly string[]> {
    return (await this.groups.list()).find(({ id }) => id === groupId)?.permissions ?? [];
  }
}
