import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { PortedGroup, PortedRights } from './ported-rights.js';

export interface RightsRow extends PortedRights {
  readonly userId: string;
}

/** Rights of many users, in few statements. */
@Injectable()
export class PortedRightsRepository {
  constructor(private readonly transaction: Transaction) {}

  async ensurePermissions(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    await this.transaction.query('INSERT INTO permissions (codename) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [names]);
  }

  /** What a new group may do goes with it; an older one keeps what it has. */
  async ensureGroups(groups: readonly PortedGroup[]): Promise<void> {
    await this.transaction.query(
      `WITH given AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r (name text, permissions jsonb)),
         made AS (INSERT INTO groups (name) SELECT DISTINCT name FROM given ON CONFLICT (name) DO NOTHING RETURNING id, name)
       INSERT INTO group_permissions (group_id, permission)
       SELECT made.id, p.permission FROM made JOIN given USING (name) CROSS JOIN jsonb_array_elements_text(given.permissions) AS p (permission)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(groups)],
    );
  }

  groups(): Promise<readonly PortedGroup[]> {
    return this.transaction.query<PortedGroup>(
      `SELECT g.name, ARRAY(SELECT gp.permission FROM group_permissions gp WHERE gp.group_id = g.id ORDER BY gp.permission COLLATE "C") AS permissions
       FROM groups g ORDER BY g.name COLLATE "C"`,
    );
  }

  find(userIds: readonly string[]): Promise<readonly RightsRow[]> {
    return this.transaction.query<RightsRow>(
      `SELECT u.id AS "userId",
         ARRAY(SELECT g.name FROM user_groups ug JOIN groups g ON g.id = ug.group_id WHERE ug.user_id = u.id ORDER BY g.name COLLATE "C") AS groups,
         ARRAY(SELECT up.permission FROM user_permissions up WHERE up.user_id = u.id ORDER BY up.permission COLLATE "C") AS permissions
       FROM unnest($1::uuid[]) AS u (id)`,
      [userIds],
    );
  }

  /** What these users had is gone. */
  async replace(rows: readonly RightsRow[]): Promise<void> {
    const userIds = rows.map(({ userId }) => userId);
    await this.transaction.query('DELETE FROM user_groups WHERE user_id = ANY ($1::uuid[])', [userIds]);
    await this.transaction.query('DELETE FROM user_permissions WHERE user_id = ANY ($1::uuid[])', [userIds]);
    const given = JSON.stringify(rows);
    await this.transaction.query(
      `INSERT INTO user_groups (user_id, group_id)
       SELECT r."userId", g.id FROM jsonb_to_recordset($1::jsonb) AS r ("userId" uuid, groups jsonb)
       CROSS JOIN jsonb_array_elements_text(r.groups) AS n (name) JOIN groups g ON g.name = n.name ON CONFLICT DO NOTHING`,
      [given],
    );
    await this.transaction.query(
      `INSERT INTO user_permissions (user_id, permission)
       SELECT r."userId", p.permission FROM jsonb_to_recordset($1::jsonb) AS r ("userId" uuid, permissions jsonb)
       CROSS JOIN jsonb_array_elements_text(r.permissions) AS p (permission) ON CONFLICT DO NOTHING`,
      [given],
    );
  }
}
