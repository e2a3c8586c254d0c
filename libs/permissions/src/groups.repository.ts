import { Transaction, violatesUnique } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { nullWithoutUser } from './without-user.js';

/** A group with the sorted codenames of what its members may do. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
}

export interface LockedGroup extends Group {
  /** Another one after every change of the name. */
  readonly version: string;
}

const GROUP_COLUMNS = `g.id, g.name, ARRAY(
  SELECT gp.permission FROM group_permissions gp WHERE gp.group_id = g.id ORDER BY gp.permission COLLATE "C") AS permissions`;

@Injectable()
export class GroupsRepository {
  constructor(private readonly transaction: Transaction) {}

  async all(): Promise<readonly Group[]> {
    return this.transaction.query<Group>(`SELECT ${GROUP_COLUMNS} FROM groups g ORDER BY g.name`);
  }

  async ofUser(userId: string): Promise<readonly Group[]> {
    return this.transaction.query<Group>(
      `SELECT ${GROUP_COLUMNS} FROM groups g JOIN user_groups ug ON ug.group_id = g.id WHERE ug.user_id = $1 ORDER BY g.name`,
      [userId],
    );
  }

  /**
   * Waits until no other transaction changes the group or its members, until the end of the open one; null when there is none.
   * Without it a user who joins while the permissions change could be told of neither (a member nobody has seen yet).
   */
  async lock(id: string): Promise<LockedGroup | null> {
    await this.transaction.query('SELECT 1 FROM groups WHERE id = $1 FOR UPDATE', [id]);
    // Only now: a statement sees what was committed before it began, which is before it waited.
    const sql = `SELECT ${GROUP_COLUMNS}, g.xmin::text AS version FROM groups g WHERE g.id = $1`;
    const [group] = await this.transaction.query<LockedGroup>(sql, [id]);
    return group ?? null;
  }

  async insert(name: string): Promise<string> {
    const [group] = await this.transaction.query<{ id: string }>('INSERT INTO groups (name) VALUES ($1) RETURNING id', [name]);
    return group!.id; // an insert that does not throw returns its row
  }

  async rename(id: string, name: string): Promise<void> {
    await this.transaction.query('UPDATE groups SET name = $2 WHERE id = $1', [id, name]);
  }

  async delete(id: string): Promise<void> {
    await this.transaction.query('DELETE FROM groups WHERE id = $1', [id]);
  }

  /** What is not named is taken away. */
  async setPermissions(id: string, permissions: readonly string[]): Promise<void> {
    await this.transaction.query('DELETE FROM group_permissions WHERE group_id = $1 AND permission <> ALL ($2::text[])', [id, permissions]);
    await this.transaction.query(
      'INSERT INTO group_permissions (group_id, permission) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING',
      [id, permissions],
    );
  }

  async memberIds(id: string): Promise<readonly string[]> {
    const members = await this.transaction.query<{ userId: string }>('SELECT user_id AS "userId" FROM user_groups WHERE group_id = $1', [
      id,
    ]);
    return members.map(({ userId }) => userId);
  }

  /** Null when there is no such user. */
  async addMember(id: string, userId: string): Promise<'added' | 'member' | null> {
    const sql = 'INSERT INTO user_groups (user_id, group_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1';
    const added = await this.transaction.query(sql, [userId, id]).catch((error: unknown) => nullWithoutUser(error, 'user_groups'));
    return added && (added.length === 1 ? 'added' : 'member');
  }

  /** False for a user who was no member. */
  async removeMember(id: string, userId: string): Promise<boolean> {
    const sql = 'DELETE FROM user_groups WHERE user_id = $1 AND group_id = $2 RETURNING 1';
    return (await this.transaction.query(sql, [userId, id])).length === 1;
  }
}

/** Did the write fail because another group has the name? */
export const isNameConflict = (error: unknown): boolean => violatesUnique(error, 'groups_name_key');
