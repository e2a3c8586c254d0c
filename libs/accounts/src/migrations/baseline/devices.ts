export const DEVICES = [
  `CREATE TABLE devices (
    id uuid CONSTRAINT devices_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL CONSTRAINT devices_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL,
    former_token_hash bytea,
    rotated_at timestamptz,
    name text NOT NULL,
    trusted_until timestamptz,
    last_seen_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL
  )`,
  'CREATE UNIQUE INDEX devices_token_hash_user_id_key ON devices (token_hash, user_id)',
  'CREATE INDEX devices_user_id_idx ON devices (user_id)',
];
