import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `user_id` is whatever id the users of the host have: a key to their table is the host's to add. */
export class TwoFactor1796000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TWO_FACTOR, ...BACKUP_CODES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE backup_codes, two_factor');
  }
}

/** `last_used_step` begins with 0, not null: one comparison decides whether a step is new. */
const TWO_FACTOR = [
  `CREATE TABLE two_factor (
    user_id uuid CONSTRAINT two_factor_pkey PRIMARY KEY,
    secret text,
    pending_secret text,
    pending_until timestamptz,
    last_used_step bigint NOT NULL DEFAULT 0,
    enabled_at timestamptz,
    created_at timestamptz NOT NULL,
    CONSTRAINT two_factor_enabled_check CHECK ((secret IS NULL) = (enabled_at IS NULL))
  )`,
  'CREATE INDEX two_factor_pending_until_idx ON two_factor (pending_until) WHERE pending_until IS NOT NULL',
];

const BACKUP_CODES = [
  `CREATE TABLE backup_codes (
    id uuid CONSTRAINT backup_codes_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL,
    selector text NOT NULL,
    code_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    used_at timestamptz
  )`,
  'CREATE UNIQUE INDEX backup_codes_user_id_selector_key ON backup_codes (user_id, selector)',
];
