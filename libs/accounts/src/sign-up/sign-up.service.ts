import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { PasswordPolicy } from '../passwords/password-policy.js';
import type { NewUser } from '../users/user.types.js';
import { UserCreation } from '../users/user-creation.service.js';
import { isUsernameConflict, UsersRepository } from '../users/users.repository.js';
import { SignUpNotices } from './sign-up-notices.service.js';

/** What somebody gives to sign up. */
export interface SignUpRequest {
  readonly email: string;
  readonly password: string;
  readonly username: string | null;
  readonly firstName: string;
  readonly lastName: string;
  /** Where they came from, as the client says; whatever it is, it changes nothing of the answer. */
  readonly sourceUrl: string | null;
}

/** A request whose password was hashed. */
interface Registrant {
  readonly user: NewUser;
  readonly sourceUrl: string | null;
  /** Would the mail be sent at all? Else it would be dropped, and what its reader was mailed before must stay true. */
  readonly mayReplace: boolean;
}

const MAX_ATTEMPTS = 25;
const TAKEN = { username: ['A user with that username already exists.'] };

/**
 * Signs up with an address and a password. Taken or not, the address gets the same answer for the same work: one hash, one insert, one
 * queued mail. Its owner learns by mail which it was (contract §3).
 */
@Injectable()
export class SignUp {
  constructor(
    private readonly policy: PasswordPolicy,
    private readonly hasher: PasswordHasher,
    private readonly users: UsersRepository,
    private readonly creation: UserCreation,
    private readonly notices: SignUpNotices,
    private readonly transaction: Transaction,
    private readonly events: AccountEvents,
  ) {}

  /** @throws ValidationFailed for a refused password or a taken username, Unavailable when the hashing queue is full */
  async signUp(request: SignUpRequest, context: RequestContext): Promise<void> {
    await this.demandAcceptable(request);
    const { password, sourceUrl, ...person } = request;
    const user = { ...person, passwordHash: await this.hasher.hash(password) };
    await this.registerUnlessBeaten({ user, sourceUrl, mayReplace: await this.notices.mayVerify(user.email) }, context);
  }

  /** Parallel sign-ups may claim one username: the unique index lets one at a time have it, and a proven account keeps it. */
  private async registerUnlessBeaten(registrant: Registrant, context: RequestContext): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.transaction.run(() => this.register(registrant, context));
        return;
      } catch (error) {
        if (!isUsernameConflict(error)) throw error;
        if (attempt === MAX_ATTEMPTS || (await this.users.isUsernameTaken(registrant.user.username ?? '')))
          throw new ValidationFailed({ errors: TAKEN });
      }
    }
  }

  private async demandAcceptable({ password, ...owner }: SignUpRequest): Promise<void> {
    const violations = await this.policy.violations(password, owner);
    const isTaken = owner.username !== null && (await this.users.isUsernameTaken(owner.username));
    if (violations.length === 0 && !isTaken) return;
    throw new ValidationFailed({ errors: { ...(violations.length > 0 && { password: violations }), ...(isTaken && TAKEN) } });
  }

  private async register({ user, sourceUrl, mayReplace }: Registrant, context: RequestContext): Promise<void> {
    if (user.username !== null) await this.users.releaseUsername(user.username, user.email);
    const created = await this.creation.createUnlessTaken(user, sourceUrl);
    const registered = created ?? (mayReplace ? await this.creation.replaceUnproven(user, sourceUrl) : null);
    const outcome = registered ? ({ status: 'success' } as const) : ({ status: 'failure', reason: 'address_taken' } as const);
    await this.events.record({ event: 'register', ...outcome, userId: registered?.id ?? null, identifier: user.email, context });
    if (registered) await this.notices.verify(registered, mayReplace);
    else await this.notices.addressTaken(user.email);
  }
}
