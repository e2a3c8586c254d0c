import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { InvalidLink } from '../errors.js';
import type { User } from '../users/user.types.js';
import { AddressesRepository } from '../users/addresses.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import { KeptAddresses } from '../links/kept-addresses.js';

/** The address that an account is to move to. Part of the caller's transaction. */
@Injectable()
export class NewAddress {
  constructor(
    private readonly users: UsersRepository,
    private readonly addresses: AddressesRepository,
    private readonly kept: KeptAddresses,
    private readonly events: AccountEvents,
  ) {}

  /** A mere sign-up keeps no address from its reader. */
  async isTaken(email: string): Promise<boolean> {
    const holder = await this.users.findByEmail(email);
    return holder !== null && (holder.isVerified || holder.lastLogin !== null);
  }

  /** Its reader has proven it. @throws InvalidLink while another account can be moved back to it, and as `AddressesRepository.setEmail` */
  async give(user: User, email: string): Promise<boolean> {
    if (await this.kept.includes(email, user.id)) throw new InvalidLink();
    const squatter = await this.addresses.deleteUnproven(email);
    if (squatter) await this.events.erased(squatter);
    return this.addresses.setEmail(user, email);
  }
}
