import { Clock, ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Profiles } from '@castellan/profiles';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { RegistrationSources } from '@castellan/sources';
import { personErrors } from '../users/person.js';
import { LOCAL_CONTEXT } from '@castellan/log';
import { NewUsersRepository } from './new-users.repository.js';
import type { NewStanding, NewUser, User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';

const SIGNED_UP: NewStanding = { isVerified: false, isStaff: false, isSuperuser: false };
const PROVEN: NewStanding = { ...SIGNED_UP, isVerified: true };
/** So long an account waits for somebody to prove its address. */
const UNPROVEN_KEPT_MS = 30 * 24 * 3_600_000;
const NAMELESS = { username: null, firstName: '', lastName: '', passwordHash: null };

/** What `registerUser` found or made. */
export interface Registration {
  readonly user: User;
  readonly created: boolean;
}

/**
 * The only way a user comes to be: whoever signs up, is made by an operator, or proves an address by a code. What must be there together
 * with the user is made here, in the caller's transaction. `sourceUrl` is where the person came from, as the client says.
 */
@Injectable()
export class UserCreation {
  constructor(
    private readonly newUsers: NewUsersRepository,
    private readonly users: UsersRepository,
    private readonly sources: RegistrationSources,
    private readonly profiles: Profiles,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
    private readonly clock: Clock,
  ) {}

  /** By hand, so from no source. @throws a unique violation: see `isEmailConflict`, `isUsernameConflict` */
  async create(user: NewUser, standing: NewStanding): Promise<User> {
    return this.complete(await this.newUsers.insert(user, standing, this.clock.now()), null);
  }

  /** Null when the address is taken. @throws a unique violation for a username: see `isUsernameConflict` */
  async createUnlessTaken(user: NewUser, sourceUrl: string | null, standing = SIGNED_UP): Promise<User | null> {
    const proofDueAt = standing.isVerified ? null : this.clock.in(UNPROVEN_KEPT_MS);
    const inserted = await this.newUsers.insertUnlessTaken(user, standing, { now: this.clock.now(), proofDueAt });
    return inserted && this.complete(inserted, sourceUrl);
  }

  /** Waits for the proof of its address: until then it has no password and no names. Null when the address is taken. */
  createWaiting(email: string, sourceUrl: string | null): Promise<User | null> {
    return this.createUnlessTaken({ ...NAMELESS, email }, sourceUrl);
  }

  /** Somebody has just proven the address, and has no password. Null when it is taken. Part of the caller's transaction. */
  async createProven(
    person: Pick<NewUser, 'email' | 'firstName' | 'lastName'>,
    sourceUrl: string | null,
    context: RequestContext,
  ): Promise<User | null> {
    const user = await this.createUnlessTaken({ ...NAMELESS, ...person }, sourceUrl, PROVEN);
    if (user) await this.events.record({ event: 'register', status: 'success', userId: user.id, identifier: user.email, context });
    return user;
  }

  /**
   * The user with the address, which its owner has just proven to the caller; makes one, verified and without a password, if there is
   * none. An existing user is given as they are, disabled or unverified too. Part of the caller's transaction, if there is one. Of
   * parallel calls one creates.
   * @throws ValidationFailed for what is no address
   */
  async registerUser(email: string, sourceUrl: string | null = null, context: RequestContext = LOCAL_CONTEXT): Promise<Registration> {
    const errors = personErrors({ email });
    if (Object.keys(errors).length > 0) throw new ValidationFailed({ errors });
    return this.transaction.run(() => this.findOrCreate(email, sourceUrl, context));
  }

  /** The user may be deleted between the two looks, so it looks again. */
  private async findOrCreate(email: string, sourceUrl: string | null, context: RequestContext): Promise<Registration> {
    for (;;) {
      const known = await this.users.findByEmail(email);
      if (known) return { user: known, created: false };
      const user = await this.createProven({ email, firstName: '', lastName: '' }, sourceUrl, context);
      if (user) return { user, created: true };
    }
  }

  private async complete(user: User, sourceUrl: string | null): Promise<User> {
    await this.profiles.create(user.id);
    await this.sources.link(user.id, sourceUrl, { first: true });
    await this.events.registered(user);
    return user;
  }
}
