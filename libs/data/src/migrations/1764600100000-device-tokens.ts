import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A device keeps the hash of its former token, so that a copy of it is found out (libs/accounts). */
export class DeviceTokens1764600100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE devices ADD COLUMN former_token_hash bytea, ADD COLUMN rotated_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE devices DROP COLUMN rotated_at, DROP COLUMN former_token_hash');
  }
}
