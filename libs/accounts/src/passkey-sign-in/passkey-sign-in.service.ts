import type { RequestContext } from '@castellan/common';
import { InvalidPasskey, Passkeys } from '@castellan/passkeys';
import type { Assertion } from '@castellan/passkeys';
import { Injectable } from '@nestjs/common';
import { BanEnding } from '../bans/ban-ending.service.js';
import { InvalidCredentials } from '../errors.js';
import { AccountEvents } from '../events/account-events.service.js';
import { firstPasskey } from '../passkeys/passkey.factor.js';
import { PasskeyAssertions } from '../passkeys/passkey-assertions.service.js';
import type { SignInContext, SignInResult } from '../sessions/sign-in.types.js';
import { SignIn } from '../sign-in/sign-in.service.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';

/** What a browser is asked, before anybody is known. */
export type PasskeySignInOptions = Awaited<ReturnType<Passkeys['signInOptions']>>;

/** A passkey as first factor. Who it is, the passkey says. */
@Injectable()
export class PasskeySignIn {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly assertions: PasskeyAssertions,
    private readonly users: UsersRepository,
    private readonly bans: BanEnding,
    private readonly door: SignIn,
    private readonly events: AccountEvents,
  ) {}

  /** Nothing in them depends on any account. @throws Unavailable */
  options(): Promise<PasskeySignInOptions> {
    return this.passkeys.signInOptions();
  }

  /**
   * @throws InvalidPasskey for every failure of the passkey, and of a disabled user; EmailUnverified and PasswordResetRequired to who has
   *   proven theirs; Unavailable
   */
  async signIn(state: string, credential: unknown, context: SignInContext): Promise<SignInResult> {
    const asserting = this.assertions.verifySignIn(state, credential, context);
    const assertion = await asserting.catch((error: unknown) => this.refused(error, context));
    const user = await this.ownerOf(assertion);
    if (!user) throw await this.record(new InvalidPasskey(), assertion.userId, context);
    await this.events.record({ event: 'passkey_login', status: 'success', userId: user.id, identifier: user.email, context });
    const now = await this.bans.now(user);
    return this.door.complete(now, { first: firstPasskey(assertion), second: null }, context).catch(asInvalid);
  }

  /**
   * Null when the passkey was removed since it was looked at. Asked in this order: what removes the passkeys of a stranger raises the
   * user's token version in the same transaction, and so is seen here or at the door.
   */
  private async ownerOf({ userId, passkey }: Assertion): Promise<User | null> {
    const user = await this.users.find(userId);
    return user && (await this.passkeys.find(userId, passkey.id)) ? user : null;
  }

  private async refused(error: unknown, context: RequestContext): Promise<never> {
    if (error instanceof InvalidPasskey) await this.record(error, null, context);
    throw error;
  }

  private async record(error: InvalidPasskey, userId: string | null, context: RequestContext): Promise<InvalidPasskey> {
    await this.events.record({ event: 'passkey_login', status: 'failure', reason: 'wrong_passkey', userId, context });
    return error;
  }
}

/** A disabled user is told by the door as by a wrong password: here, as by a wrong passkey. */
function asInvalid(error: unknown): never {
  throw error instanceof InvalidCredentials ? new InvalidPasskey() : error;
}
