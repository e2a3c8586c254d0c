import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { Identities } from '@castellan/federation';
import type { Identity, Person } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { IdentityTaken } from '../errors.js';
import { ProofRecords } from '../events/proof-records.service.js';
import { LiveCaller } from '../sessions/live-caller.service.js';
import { FactorBinding } from '../two-factor/factor-binding.service.js';
import type { User } from '../users/user.types.js';
import { IdentityChanges } from './identity-changes.service.js';

const REFUSED = { event: 'identity_linked', wrong: 'identity_taken', refusal: IdentityTaken } as const;

/** Links who somebody is elsewhere to an account: the one that asked, or that was found by what a provider vouches for. */
@Injectable()
export class IdentityLinking {
  constructor(
    private readonly identities: Identities,
    private readonly binding: FactorBinding,
    private readonly changes: IdentityChanges,
    private readonly live: LiveCaller,
    private readonly records: ProofRecords,
  ) {}

  /** Before anybody is sent to a provider. @throws TwoFactorRequired, as `link` will */
  async demandMayLink(caller: Caller): Promise<void> {
    await this.binding.demandBeside(caller);
  }

  /**
   * The account that asked, if its session still stands. Never inside a transaction, which a refusal rolls back.
   * @throws IdentityTaken, TwoFactorRequired where two-step sign-in is on and the session has proven no second factor, and as `LiveCaller.hold`
   */
  link(caller: Caller, person: Person, context: RequestContext): Promise<Identity> {
    const linking = this.live.change(caller, async (user) => {
      await this.binding.demandBeside(caller); // what a password alone must not bind
      const identity = await this.keep(user, person);
      await this.changes.linked(user, identity, caller.sessionId, context);
      return identity;
    });
    return this.records.refusals(linking, REFUSED, caller, context);
  }

  /**
   * Vouched for, also where the account begins with it: mailed and remembered. Part of the caller's transaction, which holds the user.
   * @throws IdentityTaken
   */
  async linkFound(user: User, person: Person, context: RequestContext): Promise<Identity> {
    const identity = await this.keep(user, person);
    await this.changes.linked(user, identity, null, context);
    return identity;
  }

  /**
   * Of an account that nobody has proven and that is in force at once: remembered, and not mailed, since the mail of its sign-up tells it.
   * Otherwise as `linkFound`. @throws IdentityTaken
   */
  async linkFirst(user: User, person: Person, context: RequestContext): Promise<Identity> {
    const identity = await this.keep(user, person);
    await this.changes.linkedFirst(user, context);
    return identity;
  }

  private async keep({ id }: User, person: Person): Promise<Identity> {
    const identity = await this.identities.link(id, person);
    if (!identity) throw new IdentityTaken();
    return identity;
  }
}
