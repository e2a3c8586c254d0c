import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users, mailed links, devices, sessions and signing keys (libs/accounts). */
export class Accounts1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [USERS, EMAIL_VERIFICATION_TOKENS, DEVICES, SESSIONS, SIGNING_KEYS].flat()) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE signing_keys, sessions, devices, email_verification_tokens, users');
  }
}

const USERS = [
  `CREATE TABLE users (
    id uuid CONSTRAINT users_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    email text NOT NULL CONSTRAINT users_email_lower_check CHECK (email = lower(email)),
    username text CONSTRAINT users_username_check CHECK (username !~ '@'),
    username_key text,
    first_name text NOT NULL DEFAULT '',
    last_name text NOT NULL DEFAULT '',
    password_hash text,
    is_active boolean NOT NULL DEFAULT true,
    is_verified boolean NOT NULL DEFAULT false,
    is_staff boolean NOT NULL DEFAULT false,
    is_superuser boolean NOT NULL DEFAULT false,
    token_version integer NOT NULL DEFAULT 0,
    date_joined timestamptz NOT NULL,
    last_login timestamptz
  )`,
  'CREATE UNIQUE INDEX users_email_key ON users (email)',
  'CREATE UNIQUE INDEX users_username_key_key ON users (username_key)',
];

const EMAIL_VERIFICATION_TOKENS = [
  `CREATE TABLE email_verification_tokens (
    id uuid CONSTRAINT email_verification_tokens_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL CONSTRAINT email_verification_tokens_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    is_used boolean NOT NULL DEFAULT false
  )`,
  'CREATE INDEX email_verification_tokens_user_id_idx ON email_verification_tokens (user_id)',
  'CREATE INDEX email_verification_tokens_expires_at_idx ON email_verification_tokens (expires_at)',
];

const DEVICES = [
  `CREATE TABLE devices (
    id uuid CONSTRAINT devices_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL CONSTRAINT devices_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL,
    name text NOT NULL,
    trusted_until timestamptz,
    last_seen_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL
  )`,
  'CREATE UNIQUE INDEX devices_token_hash_user_id_key ON devices (token_hash, user_id)',
  'CREATE INDEX devices_user_id_idx ON devices (user_id)',
];

/** Every refresh updates a row without touching an indexed column: the free space in each page keeps those updates in place (HOT). */
const SESSIONS = [
  `CREATE TABLE sessions (
    id uuid CONSTRAINT sessions_pkey PRIMARY KEY,
    user_id uuid NOT NULL CONSTRAINT sessions_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    transport text NOT NULL,
    device_id uuid CONSTRAINT sessions_device_id_fkey REFERENCES devices (id) ON DELETE SET NULL,
    device_name text NOT NULL,
    ip text NOT NULL,
    location text,
    version integer NOT NULL,
    aal smallint NOT NULL,
    amr text[] NOT NULL,
    auth_time timestamptz NOT NULL,
    generation integer NOT NULL DEFAULT 0,
    seed bytea NOT NULL,
    rotated_at timestamptz,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    absolute_expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    end_reason text
  ) WITH (fillfactor = 80)`,
  'CREATE INDEX sessions_user_id_idx ON sessions (user_id)',
];

const SIGNING_KEYS = [
  `CREATE TABLE signing_keys (
    kid text CONSTRAINT signing_keys_pkey PRIMARY KEY,
    public_key text NOT NULL,
    private_key text NOT NULL,
    created_at timestamptz NOT NULL,
    activates_at timestamptz NOT NULL
  )`,
];
