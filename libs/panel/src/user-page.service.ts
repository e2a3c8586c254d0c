import { AuthEvents } from '@castellan/log';
import type { StoredEvent } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { AccountUnlocking, UserSessionList, demand, may } from '@castellan/accounts';
import { RegistrationSources } from '@castellan/sources';
import type { SourceOfUser } from '@castellan/sources';
import { Unavailable } from '@castellan/common';
import type { Lockout, Operator } from '@castellan/accounts';
import type { ListRow } from '@castellan/data';
import { PanelLists } from './lists.service.js';
import { UserFactorsReading } from './user-factors.service.js';
import type { UserFactors } from './user-factors.service.js';
import { UserRightsReading } from './user-rights.service.js';
import type { UserRights } from './user-rights.service.js';

const RECENT = 10;

/** What operators see of one user besides the row; null for what this one may not look at. */
export interface UserPage extends UserFactors {
  readonly rights: UserRights | null;
  readonly sources: readonly SourceOfUser[] | null;
  /** The newest ones. */
  readonly events: readonly StoredEvent[] | null;
  readonly liveSessions: number | null;
  /** The newest rows of the audit log that are about them, as its list has them. */
  readonly acts: readonly ListRow[] | null;
  /** What is refused to them after too many wrong secrets; null while the store that counts is away. */
  readonly lockouts: readonly Lockout[] | null;
}

/** The page of one user. */
@Injectable()
export class PanelUserPage {
  constructor(
    private readonly sessions: UserSessionList,
    private readonly factors: UserFactorsReading,
    private readonly rights: UserRightsReading,
    private readonly sources: RegistrationSources,
    private readonly events: AuthEvents,
    private readonly lists: PanelLists,
    private readonly unlocking: AccountUnlocking,
  ) {}

  /** @throws PermissionDenied */
  async of(operator: Operator, id: string): Promise<UserPage> {
    demand(operator, 'users.view');
    return {
      ...(await this.factors.of(id)),
      rights: may(operator, 'groups.view') ? await this.rights.of(id) : null,
      sources: may(operator, 'sources.view') ? await this.sources.ofUser(id) : null,
      events: may(operator, 'auth_events.view') ? await this.events.search({ userId: id, limit: RECENT }) : null,
      liveSessions: may(operator, 'sessions.view') ? (await this.sessions.of(id)).length : null,
      lockouts: await this.unlocking.lockoutsOf(operator, id).catch(nullIfAway),
      acts: may(operator, 'audit_log.view') ? await this.actsOn(operator, id) : null,
    };
  }

  private actsOn(operator: Operator, id: string): Promise<readonly ListRow[]> {
    return this.lists.page(operator, 'audit_log', { filters: { target_type: 'user', target_id: id }, limit: RECENT, offset: 0 });
  }
}

function nullIfAway(error: unknown): null {
  if (error instanceof Unavailable) return null;
  throw error;
}
