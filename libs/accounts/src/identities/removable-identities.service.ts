import { NotFound } from '@castellan/common';
import { Identities } from '@castellan/federation';
import type { Identity } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { RemainingFactors } from '../two-factor/remaining-factors.service.js';
import type { User } from '../users/user.types.js';

/** Takes identities away, but never the last way into an account. Part of the caller's transaction, which holds the user. */
@Injectable()
export class RemovableIdentities {
  constructor(
    private readonly identities: Identities,
    private readonly remaining: RemainingFactors,
  ) {}

  /** @throws NotFound, LastFactor */
  async remove(user: User, id: string): Promise<Identity> {
    const removed = await this.identities.remove(user.id, id);
    if (!removed) throw new NotFound();
    await this.remaining.demandWayIn(user);
    return removed;
  }
}
