import { Clock } from '@castellan/common';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { UserSessions } from '../sessions/user-sessions.service.js';
import { UsersRepository } from '../users/users.repository.js';
import type { Flag } from './administered-users.repository.js';

/** What follows from who is in and who is staff. Part of the transaction of the change. */
@Injectable()
export class StandingEffects {
  constructor(
    private readonly users: UsersRepository,
    private readonly sessions: UserSessions,
    private readonly twoFactor: TwoFactor,
    private readonly clock: Clock,
  ) {}

  async of(userId: string, flag: Flag, isGiven: boolean): Promise<void> {
    if (flag === 'is_active') return isGiven ? undefined : this.endSessions(userId);
    if (isGiven) await this.dropSetUp(userId);
  }

  /** The version goes up too: a session that a sign-in was making at this moment does not come to life when the user is enabled again. */
  private async endSessions(userId: string): Promise<void> {
    await this.users.raiseTokenVersion(userId);
    await this.sessions.endAll(userId, 'account_disabled');
  }

  /** It was begun without the mailed code that staff needs for it, maybe by whoever knows the password and waited for this. */
  private async dropSetUp(userId: string): Promise<void> {
    await this.twoFactor.removeSince(userId, this.clock.now());
  }
}
