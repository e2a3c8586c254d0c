import { Clock, NotFound } from '@castellan/common';
import { AuditList, AuthEventList } from '@castellan/log';
import { Avatars } from '@castellan/profiles';
import { Injectable } from '@nestjs/common';
import { demand } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { UserBelongingsRepository } from './user-belongings.repository.js';
import type { OwnBelongings } from './user-belongings.repository.js';
import { UserFactorsReading } from './user-factors.service.js';
import type { FactorCounts } from './user-factors.service.js';

/** What goes with an account when it is deleted, and what stays. */
export interface UserBelongings extends OwnBelongings, FactorCounts {
  readonly hasAvatar: boolean;
  /** They stay, and name nobody. Counted to 10 000. */
  readonly events: number;
  /** They stay. Counted to 10 000. */
  readonly auditRows: number;
}

/** Counts what hangs on an account, before an operator deletes it. */
@Injectable()
export class PanelDeletionPreview {
  constructor(
    private readonly own: UserBelongingsRepository,
    private readonly factors: UserFactorsReading,
    private readonly avatars: Avatars,
    private readonly events: AuthEventList,
    private readonly audit: AuditList,
    private readonly clock: Clock,
  ) {}

  /** @throws PermissionDenied, NotFound */
  async of(operator: Operator, userId: string): Promise<UserBelongings> {
    demand(operator, 'users.delete');
    const own = await this.own.of(userId, this.clock.now());
    if (!own) throw new NotFound();
    return {
      ...own,
      hasAvatar: (await this.avatars.urlOf(userId)) !== null,
      ...(await this.factors.countsOf(userId)),
      events: await this.events.count({ user_id: userId }),
      auditRows: await this.audit.count({ target_id: userId }),
    };
  }
}
