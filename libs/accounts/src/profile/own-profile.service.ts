import { TokenInvalid } from '@castellan/access';
import type { Caller } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Profiles } from '@castellan/profiles';
import type { ProfileInput } from '@castellan/profiles';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { readNames } from '../users/names.js';
import type { NamesInput } from '../users/names.js';
import { OwnNames } from './own-names.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { OwnProfileReading } from './own-profile-reading.service.js';
import type { OwnProfileView } from './own-profile-reading.service.js';

/** A user's own profile: the names of their account and what `libs/profiles` keeps, as one. */
@Injectable()
export class OwnProfile {
  constructor(
    private readonly reading: OwnProfileReading,
    private readonly users: UsersRepository,
    private readonly names: OwnNames,
    private readonly profiles: Profiles,
    private readonly transaction: Transaction,
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
      const renamed = await this.names.change(caller.userId, names);
      if (changed || renamed) await this.record(caller, context);
    });
    return this.reading.of(caller);
  }

  private record({ userId, sessionId }: Caller, context: RequestContext): Promise<void> {
    return this.events.record({ event: 'profile_changed', status: 'success', userId, sessionId, context });
  }
}
