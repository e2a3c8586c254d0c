import type { RequestContext } from '@castellan/common';
import { RevocationBus } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { ClaimChanges } from '../claims/claim-changes.service.js';
import type { User } from '../users/user.types.js';
import { AddressesRepository } from '../users/addresses.repository.js';
import { AddressProof } from './address-proof.service.js';
import type { Decision } from './registration-choice.service.js';
import { Registrations } from './registrations.service.js';
import { SignUpForce } from './sign-up-force.service.js';

/** What a proof by link left the account with. */
export interface Verified {
  readonly hasPassword: boolean;
  /** A password or a provider; false: a link to choose a password was mailed. */
  readonly hasWayIn: boolean;
}

/** What follows from the proof of an address by the link of a sign-up. Part of the caller's transaction, which has locked the user's row. */
@Injectable()
export class LinkProof {
  constructor(
    private readonly addresses: AddressesRepository,
    private readonly registrations: Registrations,
    private readonly addressProof: AddressProof,
    private readonly force: SignUpForce,
    private readonly bus: RevocationBus,
    private readonly claims: ClaimChanges,
  ) {}

  /**
   * A proven account takes nothing of a sign-up. Gives what its owner can sign in by.
   * @throws InvalidLink: see `AddressProof.demandFree`
   */
  async prove(user: User, decision: Decision, context: RequestContext): Promise<Verified> {
    if (!user.isVerified) await this.proveFirst(user, decision, context);
    const { hasPassword } = user.isVerified ? user : decision;
    return { hasPassword, hasWayIn: hasPassword || (await this.force.hasIdentity(user)) };
  }

  private async proveFirst(user: User, { registration, replacesOwn }: Decision, context: RequestContext): Promise<void> {
    await this.addressProof.demandFree(user);
    if (replacesOwn) await this.addressProof.dropEarlier(user);
    if (registration) await this.force.put(user, registration, context);
    await this.registrations.drop(user.id);
    await this.addresses.markVerified(user.id);
    await this.claims.changed([user.id], ['email_verified', 'name']);
    await this.bus.publish({ kind: 'user', id: user.id });
  }
}
