import { TokenExpired, TokenInvalid } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { Clock } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { sessionEnded } from './errors.js';
import { UserSessionsRepository } from './user-sessions.repository.js';

/**
 * A request was let in when it came; what it changes is committed later, and meanwhile its session may have been reported or ended. So
 * every change of a way in asks again here, with the user's row locked: what ends sessions takes that lock, too, so that one of the two
 * comes first (docs/reference/contract.md#sessions).
 */
@Injectable()
export class LiveCaller {
  constructor(
    private readonly users: UsersRepository,
    private readonly sessions: UserSessionsRepository,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** Runs the change in a transaction that holds the caller. @throws as `hold` */
  change<T>(caller: Caller, work: (user: User) => Promise<T>, proven: Pick<User, 'tokenVersion'> | null = null): Promise<T> {
    return this.transaction.run(async () => work(await this.hold(caller, proven)));
  }

  /**
   * First in the transaction of the change. Gives the user as they are now. `proven` is the user as they were when they proved something
   * for it: a password or code that was replaced since then proves nothing.
   * @throws SessionIsOver, TokenInvalid, TokenExpired
   */
  async hold({ userId, sessionId, version, step }: Caller, proven: Pick<User, 'tokenVersion'> | null = null): Promise<User> {
    const user = await this.users.lock(userId);
    if (!user?.isActive) throw new TokenInvalid();
    const standing = await this.sessions.standingOf(sessionId, userId, this.clock.now());
    if (standing?.endReason) throw sessionEnded(standing.endReason);
    if (!standing?.isLive || standing.version !== user.tokenVersion) throw new TokenInvalid();
    if (standing.step !== step) throw new TokenExpired(); // left behind by a renewed proof, or a change of what tokens claim
    const { tokenVersion } = proven ?? { tokenVersion: version };
    if ([version, tokenVersion].some((known) => known !== user.tokenVersion)) throw new TokenInvalid();
    return user;
  }
}
