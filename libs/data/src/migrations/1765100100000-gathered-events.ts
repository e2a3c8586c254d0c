import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A row of the history may stand for many attempts, and names that nobody has are hashed (libs/log). */
export class GatheredEvents1765100100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE auth_events ADD COLUMN times integer NOT NULL DEFAULT 1, ADD COLUMN identifier_hash text');
    await runner.query('CREATE INDEX auth_events_gathered_created_at_idx ON auth_events (created_at) WHERE times > 1');
    await runner.query(
      'CREATE INDEX auth_events_identifier_hash_created_at_idx ON auth_events (identifier_hash, created_at) WHERE identifier_hash IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE auth_events DROP COLUMN times, DROP COLUMN identifier_hash');
  }
}
