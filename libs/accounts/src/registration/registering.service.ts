import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Inject, Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { UserCreation } from './user-creation.service.js';
import { isMereSignUp } from '../users/proof-state.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import { Registrations } from './registrations.service.js';
import type { RegisteredIdentity } from '../pending-registrations/registrations.repository.js';
import { SignUpNotices } from './sign-up-notices.service.js';
import { UsernameClaims } from './username-claims.service.js';

export const USERNAME_TAKEN = { username: ['A user with that username already exists.'] };

/** Somebody whose password was hashed, or whom a provider knows. */
export interface Registrant {
  readonly email: string;
  readonly passwordHash: string | null;
  /** In the place of a password. Where the sign-up is in force at once, linking it is for the caller. */
  readonly identity: RegisteredIdentity | null;
  readonly username: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly sourceUrl: string | null;
  /**
   * Would the mail be sent at all? Else it would be dropped, and must not kill the link that did arrive. What was signed up with is kept
   * all the same: it may be the owner's own, after a stranger used up their mails.
   */
  readonly mayMail: boolean;
}

/** What became of a sign-up. */
export interface Registered {
  /** Who has the address. */
  readonly user: User;
  /** It is an account already, and waits for no proof. */
  readonly isInForce: boolean;
}

/** Keeps what somebody signed up with, until the reader of the address says whether it was theirs. Part of the caller's transaction. */
@Injectable()
export class Registering {
  constructor(
    private readonly users: UsersRepository,
    private readonly creation: UserCreation,
    private readonly registrations: Registrations,
    private readonly claims: UsernameClaims,
    private readonly notices: SignUpNotices,
    private readonly events: AccountEvents,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  /** @throws ValidationFailed for a username that was taken meanwhile */
  async register(registrant: Registrant, context: RequestContext): Promise<Registered> {
    const created = await this.create(registrant);
    const user = created ?? (await this.users.lockByEmail(registrant.email));
    if (!user) return this.register(registrant, context); // its account was erased between the two looks
    const isInForce = created !== null && !this.options.requireVerifiedEmail;
    if (!isInForce) await this.registrations.keep(user.id, registrant, context);
    await this.record(user, isMereSignUp(user), context);
    if (created || registrant.mayMail) await this.notify(user, registrant, context);
    return { user, isInForce };
  }

  private notify(user: User, { mayMail, identity }: Registrant, context: RequestContext): Promise<void> {
    return this.notices.send(user, context, { isCounted: mayMail, provider: identity?.provider ?? null });
  }

  /** Null when the address is taken. Where nobody need prove an address, what was given for a free one is in force at once. */
  private async create({ sourceUrl, mayMail: _, identity: __, ...person }: Registrant): Promise<User | null> {
    if (this.options.requireVerifiedEmail) return this.creation.createWaiting(person.email, sourceUrl);
    const isFree = person.username === null || (await this.claims.claim(person.username, person.email)) !== null;
    if (!isFree) throw new ValidationFailed({ errors: USERNAME_TAKEN });
    return this.creation.createUnlessTaken(person, sourceUrl);
  }

  private async record({ id, email }: User, isRegistered: boolean, context: RequestContext): Promise<void> {
    const outcome = isRegistered ? ({ status: 'success' } as const) : ({ status: 'failure', reason: 'address_taken' } as const);
    await this.events.record({ event: 'register', ...outcome, userId: isRegistered ? id : null, identifier: email, context });
  }
}
