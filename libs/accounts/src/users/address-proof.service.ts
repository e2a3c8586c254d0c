import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { TokenInvalidation } from '../credentials/token-invalidation.service.js';
import { AccountEvents } from '../events/account-events.service.js';
import { PhonesRepository } from '../phones/phones.repository.js';
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
    private readonly phones: PhonesRepository,
    private readonly twoFactor: TwoFactor,
    private readonly invalidation: TokenInvalidation,
    private readonly events: AccountEvents,
  ) {}

  /** By a reset, which has replaced the password and ended the sessions already. */
  async byReset(user: User): Promise<void> {
    if (user.isVerified) return;
    await this.prove(user);
  }

  /** By a code, which leaves no earlier password, session or factor. Gives the user as they are now; a disabled one stays untouched. */
  async byCode(user: User): Promise<User | null> {
    if (user.isVerified || !user.isActive) return user;
    await this.users.dropPassword(user.id);
    await this.invalidation.invalidate(user.id, 'password_reset');
    return this.prove(user);
  }

  private async prove({ id }: User): Promise<User | null> {
    const droppedFactor = await this.twoFactor.disable(id);
    await this.phones.remove(id); // a proven number opens the door like a password
    const proven = await this.users.markVerified(id);
    if (proven) await this.events.proven(proven, { droppedFactor });
    return proven;
  }
}
