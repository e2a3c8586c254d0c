/**
 * Every refresh updates a row without touching an indexed column: the free space in each page keeps those updates in place (HOT).
 * So no index may be on a column that a refresh changes.
 */
export const SESSIONS = [
  `CREATE TABLE sessions (
    id uuid CONSTRAINT sessions_pkey PRIMARY KEY,
    user_id uuid NOT NULL CONSTRAINT sessions_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
    transport text NOT NULL,
    device_id uuid CONSTRAINT sessions_device_id_fkey REFERENCES devices (id) ON DELETE SET NULL,
    device_name text NOT NULL,
    ip text NOT NULL,
    location text,
    version integer NOT NULL,
    step integer NOT NULL DEFAULT 0,
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
  'CREATE INDEX sessions_device_id_idx ON sessions (device_id)',
  'CREATE INDEX sessions_ended_at_idx ON sessions (ended_at) WHERE ended_at IS NOT NULL',
  'CREATE INDEX sessions_absolute_expires_at_idx ON sessions (absolute_expires_at)',
];
