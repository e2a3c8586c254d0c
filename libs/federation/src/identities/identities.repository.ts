import { columnsOf, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { Person } from '../federation.types.js';
import type { PortedIdentity } from '../ported-identity.js';
import { IdentityEntity } from './identity.entity.js';
import type { Identity } from './identity.js';

const FIELDS = ['id', 'userId', 'provider', 'issuer', 'subject', 'email', 'createdAt', 'lastUsedAt'] as const;
const IDENTITY = columnsOf(IdentityEntity, 'identities', [...FIELDS]);

type Named = Pick<Person, 'provider' | 'issuer' | 'subject' | 'email'>;

/** Of one of many users. */
export type IdentityRow = PortedIdentity & { readonly userId: string };

@Injectable()
export class IdentitiesRepository {
  constructor(private readonly transaction: Transaction) {}

  /** The oldest first. */
  list(userId: string): Promise<readonly Identity[]> {
    return this.transaction.query(`SELECT ${IDENTITY} FROM identities WHERE user_id = $1 ORDER BY created_at, id`, [userId]);
  }

  find(userId: string, id: string): Promise<Identity | null> {
    return this.one(`SELECT ${IDENTITY} FROM identities WHERE user_id = $1 AND id = $2`, [userId, id]);
  }

  findBySubject(issuer: string, subject: string): Promise<Identity | null> {
    return this.one(`SELECT ${IDENTITY} FROM identities WHERE issuer = $1 AND subject = $2`, [issuer, subject]);
  }

  /** Of many users, the oldest first. */
  ofAll(userIds: readonly string[]): Promise<readonly IdentityRow[]> {
    return this.transaction.query(`SELECT ${IDENTITY} FROM identities WHERE user_id = ANY ($1::uuid[]) ORDER BY created_at, id`, [userIds]);
  }

  /** In the place of what these users have; what is linked to somebody else is left out. */
  async replaceAll(userIds: readonly string[], rows: readonly IdentityRow[]): Promise<void> {
    await this.transaction.query('DELETE FROM identities WHERE user_id = ANY ($1::uuid[])', [userIds]);
    await this.transaction.query(
      `INSERT INTO identities (id, user_id, provider, issuer, subject, email, created_at, last_used_at)
       SELECT id, "userId", provider, issuer, subject, email, "createdAt", "lastUsedAt" FROM jsonb_to_recordset($1::jsonb)
         AS r (id uuid, "userId" uuid, provider text, issuer text, subject text, email text, "createdAt" timestamptz, "lastUsedAt" timestamptz)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows)],
    );
  }

  /** Null where the subject is linked already, whoever has it. */
  insert(userId: string, { provider, issuer, subject, email }: Named, now: Date): Promise<Identity | null> {
    return this.one(
      `INSERT INTO identities (user_id, provider, issuer, subject, email, created_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (issuer, subject) DO NOTHING RETURNING ${IDENTITY}`,
      [userId, provider, issuer, subject, email, now],
    );
  }

  use(id: string, { provider, email }: Pick<Named, 'provider' | 'email'>, now: Date): Promise<Identity | null> {
    return this.one(
      `UPDATE identities SET provider = $2, email = coalesce($3, email), last_used_at = $4 WHERE id = $1 RETURNING ${IDENTITY}`,
      [id, provider, email, now],
    );
  }

  delete(userId: string, id: string): Promise<Identity | null> {
    return this.one(`DELETE FROM identities WHERE user_id = $1 AND id = $2 RETURNING ${IDENTITY}`, [userId, id]);
  }

  deleteSince(userId: string, moment: Date): Promise<readonly Identity[]> {
    return this.transaction.query(`DELETE FROM identities WHERE user_id = $1 AND created_at >= $2 RETURNING ${IDENTITY}`, [userId, moment]);
  }

  async deleteAll(userId: string): Promise<number> {
    return (await this.transaction.query('DELETE FROM identities WHERE user_id = $1 RETURNING 1', [userId])).length;
  }

  async count(userId: string): Promise<number> {
    const [row] = await this.transaction.query<{ count: number }>('SELECT count(*)::int AS count FROM identities WHERE user_id = $1', [
      userId,
    ]);
    return row?.count ?? 0;
  }

  /** Users that have one, by provider. Reads the whole table. */
  countByProvider(): Promise<readonly { readonly provider: string; readonly users: number }[]> {
    return this.transaction.query(
      'SELECT provider, count(DISTINCT user_id)::int AS users FROM identities GROUP BY provider ORDER BY users DESC, provider',
    );
  }

  exportOf(userId: string): Promise<readonly unknown[]> {
    return this.transaction.query(
      'SELECT provider, issuer, subject, email, created_at, last_used_at FROM identities WHERE user_id = $1 ORDER BY created_at, id',
      [userId],
    );
  }

  private async one(sql: string, values: readonly unknown[]): Promise<Identity | null> {
    const [row] = await this.transaction.query<Identity>(sql, [...values]);
    return row ?? null;
  }
}
