import type { RequestContext } from '@castellan/common';
import type { Turn } from '@castellan/limits';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { ChallengeExpired } from '../errors.js';
import { PASSWORD } from '../passwords/password.factor.js';
import type { PendingSignIn } from '../sign-in/pending-sign-ins.service.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { PendingPanelSignIns } from './pending-sign-ins.js';

/**
 * Sign-ins at the panel between the password and the second factor: five tries, five minutes, one use (docs/reference/contract.md#panel).
 */
@Injectable()
export class PanelChallenges {
  constructor(
    private readonly pending: PendingPanelSignIns,
    private readonly users: UsersRepository,
    private readonly events: AccountEvents,
  ) {}

  /** The password was right. Gives the token of the wait. */
  begin({ id, tokenVersion }: User, deviceToken: string | null): Promise<string> {
    return this.pending.begin({ userId: id, version: tokenVersion, first: PASSWORD, transport: 'cookie', deviceToken });
  }

  /** Whose wait it is, without spending a try. @throws ChallengeExpired */
  async look(token: string, context: RequestContext): Promise<User> {
    const pending = await this.pending.find(token);
    const user = pending && (await this.users.find(pending.userId));
    if (pending && user?.isActive && user.isStaff && user.tokenVersion === pending.version) return user;
    await this.pending.discard(token);
    throw await this.expired(pending?.userId ?? null, context);
  }

  /** Where the wait lies. */
  keyOf(token: string): string {
    return this.pending.keyOf(token);
  }

  /** Looks at one code, in turn; `attempt` gives null for a wrong one. @throws ChallengeExpired when the wait is over */
  async inTurn<T>(
    token: string,
    user: User,
    context: RequestContext,
    attempt: (pending: PendingSignIn) => Promise<T | null>,
  ): Promise<Exclude<Turn<T>, { kind: 'over' }>> {
    const turn = await this.pending.inTurn(token, attempt);
    if (turn.kind === 'over') throw await this.expired(user.id, context);
    return turn;
  }

  /** Of all who proved their second factor on it, one wins. */
  take(token: string): Promise<boolean> {
    return this.pending.take(token);
  }

  private async expired(userId: string | null, context: RequestContext): Promise<ChallengeExpired> {
    await this.events.record({ event: 'panel_login', status: 'failure', reason: 'challenge_expired', userId, context });
    return new ChallengeExpired();
  }
}
