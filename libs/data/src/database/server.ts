import { Logger } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { PostgresOptions } from '../options.js';
import { withClient } from './one-client.js';
import { findServerWay } from './server-way.js';
import { missingDefaults } from './session-settings.js';
import { reaching } from './reaching.js';
import { UnusableDatabase } from './unusable-database.js';

/** The oldest PostgreSQL that the migrations run on. */
const LEAST_VERSION = 15;

/** A PostgreSQL that was looked at and can be used. */
export interface Server {
  /** For the pool. */
  readonly url: string;
  /** For what lives as long as its session: LISTEN, advisory locks. */
  readonly directUrl: string;
  /** Whether the pool's sessions are shared between transactions, as behind PgBouncer in transaction mode. */
  readonly isShared: boolean;
}

/** Looks at the server before anything is built on it. Throws `UnusableDatabase` with the line to change. */
export async function lookAtServer({ url, directUrl = url }: PostgresOptions): Promise<Server> {
  const isShared = (await reaching('DATABASE_URL', findServerWay(url))) === 'shared sessions';
  if (isShared) await refuseWithoutDirect(url, directUrl);
  else if (directUrl !== url) await refuseSharedDirect(directUrl);
  await withClient(directUrl, checkServer);
  // A pooler keeps sessions that began before a default was changed; a new one shows what is to come.
  if (isShared) for (const address of [directUrl, url]) await withClient(address, checkDefaults);
  return { url, directUrl, isShared };
}

async function refuseWithoutDirect(url: string, directUrl: string): Promise<void> {
  if (directUrl === url) {
    throw new UnusableDatabase(
      'DATABASE_URL leads through a pooler that shares sessions between transactions: through it, revocations are not heard and locks do ' +
        'not hold. Give the address of the server itself besides, for these.',
      'DATABASE_DIRECT_URL=postgres://user:password@db.example.com:5432/castellan',
    );
  }
  await refuseSharedDirect(directUrl);
  new Logger('Database').log('The pooler of DATABASE_URL shares sessions; DATABASE_DIRECT_URL is listened on.');
}

async function refuseSharedDirect(directUrl: string): Promise<void> {
  if ((await reaching('DATABASE_DIRECT_URL', findServerWay(directUrl))) === 'own session') return;
  throw new UnusableDatabase(
    'DATABASE_DIRECT_URL leads through a pooler that shares sessions between transactions, too.',
    'DATABASE_DIRECT_URL=postgres://user:password@db.example.com:5432/castellan   (the server itself, or a pooler in session mode)',
  );
}

async function checkServer(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ encoding: string; version: string; standby: boolean; name: string }>(
    `SELECT current_setting('server_encoding') AS encoding, current_setting('server_version_num') AS version,
            pg_is_in_recovery() AS standby, quote_ident(current_database()) AS name`,
  );
  const [{ encoding, version, standby, name }] = rows as [(typeof rows)[number]]; // without FROM there is one row
  if (encoding !== 'UTF8') {
    throw new UnusableDatabase(
      `The database ${name} of DATABASE_URL is encoded in ${encoding}: names and texts of people need UTF8. Make another one: ` +
        `CREATE DATABASE castellan ENCODING 'UTF8' TEMPLATE template0`,
      'DATABASE_URL=postgres://user:password@db.example.com:5432/castellan',
    );
  }
  const major = Math.floor(Number(version) / 10_000);
  if (major < LEAST_VERSION)
    throw new UnusableDatabase(`The PostgreSQL of DATABASE_URL is version ${major}; it takes ${LEAST_VERSION} or newer.`);
  if (standby) {
    throw new UnusableDatabase(
      'DATABASE_URL names a standby, which cannot be written to. Give the address of the primary.',
      'DATABASE_URL=postgres://user:password@primary.example.com:5432/castellan',
    );
  }
}

/** Where sessions are shared, a setting made in one would be another's: the role's defaults are what every one begins with. */
async function checkDefaults(client: ClientBase): Promise<void> {
  const statements = await missingDefaults(client);
  if (statements.length === 0) return;
  throw new UnusableDatabase(
    'Sessions behind the pooler of DATABASE_URL cannot be set, and their defaults are not what the service counts on. Run once, then ' +
      `RECONNECT the pooler:\n${statements.map((statement) => `    ${statement};`).join('\n')}`,
  );
}
