import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { PhonesRepository } from '../users/phones.repository.js';
import type { User } from '../users/user.types.js';
import type { AddedWay, Removal, WayIn } from '../invalidation/way-in.js';

/**
 * A number opens the account alone, and can be taken over together with its SIM: it goes whatever its age, and is proven anew in a
 * minute (docs/decisions/0011-a-way-back-takes-the-phone.md).
 */
@Injectable()
export class PhoneWayIn implements WayIn {
  constructor(
    private readonly phones: PhonesRepository,
    private readonly events: AccountEvents,
  ) {}

  async removeSince({ id }: User, _cutOff: Date, { cause, context }: Removal): Promise<readonly AddedWay[]> {
    const phone = await this.phones.remove(id);
    if (phone === null) return [];
    await this.events.record({ event: 'phone_removed', status: 'success', reason: cause, userId: id, identifier: phone, context });
    return ['phone'];
  }
}
