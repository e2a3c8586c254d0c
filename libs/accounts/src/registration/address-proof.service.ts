import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { TokenInvalidation } from '../invalidation/token-invalidation.service.js';
import { DevicesRepository } from '../devices/devices.repository.js';
import { KeptAddresses } from '../links/kept-addresses.js';
import { InvalidLink } from '../errors.js';
import { AccountEvents } from '../events/account-events.service.js';
import { PhonesRepository } from '../users/phones.repository.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';

/**
 * The first proof of an address by reading its mail, other than by the link of the sign-up. Whoever signed up may be somebody else, so
 * what they set up goes, and every sign-up that waits (pre-account hijacking; docs/reference/contract.md#signing-up). Part of the caller's
 * transaction; changes nothing for a proven address.
 */
@Injectable()
export class AddressProof {
  constructor(
    private readonly users: UsersRepository,
    private readonly phones: PhonesRepository,
    private readonly twoFactor: TwoFactor,
    private readonly devices: DevicesRepository,
    private readonly invalidation: TokenInvalidation,
    private readonly kept: KeptAddresses,
    private readonly events: AccountEvents,
  ) {}

  /** @throws InvalidLink while an account that was moved away from the address can still be moved back */
  async demandFree({ email }: User): Promise<void> {
    if (await this.kept.includes(email)) throw new InvalidLink();
  }

  /** By a reset, which has replaced the password and ended the sessions already. @throws InvalidLink: see `demandFree` */
  async byReset(user: User): Promise<void> {
    if (user.isVerified) return;
    await this.demandFree(user);
    await this.prove(user);
  }

  /** By a code, which leaves no earlier password, session or factor. Gives the user as they are now; a disabled one stays untouched. */
  async byCode(user: User): Promise<User | null> {
    if (user.isVerified || !user.isActive) return user;
    await this.dropPassword(user);
    return this.prove(user);
  }

  /** By a link, for another sign-up than the one that was in force: nothing of that one stays. */
  async dropEarlier(user: User): Promise<void> {
    await this.dropPassword(user);
    await this.dropFactors(user);
  }

  private async dropPassword({ id }: User): Promise<void> {
    await this.users.dropPassword(id);
    await this.invalidation.invalidate(id, 'password_reset');
  }

  private async prove(user: User): Promise<User | null> {
    await this.dropFactors(user);
    const proven = await this.users.markVerified(user.id);
    if (proven) await this.events.proven(proven);
    return proven;
  }

  private async dropFactors({ id }: User): Promise<void> {
    await this.devices.deleteAll(id); // a known one is told by no mail, and has budgets and codes of its own
    await this.phones.remove(id); // a proven number opens the door like a password
    if (await this.twoFactor.disable(id)) await this.events.factorDropped(id);
  }
}
