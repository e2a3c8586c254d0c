export const REGISTRATIONS = [
  `CREATE TABLE registrations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT registrations_pkey PRIMARY KEY,
    user_id uuid NOT NULL CONSTRAINT registrations_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    password_hash text NOT NULL,
    username text,
    username_key text,
    first_name text NOT NULL,
    last_name text NOT NULL,
    source_url text,
    device_name text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  )`,
  'CREATE INDEX registrations_user_id_idx ON registrations (user_id)',
  'CREATE INDEX registrations_username_key_idx ON registrations (username_key) WHERE username_key IS NOT NULL',
  'CREATE INDEX registrations_expires_at_idx ON registrations (expires_at)',
];
