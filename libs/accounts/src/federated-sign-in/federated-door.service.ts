import { Identities } from '@castellan/federation';
import type { Person } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { BanEnding } from '../bans/ban-ending.service.js';
import { EmailUnverified, InvalidCode, InvalidCredentials, SignInRefused } from '../errors.js';
import { byIdentity } from '../identities/identity.factor.js';
import { VerificationResending } from '../registration/verification-resending.service.js';
import type { SignInContext, SignInResult } from '../sessions/sign-in.types.js';
import { SignIn } from '../sign-in/sign-in.service.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import type { HandedOver } from './one-time-visits.service.js';
import type { FoundAccount } from './found-account.js';

type HandedSignIn = Extract<HandedOver, { kind: 'sign_in' }>;

/** An identity in front of the one door, which decides alone. */
@Injectable()
export class FederatedDoor {
  constructor(
    private readonly door: SignIn,
    private readonly users: UsersRepository,
    private readonly identities: Identities,
    private readonly bans: BanEnding,
    private readonly resending: VerificationResending,
  ) {}

  /** @throws SignInRefused, EmailUnverified once the mail went out again, PasswordResetRequired, Unavailable */
  complete({ user, identity }: FoundAccount, context: SignInContext): Promise<SignInResult> {
    const passing = this.door.complete(user, { first: byIdentity(identity), second: null }, context);
    return passing.catch((error: unknown) => this.refused(user, error, context));
  }

  /** What the door would refuse now, before an app is handed a code. @throws as `complete` */
  async demandOpen({ user, identity }: FoundAccount, context: SignInContext): Promise<void> {
    await this.door.demandOpen(user, byIdentity(identity), context).catch((error: unknown) => this.refused(user, error, context));
  }

  /** Who was named when the code was handed over, if they are still the same. @throws InvalidCode */
  async namedBy({ userId, identityId, version }: HandedSignIn): Promise<FoundAccount> {
    const found = await this.users.find(userId);
    const user = found && (await this.bans.now(found));
    const identity = user && (await this.identities.find(userId, identityId));
    if (!user || !identity || user.tokenVersion !== version) throw new InvalidCode();
    return { user, identity };
  }

  /** A disabled user is told by the door as by a wrong password. */
  private async refused(user: User, error: unknown, context: SignInContext): Promise<never> {
    if (error instanceof EmailUnverified) await this.resending.resend(user.email, context);
    throw error instanceof InvalidCredentials ? new SignInRefused() : error;
  }
}

/** What the code for an app says of whom it is for. */
export const handedSignIn = ({ user, identity }: FoundAccount): HandedSignIn => ({
  kind: 'sign_in',
  userId: user.id,
  identityId: identity.id,
  version: user.tokenVersion,
});

/** What the code for an app says of the link that its session asked for. */
export const handedLink = (person: Person, { userId, sessionId }: { userId: string; sessionId: string }): HandedOver => ({
  kind: 'link',
  userId,
  sessionId,
  person,
});
