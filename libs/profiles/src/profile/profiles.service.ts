import { Clock, ValidationFailed } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { Avatars } from '../avatars/avatars.service.js';
import { ProfileExtensions } from './profile-extensions.service.js';
import { readProfile } from './profile-reading.js';
import type { FieldErrors, Profile, ProfileInput } from './profile.types.js';
import { ProfilesRepository } from './profiles.repository.js';
import type { LockedProfile, StoredProfile } from './profiles.repository.js';

const EMPTY: StoredProfile = { bio: '', location: '', dateOfBirth: null, language: null, timezone: null, settings: {} };

/** Who people are besides their accounts. Knows user ids, not users: their names are changed where users are. */
@Injectable()
export class Profiles {
  constructor(
    private readonly repository: ProfilesRepository,
    private readonly avatars: Avatars,
    private readonly extensions: ProfileExtensions,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** Makes an empty profile. Called in the transaction that makes the user; changes nothing where there is one. */
  create(userId: string): Promise<void> {
    return this.repository.create(userId, this.clock.now());
  }

  /** The profile of a user who exists. */
  async of(userId: string): Promise<Profile> {
    const stored = (await this.repository.find(userId)) ?? EMPTY;
    return { ...stored, avatarUrl: await this.avatars.urlOf(userId), added: await this.extensions.valuesOf(userId) };
  }

  /**
   * Changes the fields that are given. `null` empties a text and clears any other field; settings are merged key by key. Parallel changes
   * follow one another, so none is lost. Gives false when no field of ours was given.
   * @param alsoWrong what the caller finds wrong with fields of its own, to be told together with what is wrong here
   * @throws ValidationFailed with everything that is wrong with any field; nothing is changed then
   */
  change(userId: string, input: ProfileInput, alsoWrong: FieldErrors = {}): Promise<boolean> {
    return this.transaction.run(async () => this.write(userId, input, await this.lock(userId), alsoWrong));
  }

  /**
   * The same for a form that was opened a while ago: null, and nothing is changed, when the profile is no longer of the version that the
   * list of profiles gave then.
   * @throws ValidationFailed
   */
  changeUnchanged(userId: string, input: ProfileInput, version: string): Promise<boolean | null> {
    return this.transaction.run(async () => {
      const locked = await this.lock(userId);
      return locked.version === version ? this.write(userId, input, locked, {}) : null;
    });
  }

  /** Everything kept of the user, by table: profile, avatar, and what other modules added. */
  async exportOf(userId: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
    return {
      ...(await this.extensions.exportOf(userId)),
      profiles: await this.repository.exportOf(userId),
      avatars: await this.avatars.exportOf(userId),
    };
  }

  private async write(userId: string, input: ProfileInput, { settings }: LockedProfile, alsoWrong: FieldErrors): Promise<boolean> {
    const { columns, errors } = readProfile(input, settings, this.clock.now());
    const all = { ...alsoWrong, ...errors };
    if (Object.keys(all).length > 0) throw new ValidationFailed({ errors: all });
    if (Object.keys(columns).length === 0) return false;
    await this.repository.update(userId, columns, this.clock.now());
    return true;
  }

  /** A user whom a node of an older version made, during an update, has no profile yet. */
  private async lock(userId: string): Promise<LockedProfile> {
    const profile = await this.repository.lock(userId);
    if (profile) return profile;
    await this.create(userId);
    return (await this.repository.lock(userId)) ?? { settings: {}, version: '' };
  }
}
