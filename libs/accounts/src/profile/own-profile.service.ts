import { TokenInvalid } from '@castellan/access';
import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import { Profiles } from '@castellan/profiles';
import type { ProfileInput } from '@castellan/profiles';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { readNames } from '../users/names.js';
import type { NamesInput, NewNames } from '../users/names.js';
import { NamesRepository } from './names.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import { OwnProfileReading } from './own-profile-reading.service.js';
import type { OwnProfileView } from './own-profile-reading.service.js';

/** A user's own profile: the names of their account and what `libs/profiles` keeps, as one. */
@Injectable()
export class OwnProfile {
  constructor(
    private readonly reading: OwnProfileReading,
    private readonly users: UsersRepository,
    private readonly names: NamesRepository,
    private readonly profiles: Profiles,
    private readonly transaction: Transaction,
    private readonly bus: RevocationBus,
    private readonly events: AccountEvents,
  ) {}

  /** @throws TokenInvalid when the user has just been erased */
  of(caller: Caller): Promise<OwnProfileView> {
    return this.reading.of(caller);
  }

  /**
   * Changes what is given, all or nothing, and gives the whole as it is then. Every node shows new names within 1 s, this one at once.
   * @throws ValidationFailed with everything that is wrong with any field, TokenInvalid when the user has just been erased
   */
  async change(caller: Caller, input: ProfileInput & NamesInput, context: RequestContext): Promise<OwnProfileView> {
    const { names, errors } = readNames(input);
    await this.transaction.run(async () => {
      // First of all rows: an erasure takes them in this order, too.
      if (!(await this.users.hold(caller.userId))) throw new TokenInvalid();
      const changed = await this.profiles.change(caller.userId, input, errors);
      const renamed = await this.rename(caller.userId, names);
      if (changed || renamed) await this.record(caller, context);
    });
    return this.reading.of(caller);
  }

  private async rename(userId: string, names: NewNames): Promise<boolean> {
    if (names.firstName === undefined && names.lastName === undefined) return false;
    await this.names.rename(userId, names);
    await this.bus.publish({ kind: 'user', id: userId });
    return true;
  }

  private record({ userId, sessionId }: Caller, context: RequestContext): Promise<void> {
    return this.events.record({ event: 'profile_changed', status: 'success', userId, sessionId, context });
  }
}
