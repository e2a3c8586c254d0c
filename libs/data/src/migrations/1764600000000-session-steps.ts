import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A session counts the proofs given on it, so that older tokens of it die (libs/accounts). */
export class SessionSteps1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions ADD COLUMN step integer NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions DROP COLUMN step');
  }
}
