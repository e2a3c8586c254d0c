import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions at the panel (libs/accounts), and what its resources need to be allowed. */
export class AdminSessions1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLE, PERMISSIONS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE admin_sessions');
    await runner.query(
      `DELETE FROM permissions WHERE codename IN ('jobs.change', 'jobs.delete', 'jobs.view', 'otp_codes.view', 'profiles.change',
        'profiles.view', 'sms_deliveries.view')`,
    );
  }
}

const TABLE = [
  `CREATE TABLE admin_sessions (
    id uuid CONSTRAINT admin_sessions_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    token_hash bytea NOT NULL,
    user_id uuid NOT NULL CONSTRAINT admin_sessions_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    version integer NOT NULL,
    amr text[] NOT NULL,
    ip text NOT NULL,
    user_agent text,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  )`,
  'CREATE UNIQUE INDEX admin_sessions_token_hash_key ON admin_sessions (token_hash)',
  'CREATE INDEX admin_sessions_user_id_idx ON admin_sessions (user_id)',
  'CREATE INDEX admin_sessions_expires_at_idx ON admin_sessions (expires_at)',
];

const PERMISSIONS = `INSERT INTO permissions (codename) VALUES
  ('jobs.change'), ('jobs.delete'), ('jobs.view'), ('otp_codes.view'), ('profiles.change'), ('profiles.view'),
  ('sms_deliveries.view')`;
