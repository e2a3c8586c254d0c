import { Clock, NotFound } from '@castellan/common';
import { AuditList, AuthEventList } from '@castellan/log';
import { Avatars } from '@castellan/profiles';
import { Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { demand } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { UserBelongingsRepository } from './user-belongings.repository.js';
import type { OwnBelongings } from './user-belongings.repository.js';

/** What goes with an account when it is deleted, and what stays. */
export interface UserBelongings extends OwnBelongings {
  readonly hasAvatar: boolean;
  readonly hasSecondFactor: boolean;
  readonly passkeys: number;
  /** Unused and used ones. */
  readonly backupCodes: number;
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
    private readonly twoFactor: TwoFactor,
    private readonly passkeys: Passkeys,
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
    const { enabled, backupCodesTotal } = await this.twoFactor.stateOf(userId);
    return {
      ...own,
      hasAvatar: (await this.avatars.urlOf(userId)) !== null,
      hasSecondFactor: enabled,
      passkeys: await this.passkeys.count(userId),
      backupCodes: backupCodesTotal,
      events: await this.events.count({ user_id: userId }),
      auditRows: await this.audit.count({ target_id: userId }),
    };
  }
}
