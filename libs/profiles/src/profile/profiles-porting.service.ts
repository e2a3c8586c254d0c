import { Clock } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { Settings } from '../fields/settings.js';
import type { PortedProfile } from './ported-profile.js';
import { readProfile } from './profile-reading.js';
import { ProfilesRepository } from './profiles.repository.js';

const EMPTY: PortedProfile = { bio: '', location: '', dateOfBirth: null, language: null, timezone: null, settings: {} };

/** A profile by the rules that hold here. */
export interface ExaminedProfile {
  readonly profile: PortedProfile;
  /** Fields that no client could have written so, by their names at the API: they are empty now. */
  readonly leftOut: readonly string[];
}

/** Profiles of users who are brought along and handed on, many at once and in the caller's transaction. */
@Injectable()
export class ProfilesPorting {
  constructor(
    private readonly profiles: ProfilesRepository,
    private readonly clock: Clock,
  ) {}

  examine({ bio, location, dateOfBirth, language, timezone, settings }: PortedProfile): ExaminedProfile {
    const input = { bio, location, date_of_birth: dateOfBirth, language, timezone, settings };
    const { columns, errors } = readProfile(input, {}, this.clock.now());
    const profile = {
      bio: columns.bio ?? '',
      location: columns.location ?? '',
      dateOfBirth: columns.date_of_birth ?? null,
      language: columns.language ?? null,
      timezone: columns.timezone ?? null,
      settings: JSON.parse(columns.settings ?? '{}') as Settings,
    };
    return { profile, leftOut: Object.keys(errors) };
  }

  async read(userIds: readonly string[]): Promise<ReadonlyMap<string, PortedProfile>> {
    return new Map((await this.profiles.findAll(userIds)).map(({ userId, ...profile }) => [userId, profile]));
  }

  /** Puts it, by the rules that hold here, in the place of what there is; null empties it: every user has one. */
  async write(values: ReadonlyMap<string, PortedProfile | null>): Promise<void> {
    const rows = [...values].map(([userId, profile]) => ({ userId, ...(profile ? this.examine(profile).profile : EMPTY) }));
    if (rows.length > 0) await this.profiles.putAll(rows, this.clock.now());
  }
}
