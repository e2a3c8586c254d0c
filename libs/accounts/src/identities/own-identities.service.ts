import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { Identities } from '@castellan/federation';
import type { Identity } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { LastFactor } from '../errors.js';
import { ProofRecords } from '../events/proof-records.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import { FactorBinding } from '../two-factor/factor-binding.service.js';
import { IdentityChanges } from './identity-changes.service.js';
import { RemovableIdentities } from './removable-identities.service.js';

const REFUSED = { event: 'identity_removed', wrong: 'last_factor', refusal: LastFactor } as const;

/** The identities of a signed-in user. */
@Injectable()
export class OwnIdentities {
  constructor(
    private readonly identities: Identities,
    private readonly removable: RemovableIdentities,
    private readonly binding: FactorBinding,
    private readonly changes: IdentityChanges,
    private readonly live: LiveCaller,
    private readonly records: ProofRecords,
  ) {}

  /** The oldest first. */
  list({ userId }: Caller): Promise<readonly Identity[]> {
    return this.identities.list(userId);
  }

  /** Sessions stay; a sign-in by it that waits is over. @throws NotFound, LastFactor, TwoFactorRequired as where one is linked, and as `LiveCaller.hold` */
  async remove(caller: Caller, id: string, context: RequestContext): Promise<void> {
    const removing = this.live.change(caller, async (user) => {
      await this.binding.demandBeside(caller); // what a password alone must not bind, it must not take away
      const removed = await this.removable.remove(user, id);
      await this.changes.removed(user, removed, caller.sessionId, context);
    });
    await this.records.refusals(removing, REFUSED, caller, context);
  }
}
