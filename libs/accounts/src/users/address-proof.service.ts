import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import type { User } from './user.types.js';
import { UsersRepository } from './users.repository.js';

/**
 * The first proof of an address by reading its mail, other than by the link of the sign-up. Whoever signed up may be somebody else, so
 * what they set up goes (pre-account hijacking; contract §3 `verify-account/`).
 */
@Injectable()
export class AddressProof {
  constructor(
    private readonly users: UsersRepository,
    private readonly twoFactor: TwoFactor,
  ) {}

  /** Part of the transaction in which sessions and password go, too. Changes nothing for a proven address. */
  async prove(user: User): Promise<void> {
    if (user.isVerified) return;
    await this.twoFactor.disable(user.id);
    await this.users.markVerified(user.id);
  }
}
