import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The history of every attempt (libs/log). */
export class AuthEvents1763700100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE auth_events (
        id uuid CONSTRAINT auth_events_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
        created_at timestamptz NOT NULL,
        event text NOT NULL,
        status text NOT NULL,
        reason text,
        user_id uuid,
        identifier text,
        ip text NOT NULL,
        user_agent text,
        session_id uuid
      )`);
    await runner.query('CREATE INDEX auth_events_user_id_created_at_idx ON auth_events (user_id, created_at)');
    await runner.query('CREATE INDEX auth_events_created_at_idx ON auth_events (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE auth_events');
  }
}
