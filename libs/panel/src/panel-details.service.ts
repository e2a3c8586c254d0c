import { Injectable } from '@nestjs/common';
import { Groups, Permissions } from '@castellan/permissions';
import { demand } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';

/** What stands in forms to be ticked. */
@Injectable()
export class PanelDetails {
  constructor(
    private readonly groups: Groups,
    private readonly permissions: Permissions,
  ) {}

  /** For a form: the groups there are, and those the user is in. @throws PermissionDenied */
  async groupChoices(operator: Operator, userId: string): Promise<readonly Choice[]> {
    demand(operator, 'groups.view');
    const present = new Set((await this.groups.groupsOf(userId)).map(({ id }) => id));
    return (await this.groups.list()).map(({ id, name }) => ({ value: id, label: name, isChosen: present.has(id) }));
  }

  /** For a form: every permission, and those of the user alone or of the group. @throws PermissionDenied */
  async permissionChoices(
    operator: Operator,
    owner: { readonly userId: string } | { readonly groupId: string },
  ): Promise<readonly Choice[]> {
    demand(operator, 'groups.view');
    const present = new Set('userId' in owner ? await this.permissions.grantedTo(owner.userId) : await this.ofGroup(owner.groupId));
    return (await this.permissions.list()).map((name) => ({ value: name, label: name, isChosen: present.has(name) }));
  }

  private async ofGroup(groupId: string): Promise<readonly string[]> {
    return (await this.groups.list()).find(({ id }) => id === groupId)?.permissions ?? [];
  }
}

/** One box to tick. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}
