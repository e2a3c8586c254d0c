export const MAILED_LINKS = [
  `CREATE TABLE mailed_links (
    id uuid CONSTRAINT mailed_links_pkey PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL CONSTRAINT mailed_links_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    purpose text NOT NULL,
    is_only boolean NOT NULL,
    token_hash bytea NOT NULL,
    subject text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  )`,
  'CREATE UNIQUE INDEX mailed_links_token_hash_key ON mailed_links (token_hash)',
  'CREATE INDEX mailed_links_user_id_idx ON mailed_links (user_id)',
  'CREATE UNIQUE INDEX mailed_links_only_key ON mailed_links (user_id, purpose) WHERE is_only',
  'CREATE INDEX mailed_links_subject_idx ON mailed_links (subject, purpose)',
  'CREATE INDEX mailed_links_expires_at_idx ON mailed_links (expires_at)',
];
