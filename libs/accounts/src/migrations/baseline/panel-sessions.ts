export const PANEL_SESSIONS = [
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
