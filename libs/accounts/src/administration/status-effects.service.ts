import { Clock } from '@castellan/common';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { ClaimChanges } from '../claims/claim-changes.service.js';
import { UserSessions } from '../sessions/user-sessions.service.js';
import type { Flag } from './administered-users.repository.js';

/** What follows from who is in and who is staff. Part of the transaction of the change. */
@Injectable()
export class StatusEffects {
  constructor(
    private readonly sessions: UserSessions,
    private readonly twoFactor: TwoFactor,
    private readonly clock: Clock,
    private readonly claims: ClaimChanges,
  ) {}

  async of(userId: string, flag: Flag, isGiven: boolean): Promise<void> {
    if (flag === 'is_superuser') await this.claims.changed([userId], ['permissions']);
    if (flag !== 'is_active') return isGiven ? this.dropSetUp(userId) : undefined;
    if (!isGiven) await this.sessions.endAllWithTokens(userId, 'account_disabled');
  }

  /** It was begun without the mailed code that staff needs for it, maybe by whoever knows the password and waited for this. */
  private async dropSetUp(userId: string): Promise<void> {
    await this.twoFactor.removeSince(userId, this.clock.now());
  }
}
