import { Clock } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { AuthEvents } from '@castellan/log';
import { Inject, Injectable } from '@nestjs/common';
import { EmailUnverified, InvalidCredentials } from '../errors.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { SessionOpening } from '../sessions/session-opening.service.js';
import type { OpenedSession } from '../sessions/session-opening.service.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import type { Factor, SignedIn, SignInContext } from './sign-in.types.js';

/**
 * The one door: every session is made here, whatever the first factor was. It is handed the user and the factors just proven, and
 * decides alone whether that is enough (contract §2). No other code makes a session.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly transaction: Transaction,
    private readonly opening: SessionOpening,
    private readonly users: UsersRepository,
    private readonly bus: RevocationBus,
    private readonly events: AuthEvents,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** @throws InvalidCredentials when the user is disabled, EmailUnverified */
  async complete(user: User, factors: readonly Factor[], context: SignInContext): Promise<SignedIn> {
    if (!user.isActive) throw await this.refused(user, 'account_disabled', context, new InvalidCredentials());
    if (this.options.requireVerifiedEmail && !user.isVerified) {
      throw await this.refused(user, 'email_unverified', context, new EmailUnverified());
    }
    const opened = await this.transaction.run(() => this.open(user, factors, context));
    if (!opened) throw await this.refused(user, 'account_changed', context, new InvalidCredentials());
    return { ...opened, user: { ...user, lastLogin: opened.session.createdAt } };
  }

  private async open(user: User, factors: readonly Factor[], context: SignInContext): Promise<OpenedSession | null> {
    const opened = await this.opening.open(user, { aal: 1, amr: factors }, context);
    if (!opened) return null;
    await this.users.recordSignIn(user.id, this.clock.now());
    await this.bus.publish({ kind: 'user', id: user.id });
    const who = { userId: user.id, identifier: user.email, sessionId: opened.session.id };
    await this.events.record({ event: 'login', status: 'success', ...who, context });
    return opened;
  }

  private async refused<E extends Error>(user: User, reason: string, context: SignInContext, error: E): Promise<E> {
    await this.events.record({ event: 'login', status: 'failure', reason, userId: user.id, identifier: user.email, context });
    return error;
  }
}
