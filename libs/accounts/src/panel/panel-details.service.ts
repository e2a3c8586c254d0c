import { AuthEvents } from '@castellan/log';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { Groups } from '../permissions/groups.service.js';
import { Permissions } from '../permissions/permissions.service.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import { demand, may } from './operator.js';
import type { Operator } from './operator.js';

const RECENT = 10;

/** What operators see of one user besides the row, as lines of text. What they may not look at is left out. */
export interface UserDetails {
  readonly live_sessions: number | null;
  readonly backup_codes_left: number;
  readonly groups: string | null;
  readonly own_permissions: string | null;
  readonly last_events: string | null;
}

@Injectable()
export class PanelDetails {
  constructor(
    private readonly sessions: UserSessions,
    private readonly twoFactor: TwoFactor,
    private readonly groups: Groups,
    private readonly permissions: Permissions,
    private readonly events: AuthEvents,
  ) {}

  /** @throws PermissionDenied */
  async ofUser(operator: Operator, id: string): Promise<UserDetails> {
    demand(operator, 'users.view');
    const seesGroups = may(operator, 'groups.view');
    return {
      live_sessions: may(operator, 'sessions.view') ? (await this.sessions.list(id)).length : null,
      backup_codes_left: (await this.twoFactor.stateOf(id)).backupCodesRemaining,
      groups: seesGroups ? (await this.groups.groupsOf(id)).map(({ name }) => name).join(', ') : null,
      own_permissions: seesGroups ? (await this.permissions.grantedTo(id)).join(', ') : null,
      last_events: may(operator, 'auth_events.view') ? await this.recentOf(id) : null,
    };
  }

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

  private async recentOf(userId: string): Promise<string> {
    const events = await this.events.search({ userId, limit: RECENT });
    return events
      .map(({ createdAt, event, status, ip }) => `${createdAt.toISOString().slice(0, 16).replace('T', ' ')} ${event} ${status} ${ip}`)
      .join('\n');
  }
}

/** One box to tick. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}
