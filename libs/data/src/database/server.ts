import { Logger } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { HostDatabaseOptions, PostgresOptions } from '../options.js';
import { type Address, addressesOf } from './address.js';
import { withClient } from './one-client.js';
import { findServerWay } from './server-way.js';
import { missingDefaults } from './session-settings.js';
import { reaching } from './reaching.js';
import type { Schema } from './schema.js';
import { UnusableDatabase } from './unusable-database.js';

/** The oldest PostgreSQL that the migrations run on. */
const LEAST_VERSION = 15;

/** A PostgreSQL that was looked at and can be used. */
export interface Server {
  /** For the pool. */
  readonly address: Address;
  /** For what lives as long as its session: LISTEN, advisory locks. The same, unless a pooler lies between. */
  readonly direct: Address;
  /** Whether the pool's sessions are shared between transactions, as behind PgBouncer in transaction mode. */
  readonly isShared: boolean;
  /** What leads there, as people are told. */
  readonly name: string;
  readonly poolSize: number | undefined;
}

/** Looks at the server before anything is built on it. Throws `UnusableDatabase` with the line to change. */
export async function lookAtServer(database: PostgresOptions | HostDatabaseOptions, schema: Schema): Promise<Server> {
  const { address, direct, name, poolSize } = addressesOf(database);
  const isShared = (await reaching(name, findServerWay(address))) === 'shared sessions';
  if (direct) await refuseSharedDirect(direct);
  else if (isShared) throw withoutDirect(name);
  const server = { address, direct: direct ?? address, isShared, name, poolSize };
  await withClient(server.direct, (client) => checkServer(client, name));
  if (isShared) await checkShared(server, schema);
  return server;
}

/** A pooler keeps sessions that began before a default was changed; a new one shows what is to come. */
async function checkShared({ direct, address, name }: Server, schema: Schema): Promise<void> {
  new Logger('Database').log(`The pooler of ${name} shares sessions; DATABASE_DIRECT_URL is listened on.`);
  for (const one of [direct, address]) await withClient(one, (client) => checkDefaults(client, name, schema));
}

function withoutDirect(name: string): UnusableDatabase {
  return new UnusableDatabase(
    `${name} leads through a pooler that shares sessions between transactions: through it, revocations are not heard and locks do ` +
      'not hold. Give the address of the server itself besides, for these.',
    'DATABASE_DIRECT_URL=postgres://user:password@db.example.com:5432/castellan',
  );
}

async function refuseSharedDirect(direct: Address): Promise<void> {
  if ((await reaching('DATABASE_DIRECT_URL', findServerWay(direct))) === 'own session') return;
  throw new UnusableDatabase(
    'DATABASE_DIRECT_URL leads through a pooler that shares sessions between transactions, too.',
    'DATABASE_DIRECT_URL=postgres://user:password@db.example.com:5432/castellan   (the server itself, or a pooler in session mode)',
  );
}

async function checkServer(client: ClientBase, way: string): Promise<void> {
  const { rows } = await client.query<{ encoding: string; version: string; standby: boolean; name: string }>(
    `SELECT current_setting('server_encoding') AS encoding, current_setting('server_version_num') AS version,
            pg_is_in_recovery() AS standby, quote_ident(current_database()) AS name`,
  );
  const [{ encoding, version, standby, name }] = rows as [(typeof rows)[number]]; // without FROM there is one row
  if (encoding !== 'UTF8') {
    throw new UnusableDatabase(
      `The database ${name} of ${way} is encoded in ${encoding}: names and texts of people need UTF8. Make another one: ` +
        `CREATE DATABASE castellan ENCODING 'UTF8' TEMPLATE template0`,
      'DATABASE_URL=postgres://user:password@db.example.com:5432/castellan',
    );
  }
  const major = Math.floor(Number(version) / 10_000);
  if (major < LEAST_VERSION)
    throw new UnusableDatabase(`The PostgreSQL of ${way} is version ${major}; it takes ${LEAST_VERSION} or newer.`);
  if (standby) {
    throw new UnusableDatabase(
      `${way} names a standby, which cannot be written to. Give the address of the primary.`,
      'DATABASE_URL=postgres://user:password@primary.example.com:5432/castellan',
    );
  }
}

/** Where sessions are shared, a setting made in one would be another's: the role's defaults are what every one begins with. */
async function checkDefaults(client: ClientBase, way: string, schema: Schema): Promise<void> {
  const statements = await missingDefaults(client, schema);
  if (statements.length === 0) return;
  throw new UnusableDatabase(
    `Sessions behind the pooler of ${way} cannot be set, and their defaults are not what the service counts on. Run once, then ` +
      `RECONNECT the pooler:\n${statements.map((statement) => `    ${statement};`).join('\n')}`,
  );
}
