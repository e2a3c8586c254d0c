import { Identities } from '@castellan/federation';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import type { User } from '../users/user.types.js';
import type { AddedWay, Removal, WayIn } from '../invalidation/way-in.js';

/** An identity opens the account alone, and counts from when it was linked: uses make none older or younger. */
@Injectable()
export class IdentityWayIn implements WayIn {
  constructor(
    private readonly identities: Identities,
    private readonly events: AccountEvents,
  ) {}

  async removeSince({ id, email }: User, cutOff: Date, { cause, context }: Removal): Promise<readonly AddedWay[]> {
    const { length } = await this.identities.removeSince(id, cutOff);
    const who = { status: 'success', reason: cause, userId: id, identifier: email, context } as const;
    for (let removed = 0; removed < length; removed += 1) await this.events.record({ event: 'identity_removed', ...who });
    return length > 0 ? ['identity'] : [];
  }
}
