import { Groups, Permissions } from '@castellan/permissions';
import { Injectable } from '@nestjs/common';

/** What a user may do: by the names of their groups, and alone. */
export interface UserRights {
  readonly groups: readonly string[];
  readonly permissions: readonly string[];
}

/** The rights of one user, for their page. */
@Injectable()
export class UserRightsReading {
  constructor(
    private readonly groups: Groups,
    private readonly permissions: Permissions,
  ) {}

  async of(userId: string): Promise<UserRights> {
    const groups = (await this.groups.groupsOf(userId)).map(({ name }) => name);
    return { groups, permissions: await this.permissions.grantedTo(userId) };
  }
}
