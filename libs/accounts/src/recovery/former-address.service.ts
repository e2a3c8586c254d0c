import type { RequestContext } from '@castellan/common';
import { RevocationBus } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { InvalidLink } from '../errors.js';
import type { User } from '../users/user.types.js';
import { AddressesRepository } from '../users/addresses.repository.js';

/** Brings an account back to the address that a way back was mailed to. Part of the caller's transaction, which holds the user. */
@Injectable()
export class FormerAddress {
  constructor(
    private readonly addresses: AddressesRepository,
    private readonly bus: RevocationBus,
    private readonly events: AccountEvents,
  ) {}

  /** Does nothing where it never left. @throws InvalidLink for a disabled user, and a unique violation: see `isEmailConflict` */
  async restore(user: User, email: string, context: RequestContext): Promise<void> {
    if (user.email === email) return;
    await this.free(email);
    if (!(await this.addresses.setEmail(user, email))) throw new InvalidLink();
    await this.events.record({ event: 'email_change_undone', status: 'success', userId: user.id, identifier: email, context });
  }

  /** Nobody keeps the way back shut by signing up with it. */
  private async free(email: string): Promise<void> {
    const squatter = await this.addresses.deleteUnverified(email);
    if (squatter === null) return;
    await this.bus.publish({ kind: 'user', id: squatter });
    await this.events.erased(squatter);
  }
}
