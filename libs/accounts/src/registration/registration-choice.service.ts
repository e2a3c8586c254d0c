import { Injectable } from '@nestjs/common';
import { PasswordRequired } from '../errors.js';
import { PasswordAttempts } from '../passwords/password-attempts.service.js';
import type { User } from '../users/user.types.js';
import type { Registration } from '../pending-registrations/registrations.repository.js';
import { Registrations } from './registrations.service.js';
import type { Candidate } from './registrations.service.js';

const SEVERAL = { password: ['This address was signed up with more than once. Enter the password that you chose.'] };
const NONE_FITS = {
  password: ['No sign-up with this address has this password. Try another one, or choose a new one: POST /api/auth/password-reset/.'],
};

/** What the proof of an address puts into force. */
export interface Decision {
  /** Null: what the account has stays. */
  readonly registration: Registration | null;
  /** It takes the place of a password that was in force unproven, and of all that was set up with it. */
  readonly replacesOwn: boolean;
  readonly hasPassword: boolean;
}

/**
 * Which sign-up comes into force when its address is proven. The link proves the address and not who signed up: where several did, the
 * reader of the mail says by a password which one they were, whichever mail they came by (pre-account hijacking;
 * docs/reference/contract.md#signing-up).
 */
@Injectable()
export class RegistrationChoice {
  constructor(
    private readonly registrations: Registrations,
    private readonly attempts: PasswordAttempts,
  ) {}

  /**
   * The stored password that fits; null when none was given, or there is nothing to choose from. Never inside a transaction: it takes
   * the time of its hashes, and a place in the failure budget of the account.
   * @throws PasswordRequired when none fits and for a spent budget alike, Unavailable
   */
  async fitting(user: User, password: string | null): Promise<string | null> {
    const candidates = await this.registrations.candidates(user.id);
    if (password === null || candidates.length === 0) return null;
    const [first = null, ...others] = candidates.map(({ passwordHash }) => passwordHash).filter((hash) => hash !== null);
    const attempt = { account: user.id, deviceId: null, password, stored: first };
    const { result, fitting } = await this.attempts.checkApart(attempt, user.email, () => Promise.resolve(others));
    if (result !== 'right') throw new PasswordRequired({ errors: NONE_FITS });
    return fitting;
  }

  /**
   * Part of the caller's transaction, which has locked the user's row: decides on what is there by then.
   * @throws PasswordRequired where several are there, or the chosen one is gone
   */
  async decide(userId: string, fitting: string | null): Promise<Decision> {
    const candidates = await this.registrations.candidates(userId);
    const chosen = fitting === null ? onlyOne(candidates) : candidates.find(({ passwordHash }) => passwordHash === fitting);
    if (fitting !== null && !chosen) throw new PasswordRequired({ errors: NONE_FITS });
    const registration = chosen?.registration ?? null;
    return {
      registration,
      replacesOwn: registration !== null && candidates.some((candidate) => candidate.registration === null),
      hasPassword: typeof chosen?.passwordHash === 'string',
    };
  }
}

/** Undefined where there is none. */
function onlyOne(candidates: readonly Candidate[]): Candidate | undefined {
  if (candidates.length > 1) throw new PasswordRequired({ errors: SEVERAL });
  return candidates[0];
}
