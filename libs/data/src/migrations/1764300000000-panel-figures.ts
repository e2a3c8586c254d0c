import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes that the panel's dashboard and its list of users read (libs/accounts). */
export class PanelFigures1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX users_date_joined_idx ON users (date_joined)');
    await runner.query('CREATE INDEX users_disabled_idx ON users (id) WHERE NOT is_active');
    await runner.query('CREATE INDEX users_staff_idx ON users (id) WHERE is_staff');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['users_staff_idx', 'users_disabled_idx', 'users_date_joined_idx']) await runner.query(`DROP INDEX ${name}`);
  }
}
