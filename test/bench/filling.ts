import pg from 'pg';

const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0';
const BIG = ['users', 'auth_events', 'user_registration_sources', 'devices', 'sessions'];

export interface Size {
  readonly users: number;
  readonly events: number;
}

/** Three years of people with hashes, one in fifty disabled, a few of them staff, one in twenty never signed in, a device and a session of the others; events of 400 days. */
function rowsOf({ users, events }: Size): readonly string[] {
  return [
    `INSERT INTO users (email, username, username_key, first_name, last_name, password_hash, date_joined, last_login, is_verified, is_active, is_staff)
     SELECT md5(n::text) || '@example.com', 'u' || n, 'u' || n, 'Ada' || n % 1000, 'Lovelace' || n % 7000, repeat('x', 60), now() - n * (interval '3 years' / ${users}),
       CASE WHEN n % 20 > 0 THEN now() - random() * interval '400 days' END, n % 10 > 0, n % 50 > 0, n % 10000 = 1 FROM generate_series(1, ${users}) n`,
    `INSERT INTO two_factor (user_id, secret, enabled_at, created_at) SELECT id, repeat('x', 90), now(), now() FROM users WHERE random() < 0.2`,
    `INSERT INTO registration_sources (url, created_at) SELECT 'https://s' || n || '.example.com/', now() FROM generate_series(1, 1000) n`,
    `INSERT INTO user_registration_sources (user_id, source_id, first_registration, created_at)
     SELECT u.id, s.id, true, u.date_joined FROM (SELECT id, date_joined, floor(1000 * power(random(), 4)) + 1 AS n FROM users) u
     JOIN (SELECT id, row_number() OVER () AS n FROM registration_sources) s USING (n)`,
    `INSERT INTO profiles (user_id, updated_at) SELECT id, date_joined FROM users`,
    `INSERT INTO devices (user_id, token_hash, name, last_seen_at, created_at)
     SELECT id, sha256(id::text::bytea), 'Firefox on Linux', last_login, date_joined FROM users WHERE last_login IS NOT NULL`,
    `INSERT INTO sessions (id, user_id, transport, device_id, device_name, ip, version, aal, amr, auth_time, seed, created_at, last_used_at, expires_at,
       absolute_expires_at, ended_at, end_reason)
     SELECT gen_random_uuid(), user_id, 'bearer', id, name, '10.1.2.3', 0, 1, '{pwd}', last_seen_at, decode(repeat('ab', 32), 'hex'), last_seen_at, last_seen_at,
       last_seen_at + interval '7 days', last_seen_at + interval '90 days', ended, CASE WHEN ended IS NOT NULL THEN 'logout' END
     FROM (SELECT *, CASE WHEN last_seen_at < now() - interval '7 days' THEN last_seen_at + interval '7 days' END AS ended FROM devices) d`,
    `INSERT INTO auth_events (created_at, event, status, user_id, identifier, ip, user_agent)
     SELECT now() - n * (interval '400 days' / ${events}), CASE WHEN n % 3 = 0 THEN 'refresh' ELSE 'login' END, CASE WHEN n % 4 = 0 THEN 'failure' ELSE 'success' END,
       md5((n % 50000)::text)::uuid, 'p' || n % 50000 || '@example.com', '10.' || n % 251 || '.' || n % 241 || '.7', '${AGENT}' FROM generate_series(1, ${events}) AS n`,
  ];
}

/** Into tables without indexes, which are made afterwards: that takes minutes less. Beside the service, whose statements have a time limit. */
export async function fill(databaseUrl: string, size: Size): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const indexes = await client.query<{ name: string; sql: string }>(
    `SELECT i.relname AS name, pg_get_indexdef(x.indexrelid) AS sql FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
     WHERE x.indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = x.indexrelid)`,
    [BIG],
  );
  for (const { name } of indexes.rows) await client.query(`DROP INDEX ${name}`);
  for (const sql of [...rowsOf(size), ...indexes.rows.map((index) => index.sql), 'VACUUM ANALYZE']) await client.query(sql);
  await client.end();
}
