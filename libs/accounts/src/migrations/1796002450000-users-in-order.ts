import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pages of users begin at a row, and many may have joined at one moment: an import is one (docs/decisions/0250-a-page-begins-at-a-row.md). */
export class UsersInOrder1796002450000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX users_date_joined_id_idx ON users (date_joined, id)');
    await runner.query('DROP INDEX users_date_joined_idx'); // the new one has the same beginning
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX users_date_joined_idx ON users (date_joined)');
    await runner.query('DROP INDEX users_date_joined_id_idx');
  }
}
