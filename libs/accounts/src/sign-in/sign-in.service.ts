import type { DomainError } from '@castellan/common';
import { Clock } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { Inject, Injectable } from '@nestjs/common';
import { EmailUnverified, InvalidCredentials, PasswordResetRequired } from '../errors.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { SessionOpening } from '../sessions/session-opening.service.js';
import type { OpenedSession } from '../sessions/session-opening.service.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { SignInRecords } from './sign-in-records.service.js';
import type { Factor, SignedIn, SignInContext } from './sign-in.types.js';

/** Why the door stays shut: what the client hears, and what the history says. */
interface Refusal {
  readonly error: DomainError;
  readonly reason: string;
}

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
    private readonly records: SignInRecords,
    private readonly clock: Clock,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** @throws InvalidCredentials when the user is disabled, EmailUnverified, PasswordResetRequired */
  async complete(user: User, factors: readonly Factor[], context: SignInContext): Promise<SignedIn> {
    const refusal = this.refusalOf(user, factors);
    if (refusal) throw await this.refused(user, refusal, context);
    const now = this.clock.now();
    const opened = await this.transaction.run(() => this.open(user, factors, context, now));
    if (!opened) throw await this.refused(user, { error: new InvalidCredentials(), reason: 'account_changed' }, context);
    return { ...opened, user: { ...user, lastLogin: now, closedAt: null } };
  }

  private refusalOf(user: User, factors: readonly Factor[]): Refusal | null {
    if (!user.isActive) return { error: new InvalidCredentials(), reason: 'account_disabled' };
    if (this.options.requireVerifiedEmail && !user.isVerified) return { error: new EmailUnverified(), reason: 'email_unverified' };
    if (user.passwordResetRequired && factors.includes('pwd')) {
      return { error: new PasswordResetRequired(), reason: 'password_reset_required' };
    }
    return null;
  }

  private async open(user: User, factors: readonly Factor[], context: SignInContext, now: Date): Promise<OpenedSession | null> {
    if (!(await this.users.recordSignIn(user, now))) return null;
    const opened = await this.opening.open(user, { aal: 1, amr: factors }, context);
    if (!opened) return null;
    await this.bus.publish({ kind: 'user', id: user.id });
    await this.records.signedIn(user, opened, context);
    return opened;
  }

  private async refused(user: User, { error, reason }: Refusal, context: SignInContext): Promise<DomainError> {
    await this.records.refused(user, reason, context);
    return error;
  }
}
