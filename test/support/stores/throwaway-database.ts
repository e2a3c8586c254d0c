import { randomBytes } from 'node:crypto';
import { onServer, SERVER_TEMPLATE } from './templates.js';

export interface ThrowawayDatabase {
  readonly url: string;
  /** Ends the connections that are left, and deletes the database. */
  drop(): Promise<void>;
}

/** A database of its own for a test file, empty or with all tables, on the server of `DATABASE_URL`; null when there is none. */
export async function throwawayDatabase(
  holding: 'nothing' | 'tables' = 'nothing',
  server = process.env['DATABASE_URL'],
): Promise<ThrowawayDatabase | null> {
  if (!server) return null;
  const name = `castellan_test_${randomBytes(6).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await onServer(server, holding === 'tables' ? `CREATE DATABASE ${name} TEMPLATE ${SERVER_TEMPLATE}` : `CREATE DATABASE ${name}`);
  return {
    url: url.href,
    drop: async () => {
      await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
