import { Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** Ids of one page: short queries one after the other, so that nobody waits for the whole. */
const PAGE = 20_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Which users: everybody disabled, or staff that is not. Each has an index of its own. */
export type UserKind = 'disabled' | 'active_staff';

const CONDITIONS: Readonly<Record<UserKind, string>> = { disabled: 'NOT is_active', active_staff: 'is_staff AND is_active' };

@Injectable()
export class UserFiguresRepository {
  constructor(private readonly transaction: Transaction) {}

  /** Reads an index of every user: for figures that are kept. */
  count(): Promise<number> {
    return this.one('SELECT count(*)::int AS count FROM users', []);
  }

  joinedBetween(from: Date, until: Date): Promise<number> {
    return this.one('SELECT count(*)::int AS count FROM users WHERE date_joined >= $1 AND date_joined < $2', [from, until]);
  }

  /** All of them, page by page. */
  async *pagesOf(kind: UserKind): AsyncGenerator<readonly string[]> {
    for (let page = await this.page(kind, FIRST_ID); page.length > 0;) {
      yield page;
      page = page.length < PAGE ? [] : await this.page(kind, page.at(-1)!);
    }
  }

  private async page(kind: UserKind, after: string): Promise<readonly string[]> {
    const rows = await this.transaction.query<{ id: string }>(
      `SELECT id FROM users WHERE ${CONDITIONS[kind]} AND id > $1 ORDER BY id LIMIT ${PAGE}`,
      [after],
    );
    return rows.map(({ id }) => id);
  }

  private async one(sql: string, parameters: readonly unknown[]): Promise<number> {
    const [row] = await this.transaction.query<{ count: number }>(sql, parameters);
    return row?.count ?? 0;
  }
}
