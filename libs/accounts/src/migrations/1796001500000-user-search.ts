import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As `searchedName` of `users/name-search.ts` was when this was made: a migration stays what it is. */
const searchedName = (column: string): string =>
  `lower(regexp_replace(normalize(${column}, NFD), '[\\u0300-\\u036f]', '', 'g')) COLLATE "C"`;

/** What the panel looks users up by: the beginning of an address or name, and the last sign-in (docs/decisions/0194-users-are-found-by-how-they-begin.md). */
const INDEXES = {
  users_email_search_idx: 'email text_pattern_ops',
  users_username_search_idx: 'username_key text_pattern_ops',
  users_first_name_search_idx: `(${searchedName('first_name')})`,
  users_last_name_search_idx: `(${searchedName('last_name')})`,
  users_last_login_idx: 'last_login DESC NULLS LAST',
};

export class UserSearch1796001500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, of] of Object.entries(INDEXES)) await runner.query(`CREATE INDEX ${name} ON users (${of})`);
    await runner.query('ANALYZE users'); // how often a folded name begins like that is known by its index alone
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX ${Object.keys(INDEXES).join(', ')}`);
  }
}
