import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { PortedSource } from './ported-source.js';

export interface SourceRow extends PortedSource {
  readonly userId: string;
}

const ROWS = `jsonb_to_recordset($1::jsonb)
  AS r ("userId" uuid, url text, name text, description text, "isActive" boolean, "isFirst" boolean, "createdAt" timestamptz)`;

/** Sources of many users, in few statements. */
@Injectable()
export class PortedSourcesRepository {
  constructor(private readonly transaction: Transaction) {}

  find(userIds: readonly string[]): Promise<readonly SourceRow[]> {
    return this.transaction.query<SourceRow>(
      `SELECT l.user_id AS "userId", s.url, s.name, s.description, s.is_active AS "isActive", l.first_registration AS "isFirst",
         l.created_at AS "createdAt"
       FROM user_registration_sources l JOIN registration_sources s ON s.id = l.source_id
       WHERE l.user_id = ANY ($1::uuid[]) ORDER BY l.created_at, s.url COLLATE "C"`,
      [userIds],
    );
  }

  /** What an operator wrote of a source that there is already, stays. */
  async replace(userIds: readonly string[], rows: readonly SourceRow[]): Promise<void> {
    await this.transaction.query('DELETE FROM user_registration_sources WHERE user_id = ANY ($1::uuid[])', [userIds]);
    if (rows.length === 0) return;
    const given = JSON.stringify(rows);
    await this.transaction.query(
      `INSERT INTO registration_sources (url, name, description, is_active, created_at)
       SELECT DISTINCT ON (url) url, name, description, "isActive", "createdAt" FROM ${ROWS} ORDER BY url, "createdAt"
       ON CONFLICT (url) DO NOTHING`,
      [given],
    );
    await this.transaction.query(
      `INSERT INTO user_registration_sources (user_id, source_id, first_registration, created_at)
       SELECT r."userId", s.id, r."isFirst", r."createdAt" FROM ${ROWS} JOIN registration_sources s ON s.url = r.url`,
      [given],
    );
  }
}
