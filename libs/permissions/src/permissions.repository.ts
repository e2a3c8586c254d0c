import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { nullWithoutUser } from './without-user.js';

@Injectable()
export class PermissionsRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Sorted codenames. */
  async all(): Promise<readonly string[]> {
    return codenames(await this.transaction.query('SELECT codename AS name FROM permissions ORDER BY codename COLLATE "C"'));
  }

  /** Those of the names that no permission has. */
  async unknownAmong(names: readonly string[]): Promise<readonly string[]> {
    return codenames(
      await this.transaction.query(
        'SELECT n.name FROM unnest($1::text[]) AS n (name) WHERE NOT EXISTS (SELECT FROM permissions p WHERE p.codename = n.name)',
        [names],
      ),
    );
  }

  /** What was granted to the user alone, sorted; nothing of their groups. */
  async grantedTo(userId: string): Promise<readonly string[]> {
    return codenames(
      await this.transaction.query('SELECT permission AS name FROM user_permissions WHERE user_id = $1 ORDER BY permission COLLATE "C"', [
        userId,
      ]),
    );
  }

  /** Does the user hold it, alone or by a group? What says so cannot be taken away before the transaction ends. */
  async holdGrant(userId: string, permission: string): Promise<boolean> {
    const own = 'SELECT 1 FROM user_permissions WHERE user_id = $1 AND permission = $2 FOR KEY SHARE';
    if ((await this.transaction.query(own, [userId, permission])).length > 0) return true;
    const byGroup = `SELECT 1 FROM user_groups ug JOIN group_permissions gp ON gp.group_id = ug.group_id
      WHERE ug.user_id = $1 AND gp.permission = $2 LIMIT 1 FOR KEY SHARE`;
    return (await this.transaction.query(byGroup, [userId, permission])).length > 0;
  }

  /** Gives those that are new to the user, sorted; null when there is no such user. */
  async grant(userId: string, permissions: readonly string[]): Promise<readonly string[] | null> {
    const insert = this.transaction.query(
      'INSERT INTO user_permissions (user_id, permission) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING RETURNING permission AS name',
      [userId, permissions],
    );
    const granted = await insert.catch((error: unknown) => nullWithoutUser(error, 'user_permissions'));
    return granted && codenames(granted).toSorted();
  }

  /** Gives those that the user had, sorted. */
  async revoke(userId: string, permissions: readonly string[]): Promise<readonly string[]> {
    const revoked = await this.transaction.query(
      'DELETE FROM user_permissions WHERE user_id = $1 AND permission = ANY ($2::text[]) RETURNING permission AS name',
      [userId, permissions],
    );
    return codenames(revoked).toSorted();
  }
}

const codenames = (rows: readonly unknown[]): readonly string[] => (rows as readonly { name: string }[]).map(({ name }) => name);
