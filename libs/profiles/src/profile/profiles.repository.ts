import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { Settings } from '../fields/settings.js';
import type { PortedProfile } from './ported-profile.js';
import type { ProfileColumns } from './profile-reading.js';
import { PROFILE_VERSION } from './profile-version.js';
import type { Profile } from './profile.types.js';

export type StoredProfile = Omit<Profile, 'avatarUrl' | 'added'>;

/** Of one of many. */
export type ProfileRow = PortedProfile & { readonly userId: string };

export interface LockedProfile {
  readonly settings: Settings;
  /** See `PROFILE_VERSION`. */
  readonly version: string;
}

/** As text: a date read as a moment would move with the time zone of the process. */
const DATE_OF_BIRTH = `to_char(date_of_birth, 'YYYY-MM-DD')`;

@Injectable()
export class ProfilesRepository {
  constructor(private readonly transaction: Transaction) {}

  async create(userId: string, now: Date): Promise<void> {
    await this.transaction.query('INSERT INTO profiles (user_id, updated_at) VALUES ($1, $2) ON CONFLICT (user_id) DO NOTHING', [
      userId,
      now,
    ]);
  }

  async find(userId: string): Promise<StoredProfile | null> {
    const [profile] = await this.transaction.query<StoredProfile>(
      `SELECT bio, location, ${DATE_OF_BIRTH} AS "dateOfBirth", language, timezone, settings FROM profiles WHERE user_id = $1`,
      [userId],
    );
    return profile ?? null;
  }

  /** Holds the profile until the transaction ends, so that what is decided over what it is stays true. */
  async lock(userId: string): Promise<LockedProfile | null> {
    const [profile] = await this.transaction.query<LockedProfile>(
      `SELECT p.settings, ${PROFILE_VERSION} AS version FROM profiles p WHERE p.user_id = $1 FOR UPDATE`,
      [userId],
    );
    return profile ?? null;
  }

  /** At least one column must be given. */
  async update(userId: string, columns: ProfileColumns, now: Date): Promise<void> {
    const assignments = Object.keys(columns).map((column, at) => `${column} = $${at + 3}`);
    await this.transaction.query(`UPDATE profiles SET updated_at = $2, ${assignments.join(', ')} WHERE user_id = $1`, [
      userId,
      now,
      ...Object.values(columns),
    ]);
  }

  /** Of many users. */
  findAll(userIds: readonly string[]): Promise<readonly ProfileRow[]> {
    return this.transaction.query<ProfileRow>(
      `SELECT user_id AS "userId", bio, location, ${DATE_OF_BIRTH} AS "dateOfBirth", language, timezone, settings
       FROM profiles WHERE user_id = ANY ($1::uuid[])`,
      [userIds],
    );
  }

  /** In the place of what these users have. */
  async putAll(rows: readonly ProfileRow[], now: Date): Promise<void> {
    await this.transaction.query(
      `INSERT INTO profiles (user_id, bio, location, date_of_birth, language, timezone, settings, updated_at)
       SELECT r."userId", r.bio, r.location, r."dateOfBirth", r.language, r.timezone, r.settings, $2 FROM jsonb_to_recordset($1::jsonb)
         AS r ("userId" uuid, bio text, location text, "dateOfBirth" date, language text, timezone text, settings jsonb)
       ON CONFLICT (user_id) DO UPDATE SET bio = excluded.bio, location = excluded.location, date_of_birth = excluded.date_of_birth,
         language = excluded.language, timezone = excluded.timezone, settings = excluded.settings, updated_at = excluded.updated_at`,
      [JSON.stringify(rows), now],
    );
  }

  exportOf(userId: string): Promise<readonly unknown[]> {
    return this.transaction.query(
      `SELECT bio, location, ${DATE_OF_BIRTH} AS date_of_birth, language, timezone, settings, updated_at FROM profiles WHERE user_id = $1`,
      [userId],
    );
  }
}
