import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `user_id` is whatever id the users of the host have: a key to their table is the host's to add. */
export class Passkeys1796001900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...PASSKEY_USERS, ...PASSKEYS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE passkeys, passkey_users');
  }
}

const PASSKEY_USERS = [
  `CREATE TABLE passkey_users (
    user_id uuid CONSTRAINT passkey_users_pkey PRIMARY KEY,
    handle bytea NOT NULL,
    created_at timestamptz NOT NULL
  )`,
  'CREATE UNIQUE INDEX passkey_users_handle_key ON passkey_users (handle)',
];

const PASSKEYS = [
  `CREATE TABLE passkeys (
    id uuid CONSTRAINT passkeys_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    counter bigint NOT NULL,
    is_synced boolean NOT NULL,
    transports text[] NOT NULL,
    aaguid uuid NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz
  )`,
  'CREATE UNIQUE INDEX passkeys_credential_id_key ON passkeys (credential_id)',
  'CREATE INDEX passkeys_user_id_idx ON passkeys (user_id)',
];
