import { TwoFactor } from '@castellan/twofactor';
import type { RemovedPart } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { SecondFactorSwitch } from '../two-factor/second-factor-switch.service.js';
import type { User } from '../users/user.types.js';
import type { AddedWay, Removal, WayIn } from '../invalidation/way-in.js';

const EVENTS = {
  second_factor: 'twofactor_disabled',
  authenticator: 'authenticator_removed',
  backup_codes: 'backup_codes_removed',
} as const;

/**
 * Two-step sign-in counts from when it was turned on, an authenticator from when it was added, backup codes from when they were made.
 * Whoever puts theirs in the place of an older one has turned it on anew; whoever adds an authenticator or makes new codes beside what is
 * older loses only those. Where no factor is left, two-step sign-in is turned off whatever its age.
 */
@Injectable()
export class SecondFactorWayIn implements WayIn {
  constructor(
    private readonly twoFactor: TwoFactor,
    private readonly twoStep: SecondFactorSwitch,
    private readonly events: AccountEvents,
  ) {}

  async removeSince({ id, email }: User, cutOff: Date, { cause, context }: Removal): Promise<readonly AddedWay[]> {
    const removed = await this.removeParts(id, cutOff);
    const who = { status: 'success', reason: cause, userId: id, identifier: email, context } as const;
    for (const part of removed) await this.events.record({ event: EVENTS[part], ...who });
    return removed;
  }

  /** A switch without any factor would shut the owner out, and is nobody's protection. */
  private async removeParts(id: string, cutOff: Date): Promise<readonly RemovedPart[]> {
    const removed = await this.twoFactor.removeSince(id, cutOff);
    return (await this.twoStep.settle(id)) ? ['second_factor'] : removed;
  }
}
