import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** A user, and where they came from. */
export interface SourceLink {
  readonly userId: string;
  readonly url: string;
  readonly first: boolean;
}

export interface StoredSourceOfUser {
  readonly url: string;
  /** What an operator called it. */
  readonly name: string | null;
  /** Did they register there? */
  readonly isFirst: boolean;
  readonly createdAt: Date;
}

const UNUSED = 'NOT EXISTS (SELECT FROM user_registration_sources l WHERE l.source_id = s.id)';

/** What operators may change of a source. */
export interface SourceSettings {
  /** Null: the rules of `displayName`. */
  readonly name: string | null;
  readonly isActive: boolean;
}

export interface LockedSource extends SourceSettings {
  /** Another one after every change of the settings. */
  readonly version: string;
}

@Injectable()
export class RegistrationSourcesRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Of transactions that bring one new URL at once, the first makes the row and the others wait for its commit. */
  async ensure(url: string, now: Date): Promise<void> {
    await this.transaction.query('INSERT INTO registration_sources (url, created_at) VALUES ($1, $2) ON CONFLICT (url) DO NOTHING', [
      url,
      now,
    ]);
  }

  /** What operators may change of it; nobody else changes it until the open transaction ends. Null when there is none. */
  async lock(id: string): Promise<LockedSource | null> {
    const [source] = await this.transaction.query<LockedSource>(
      'SELECT name, is_active AS "isActive", xmin::text AS version FROM registration_sources WHERE id = $1 FOR UPDATE',
      [id],
    );
    return source ?? null;
  }

  async update(id: string, { name, isActive }: SourceSettings): Promise<void> {
    await this.transaction.query('UPDATE registration_sources SET name = $2, is_active = $3 WHERE id = $1', [id, name, isActive]);
  }

  /**
   * Links them once; a user has one first source. False when there is no such source: the lock keeps one that there is from being
   * deleted between look and insert.
   */
  async link({ userId, url, first }: SourceLink, now: Date): Promise<boolean> {
    const found = await this.transaction.query(
      `WITH source AS (SELECT id FROM registration_sources WHERE url = $2 FOR KEY SHARE),
         linked AS (
           INSERT INTO user_registration_sources (user_id, source_id, first_registration, created_at)
           SELECT $1, id, $3 AND NOT EXISTS (SELECT FROM user_registration_sources WHERE user_id = $1 AND first_registration), $4 FROM source
           ON CONFLICT DO NOTHING
         )
       SELECT 1 FROM source`,
      [userId, url, first, now],
    );
    return found.length === 1;
  }

  /** Where the user came from, the first one first. */
  async ofUser(userId: string): Promise<readonly StoredSourceOfUser[]> {
    return this.transaction.query<StoredSourceOfUser>(
      `SELECT s.url, s.name, l.first_registration AS "isFirst", l.created_at AS "createdAt" FROM user_registration_sources l
       JOIN registration_sources s ON s.id = l.source_id WHERE l.user_id = $1 ORDER BY l.first_registration DESC, l.created_at, s.url`,
      [userId],
    );
  }

  /** Some sources that nobody came from any more, and that no operator has touched. Until the transaction ends nobody is linked to them. */
  async lockUnused(count: number): Promise<readonly string[]> {
    const sources = await this.transaction.query<{ id: string }>(
      `SELECT id FROM registration_sources s WHERE name IS NULL AND description = '' AND is_active AND ${UNUSED}
       LIMIT ${count} FOR UPDATE SKIP LOCKED`,
    );
    return sources.map(({ id }) => id);
  }

  /** Looks again: the lock may have been had a moment after somebody came. */
  async deleteUnused(ids: readonly string[]): Promise<number> {
    return (await this.transaction.query(`DELETE FROM registration_sources s WHERE id = ANY ($1::uuid[]) AND ${UNUSED} RETURNING 1`, [ids]))
      .length;
  }
}
