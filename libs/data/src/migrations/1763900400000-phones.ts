import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Proven phone numbers (libs/accounts). */
export class Phones1763900400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users ADD COLUMN phone text, ADD COLUMN phone_verified_at timestamptz');
    await runner.query('ALTER TABLE users ADD CONSTRAINT users_phone_check CHECK ((phone IS NULL) = (phone_verified_at IS NULL))');
    await runner.query('CREATE UNIQUE INDEX users_phone_key ON users (phone)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE users DROP COLUMN phone, DROP COLUMN phone_verified_at');
  }
}
