import { Injectable } from '@nestjs/common';
import { TokenInvalidation } from '../invalidation/token-invalidation.service.js';
import { KeptAddresses } from '../links/kept-addresses.js';
import { InvalidLink } from '../errors.js';
import { AccountEvents } from '../events/account-events.service.js';
import type { User } from '../users/user.types.js';
import { CredentialsRepository } from '../users/credentials.repository.js';
import { AddressesRepository } from '../users/addresses.repository.js';
import { EarlierFactors } from './earlier-factors.service.js';

/**
 * The first proof of an address by reading its mail, other than by the link of the sign-up. Whoever signed up may be somebody else, so
 * what they set up goes, and every sign-up that waits (pre-account hijacking; docs/reference/contract.md#signing-up). Part of the caller's
 * transaction; changes nothing for a proven address.
 */
@Injectable()
export class AddressProof {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly addresses: AddressesRepository,
    private readonly factors: EarlierFactors,
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
    await this.factors.drop(user);
  }

  private async dropPassword({ id }: User): Promise<void> {
    await this.credentials.dropPassword(id);
    await this.invalidation.invalidate(id, 'password_reset');
  }

  private async prove(user: User): Promise<User | null> {
    await this.factors.drop(user);
    const proven = await this.addresses.markVerified(user.id);
    if (proven) await this.events.proven(proven);
    return proven;
  }
}
