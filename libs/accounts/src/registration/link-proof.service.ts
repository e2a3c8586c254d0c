import { RevocationBus } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { RegistrationSources } from '@castellan/sources';
import type { User } from '../users/user.types.js';
import { AddressesRepository } from '../users/addresses.repository.js';
import { AddressProof } from './address-proof.service.js';
import type { Decision } from './registration-choice.service.js';
import { Registrations } from './registrations.service.js';
import type { Registration } from '../pending-registrations/registrations.repository.js';
import { UnprovenUsersRepository } from './unproven-users.repository.js';
import { UsernameClaims } from './username-claims.service.js';

/** What follows from the proof of an address by the link of a sign-up. Part of the caller's transaction, which has locked the user's row. */
@Injectable()
export class LinkProof {
  constructor(
    private readonly addresses: AddressesRepository,
    private readonly unproven: UnprovenUsersRepository,
    private readonly registrations: Registrations,
    private readonly addressProof: AddressProof,
    private readonly claims: UsernameClaims,
    private readonly sources: RegistrationSources,
    private readonly bus: RevocationBus,
  ) {}

  /** A proven account takes nothing of a sign-up. @throws InvalidLink: see `AddressProof.demandFree` */
  async prove(user: User, { registration, replacesOwn }: Decision): Promise<void> {
    if (user.isVerified) return;
    await this.addressProof.demandFree(user);
    if (replacesOwn) await this.addressProof.dropEarlier(user);
    if (registration) await this.putIntoForce(user, registration);
    await this.registrations.drop(user.id);
    await this.addresses.markVerified(user.id);
    await this.bus.publish({ kind: 'user', id: user.id });
  }

  /** A username that somebody else has proven meanwhile is left out: it keeps nobody from their account. */
  private async putIntoForce({ id, email }: User, { username, sourceUrl, ...registration }: Registration): Promise<void> {
    const name = username === null ? null : await this.claims.claim(username, email);
    await this.unproven.putIntoForce({ ...registration, email, username: name });
    await this.sources.link(id, sourceUrl, { first: true });
  }
}
