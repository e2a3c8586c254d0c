import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the management API made by an `Idempotency-Key`, and accounts that operators have erased at a time of their own. */
export class IdempotencyAndPlannedErasure1796002430000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `CREATE TABLE idempotent_answers (
    actor_kind text NOT NULL,
    actor_id uuid NOT NULL,
    key_hash bytea NOT NULL,
    request_hash bytea NOT NULL,
    answer text,
    created_at timestamptz NOT NULL,
    CONSTRAINT idempotent_answers_pkey PRIMARY KEY (actor_kind, actor_id, key_hash)
  )`,
  'CREATE INDEX idempotent_answers_created_at_idx ON idempotent_answers (created_at)',
  'ALTER TABLE users ADD COLUMN erase_at timestamptz',
  'CREATE INDEX users_erase_at_idx ON users (erase_at) WHERE erase_at IS NOT NULL',
];

const DOWN = ['DROP INDEX users_erase_at_idx', 'ALTER TABLE users DROP COLUMN erase_at', 'DROP TABLE idempotent_answers'];
