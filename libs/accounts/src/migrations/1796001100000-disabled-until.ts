import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DisabledUntil1796001100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users ADD COLUMN disabled_until timestamptz');
    await runner.query('CREATE INDEX users_disabled_until_idx ON users (disabled_until) WHERE disabled_until IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users DROP COLUMN disabled_until');
  }
}
