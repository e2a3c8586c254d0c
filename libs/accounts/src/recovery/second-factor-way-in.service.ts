import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import type { User } from '../users/user.types.js';
import type { AddedWay, Removal, WayIn } from '../invalidation/way-in.js';

const EVENTS = {
  second_factor: 'twofactor_disabled',
  authenticator: 'authenticator_removed',
  backup_codes: 'backup_codes_removed',
} as const;

/**
 * The second factor counts from when it was turned on, its backup codes from when they were made. Whoever puts theirs in the place of
 * an older one has turned it on anew; whoever makes new codes for an older factor loses only those.
 */
@Injectable()
export class SecondFactorWayIn implements WayIn {
  constructor(
    private readonly twoFactor: TwoFactor,
    private readonly events: AccountEvents,
  ) {}

  async removeSince({ id, email }: User, cutOff: Date, { cause, context }: Removal): Promise<readonly AddedWay[]> {
    const removed = await this.twoFactor.removeSince(id, cutOff);
    const who = { status: 'success', reason: cause, userId: id, identifier: email, context } as const;
    for (const part of removed) await this.events.record({ event: EVENTS[part], ...who });
    return removed;
  }
}
