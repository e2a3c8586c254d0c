import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { TokenInvalidation } from '../credentials/token-invalidation.service.js';
import type { User } from './user.types.js';
import { UsersRepository } from './users.repository.js';

/**
 * The first proof of an address by reading its mail, other than by the link of the sign-up. Whoever signed up may be somebody else, so
 * what they set up goes (pre-account hijacking; contract §3 `verify-account/`). Part of the caller's transaction; changes nothing for a
 * proven address.
 */
@Injectable()
export class AddressProof {
  constructor(
    private readonly users: UsersRepository,
    private readonly twoFactor: TwoFactor,
    private readonly invalidation: TokenInvalidation,
  ) {}

  /** By a reset, which has replaced the password and ended the sessions already. */
  async byReset(user: User): Promise<void> {
    if (user.isVerified) return;
    await this.twoFactor.disable(user.id);
    await this.users.markVerified(user.id);
  }

  /** By a code, which leaves no earlier password, session or factor. Gives the user as they are now; a disabled one stays untouched. */
  async byCode(user: User): Promise<User | null> {
    if (user.isVerified || !user.isActive) return user;
    await this.users.dropPassword(user.id);
    await this.invalidation.invalidate(user.id, 'password_reset');
    await this.twoFactor.disable(user.id);
    return this.users.markVerified(user.id);
  }
}
