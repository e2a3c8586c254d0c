import { Signals } from '@castellan/signals';
import { Injectable } from '@nestjs/common';
import { AccountTakenBack } from '../events/account-taken-back.js';
import type { User } from '../users/user.types.js';
import type { AddedWay, Removal, WayIn } from '../invalidation/way-in.js';

/**
 * What a thief may have made for machines is kept by libs above, which are told. Not at a plain reset: whoever forgot their password keeps
 * the machines they set up the day before.
 */
@Injectable()
export class MachineWayIn implements WayIn {
  constructor(private readonly signals: Signals) {}

  async removeSince({ id: userId }: User, cutOff: Date, { cause }: Removal): Promise<readonly AddedWay[]> {
    if (cause !== 'password_reset') await this.signals.publish(new AccountTakenBack({ userId, sinceMs: cutOff.getTime() }));
    return [];
  }
}
