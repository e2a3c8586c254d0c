import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Password reset, e-mail change, reported sign-ins and closed accounts (libs/accounts). */
export class AccountsWhole1763800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...USERS, ...PASSWORD_RESET_TOKENS, ...ONE_TIME_LINKS, ...SESSIONS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX sessions_ended_at_idx, sessions_absolute_expires_at_idx, sessions_device_id_idx');
    await runner.query('DROP TABLE one_time_links, password_reset_tokens');
    await runner.query('ALTER TABLE users DROP COLUMN password_reset_required, DROP COLUMN closed_at');
  }
}

const USERS = [
  'ALTER TABLE users ADD COLUMN password_reset_required boolean NOT NULL DEFAULT false',
  'ALTER TABLE users ADD COLUMN closed_at timestamptz',
  'CREATE INDEX users_closed_at_idx ON users (closed_at) WHERE closed_at IS NOT NULL',
];

const PASSWORD_RESET_TOKENS = [
  `CREATE TABLE password_reset_tokens (
    id uuid CONSTRAINT password_reset_tokens_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL CONSTRAINT password_reset_tokens_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    is_used boolean NOT NULL DEFAULT false
  )`,
  'CREATE INDEX password_reset_tokens_user_id_idx ON password_reset_tokens (user_id)',
  'CREATE INDEX password_reset_tokens_expires_at_idx ON password_reset_tokens (expires_at)',
];

const ONE_TIME_LINKS = [
  `CREATE TABLE one_time_links (
    id uuid CONSTRAINT one_time_links_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL CONSTRAINT one_time_links_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    purpose text NOT NULL,
    token_hash bytea NOT NULL,
    subject text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    is_used boolean NOT NULL DEFAULT false
  )`,
  'CREATE INDEX one_time_links_user_id_idx ON one_time_links (user_id)',
  'CREATE INDEX one_time_links_expires_at_idx ON one_time_links (expires_at)',
];

/** For clean-up and devices. None is on a column that a refresh changes, so refreshes stay heap-only (HOT). */
const SESSIONS = [
  'CREATE INDEX sessions_ended_at_idx ON sessions (ended_at) WHERE ended_at IS NOT NULL',
  'CREATE INDEX sessions_absolute_expires_at_idx ON sessions (absolute_expires_at)',
  'CREATE INDEX sessions_device_id_idx ON sessions (device_id)',
];
