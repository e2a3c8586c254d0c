import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface ThrowawayDatabase {
  readonly url: string;
  /** Ends the connections that are left, and deletes the database. */
  drop(): Promise<void>;
}

/** An empty database of its own for a test file, on the server of `DATABASE_URL`; null when there is none. */
export async function throwawayDatabase(): Promise<ThrowawayDatabase | null> {
  const server = process.env['DATABASE_URL'];
  if (!server) return null;
  const name = `castellan_test_${randomBytes(6).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  return { url: url.href, drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function onServer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
