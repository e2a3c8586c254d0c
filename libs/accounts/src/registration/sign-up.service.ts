import { ValidationFailed } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { PasswordPolicy } from '../passwords/password-policy.js';
import { UsernamesRepository } from '../users/usernames.repository.js';
import { Registering, USERNAME_TAKEN } from './registering.service.js';
import { SignUpNotices } from './sign-up-notices.service.js';
import { UsernameClaims } from './username-claims.service.js';

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

/**
 * Signs up with an address and a password. Taken or not, the address gets the same answer for the same work: one hash, one registration,
 * one queued mail. Its reader learns by mail which it was (docs/reference/contract.md#signing-up).
 */
@Injectable()
export class SignUp {
  constructor(
    private readonly policy: PasswordPolicy,
    private readonly hasher: PasswordHasher,
    private readonly usernames: UsernamesRepository,
    private readonly notices: SignUpNotices,
    private readonly claims: UsernameClaims,
    private readonly registering: Registering,
  ) {}

  /** @throws ValidationFailed for a refused password or a taken username, Unavailable when the hashing queue is full */
  async signUp({ password, ...person }: SignUpRequest, context: RequestContext): Promise<void> {
    await this.demandAcceptable(password, person);
    const passwordHash = await this.hasher.hash(password);
    const registrant = { ...person, passwordHash, identity: null, mayMail: await this.notices.mayMail(person.email) };
    await this.claims.settle(() => this.registering.register(registrant, context));
  }

  private async demandAcceptable(password: string, owner: Omit<SignUpRequest, 'password'>): Promise<void> {
    const violations = await this.policy.violations(password, owner);
    const isTaken = owner.username !== null && (await this.usernames.isTaken(owner.username));
    if (violations.length === 0 && !isTaken) return;
    throw new ValidationFailed({ errors: { ...(violations.length > 0 && { password: violations }), ...(isTaken && USERNAME_TAKEN) } });
  }
}
