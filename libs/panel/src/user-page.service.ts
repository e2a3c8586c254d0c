import { AuthEvents } from '@castellan/log';
import type { StoredEvent } from '@castellan/log';
import { Avatars } from '@castellan/profiles';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { Groups, Permissions } from '@castellan/permissions';
import { UserSessionList, demand, may } from '@castellan/accounts';
import { RegistrationSources } from '@castellan/sources';
import type { SourceOfUser } from '@castellan/sources';
import type { Operator } from '@castellan/accounts';

const RECENT = 10;

/** What operators see of one user besides the row; null for what this one may not look at. */
export interface UserPage {
  /** Never a secret, nor a code. */
  readonly secondFactor: { readonly enabledAt: Date | null; readonly backupCodesLeft: number };
  readonly rights: { readonly groups: readonly string[]; readonly permissions: readonly string[] } | null;
  readonly sources: readonly SourceOfUser[] | null;
  /** The newest ones. */
  readonly events: readonly StoredEvent[] | null;
  readonly liveSessions: number | null;
}

/** The page of one user. */
@Injectable()
export class PanelUserPage {
  constructor(
    private readonly sessions: UserSessionList,
    private readonly twoFactor: TwoFactor,
    private readonly groups: Groups,
    private readonly permissions: Permissions,
    private readonly sources: RegistrationSources,
    private readonly events: AuthEvents,
    private readonly avatars: Avatars,
  ) {}

  /** @throws PermissionDenied */
  async of(operator: Operator, id: string): Promise<UserPage> {
    demand(operator, 'users.view');
    const { enabledAt, backupCodesRemaining } = await this.twoFactor.stateOf(id);
    return {
      secondFactor: { enabledAt, backupCodesLeft: backupCodesRemaining },
      rights: may(operator, 'groups.view') ? await this.rightsOf(id) : null,
      sources: may(operator, 'sources.view') ? await this.sources.ofUser(id) : null,
      events: may(operator, 'auth_events.view') ? await this.events.search({ userId: id, limit: RECENT }) : null,
      liveSessions: may(operator, 'sessions.view') ? (await this.sessions.of(id)).length : null,
    };
  }

  /** WebP, for the name in a row of the list; null when there is no such picture any more. @throws PermissionDenied */
  async picture(operator: Operator, name: string): Promise<Buffer | null> {
    demand(operator, 'users.view');
    return this.avatars.read(name);
  }

  private async rightsOf(id: string): Promise<UserPage['rights']> {
    return { groups: (await this.groups.groupsOf(id)).map(({ name }) => name), permissions: await this.permissions.grantedTo(id) };
  }
}
