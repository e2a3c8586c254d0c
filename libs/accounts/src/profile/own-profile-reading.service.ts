import type { Caller } from '@castellan/access';
import { Profiles } from '@castellan/profiles';
import type { Profile } from '@castellan/profiles';
import { Injectable } from '@nestjs/common';
import { PhonesRepository } from '../users/phones.repository.js';
import { LiveSessions } from '../sessions/live-sessions.js';
import type { User } from '../users/user.types.js';

/** A user's own profile, with what of the account is shown beside it. */
export interface OwnProfileView {
  readonly user: User;
  /** The number the user has proven, in E.164. */
  readonly phone: string | null;
  readonly profile: Profile;
}

/** Gathers what a profile is answered with. */
@Injectable()
export class OwnProfileReading {
  constructor(
    private readonly sessions: LiveSessions,
    private readonly phones: PhonesRepository,
    private readonly profiles: Profiles,
  ) {}

  /** @throws TokenInvalid when the user has just been erased */
  async of(caller: Caller): Promise<OwnProfileView> {
    const user = await this.sessions.userOf(caller);
    return { user, phone: await this.phones.find(caller.userId), profile: await this.profiles.of(caller.userId) };
  }
}
