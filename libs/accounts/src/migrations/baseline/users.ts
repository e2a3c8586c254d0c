export const USERS = [
  `CREATE TABLE users (
    id uuid CONSTRAINT users_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    email text NOT NULL CONSTRAINT users_email_lower_check CHECK (email = lower(email)),
    username text CONSTRAINT users_username_check CHECK (username !~ '@'),
    username_key text,
    phone text,
    phone_verified_at timestamptz,
    first_name text NOT NULL DEFAULT '',
    last_name text NOT NULL DEFAULT '',
    password_hash text,
    password_reset_required boolean NOT NULL DEFAULT false,
    is_active boolean NOT NULL DEFAULT true,
    is_verified boolean NOT NULL DEFAULT false,
    is_staff boolean NOT NULL DEFAULT false,
    is_superuser boolean NOT NULL DEFAULT false,
    token_version integer NOT NULL DEFAULT 0,
    date_joined timestamptz NOT NULL,
    last_login timestamptz,
    proof_due_at timestamptz,
    closed_at timestamptz,
    CONSTRAINT users_phone_check CHECK ((phone IS NULL) = (phone_verified_at IS NULL))
  )`,
  'CREATE UNIQUE INDEX users_email_key ON users (email)',
  'CREATE UNIQUE INDEX users_username_key_key ON users (username_key)',
  'CREATE UNIQUE INDEX users_phone_key ON users (phone)',
  // What is cleaned up.
  'CREATE INDEX users_proof_due_at_idx ON users (proof_due_at) WHERE NOT is_verified',
  'CREATE INDEX users_closed_at_idx ON users (closed_at) WHERE closed_at IS NOT NULL',
  // Is there another one? That is asked before any superuser goes.
  'CREATE INDEX users_superuser_idx ON users (id) WHERE is_superuser',
  // What the panel lists and counts. The unverified are few in most installations: counting the verified is counting all but these.
  'CREATE INDEX users_date_joined_idx ON users (date_joined)',
  'CREATE INDEX users_disabled_idx ON users (id) WHERE NOT is_active',
  'CREATE INDEX users_staff_idx ON users (id) WHERE is_staff',
  'CREATE INDEX users_unverified_idx ON users (id) WHERE NOT is_verified',
];
