import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Identities } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { deviceName } from '../users/device-name.js';
import { isMereSignUp } from '../users/proof-state.js';
import type { UserWithPassword } from '../users/user.types.js';
import type { SignInName } from '../users/sign-in-name.js';
import { usernameKey } from '../users/username.js';
import { CredentialsRepository } from '../users/credentials.repository.js';
import { RegistrationsRepository } from '../pending-registrations/registrations.repository.js';
import type { NewRegistration, Registration } from '../pending-registrations/registrations.repository.js';

/** How long a sign-up waits for its proof. */
export const REGISTRATION_TTL_MS = 24 * 3_600_000;

/** What may be in force once an address is proven. */
export interface Candidate {
  readonly passwordHash: string | null;
  /** Null: what the account has already, from an operator or where nobody need prove an address. */
  readonly registration: Registration | null;
}

/**
 * The sign-ups of addresses, free and taken ones alike: for a day, at most three live ones an address, the first and the two newest
 * (docs/reference/contract.md#signing-up). They open nothing before the proof of the address.
 */
@Injectable()
export class Registrations {
  constructor(
    private readonly registrations: RegistrationsRepository,
    private readonly credentials: CredentialsRepository,
    private readonly identities: Identities,
    private readonly clock: Clock,
  ) {}

  /** Part of the caller's transaction, which has locked the user's row. */
  async keep(userId: string, registration: Omit<NewRegistration, 'deviceName'>, { userAgent }: RequestContext): Promise<void> {
    const kept = { ...registration, deviceName: deviceName(userAgent) };
    await this.registrations.keep(userId, kept, this.clock.now(), this.clock.in(REGISTRATION_TTL_MS));
  }

  /** The first one first. An account that is more than a mere sign-up counts, too: its own password stays in force if it is the right one. */
  async candidates(userId: string): Promise<readonly Candidate[]> {
    const user = await this.credentials.find(userId);
    const live = await this.registrations.live(userId, this.clock.now());
    const own = user && (await this.isSettled(user)) ? [{ passwordHash: user.passwordHash, registration: null }] : [];
    return [...own, ...live.map((registration) => ({ passwordHash: registration.passwordHash, registration }))];
  }

  /** The newest that lives. */
  async newest(userId: string): Promise<Registration | null> {
    return (await this.registrations.live(userId, this.clock.now())).at(-1) ?? null;
  }

  /** Whose address somebody signed up with who wishes for that username. */
  holderOf(username: string): Promise<string | null> {
    return this.registrations.holderOf(username, this.clock.now());
  }

  /**
   * The passwords of those that live. By username only of those that wish for it: else whoever signed up with an address could ask which
   * username its account has.
   */
  async passwordHashes(userId: string, name: SignInName): Promise<readonly string[]> {
    const live = await this.registrations.live(userId, this.clock.now());
    const asked = live.filter((registration) => 'email' in name || isCalled(registration, name.username));
    return asked.map(({ passwordHash }) => passwordHash).filter((hash) => hash !== null);
  }

  /** The address was proven otherwise, or is somebody else's now. Part of the caller's transaction. */
  drop(userId: string): Promise<void> {
    return this.registrations.deleteOf(userId);
  }

  /** Can somebody get into it as it is? By a provider, too, also if they never have so far. */
  private async isSettled(user: UserWithPassword): Promise<boolean> {
    return user.passwordHash !== null || !isMereSignUp(user) || (await this.identities.count(user.id)) > 0;
  }
}

function isCalled({ username }: Registration, asked: string): boolean {
  return username !== null && usernameKey(username) === usernameKey(asked);
}
