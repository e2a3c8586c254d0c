import { needed } from '@castellan/common';
import pg from 'pg';
import type { ClientBase } from 'pg';
import type { DataSource, DataSourceOptions } from 'typeorm';
import type { DataOptions, EmbeddedOptions } from '../options.js';
import { addressesOf } from './address.js';
import { ComposedDataSource } from './composed-data-source.js';
import type { OpenConnections } from './open-connections.js';
import { Schema } from './schema.js';
import type { Server } from './server.js';
import { QUERY_TIMEOUT_MS, settleWorkingSession } from './session-settings.js';
import { SnakeNamingStrategy } from './snake-naming-strategy.js';
import { TYPE_PARSERS } from './type-parsers.js';

type PostgresDataSourceOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

const POOL_SIZE = 10;
/** Waiting for a free connection or for the server to answer. Short: a caller gets a 503 rather than a hung request. */
const CONNECT_TIMEOUT_MS = 3_000;

type Home = Pick<DataOptions, 'tables' | 'schema'>;

/**
 * A DataSource, not yet initialised, for a server or for the embedded engine. The embedded one is opened and locked here already:
 * throws `DirectoryInUse` if another process has it, and still has it after `patienceMs`. A server is reached by its direct address.
 * @internal
 */
export async function makeDataSource({
  database,
  patienceMs = 0,
  ...home
}: Home & Pick<DataOptions, 'database' | 'patienceMs'>): Promise<DataSource> {
  if (database.kind === 'embedded') return dataSource(home, await embeddedOptions(database, patienceMs, schemaOf(home)));
  const { address, direct, poolSize } = addressesOf(database);
  return serverDataSource({ address: direct ?? address, poolSize, isShared: false }, home);
}

/**
 * `isShared`: the sessions are shared between transactions, so that nothing can be set in them. Its pool's connections are counted in
 * `connections`, where those are given.
 */
export function serverDataSource(
  server: Pick<Server, 'address' | 'poolSize' | 'isShared'>,
  home: Home,
  { Client }: Pick<OpenConnections, 'Client'> = pg,
): DataSource {
  return dataSource(home, serverOptions(server, schemaOf(home), Client));
}

const schemaOf = ({ schema }: Home): Schema => new Schema(schema);

function dataSource(home: Home, connection: Partial<PostgresDataSourceOptions>): DataSource {
  const { tables } = home;
  const schema = schemaOf(home);
  const options: DataSourceOptions = {
    type: 'postgres',
    schema: schema.isDefault ? undefined : schema.name,
    entities: tables.flatMap(({ entities }) => entities),
    migrations: tables.flatMap(({ migrations }) => migrations),
    namingStrategy: new SnakeNamingStrategy(),
    // gen_random_uuid() is part of PostgreSQL; nothing needs an extension, nor the right to install one
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    synchronize: false,
    logging: false,
    ...connection,
  };
  return new ComposedDataSource(
    options,
    tables.flatMap(({ foreignKeys = [] }) => foreignKeys),
  );
}

/** The address goes to `pg` as it is: TypeORM reads addresses its own way, without sockets and IPv6. */
function serverOptions(
  { address, poolSize = POOL_SIZE, isShared }: Pick<Server, 'address' | 'poolSize' | 'isShared'>,
  schema: Schema,
  Client: typeof pg.Client,
): Partial<PostgresDataSourceOptions> {
  return {
    poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'castellan',
    extra: {
      ...address,
      Client,
      types: TYPE_PARSERS,
      keepAlive: true,
      query_timeout: QUERY_TIMEOUT_MS,
      ...(!isShared && { onConnect: (client: ClientBase) => settleWorkingSession(client, schema) }),
    },
  };
}

async function embeddedOptions(
  { directory, snapshot }: EmbeddedOptions,
  patienceMs: number,
  schema: Schema,
): Promise<Partial<PostgresDataSourceOptions>> {
  const load = () => import('../embedded/embedded-driver.js');
  const { openEmbeddedDriver } = await needed('@electric-sql/pglite', 'The embedded database', load);
  const driver = await openEmbeddedDriver(directory, { patienceMs, snapshot });
  return { driver, extra: { onConnect: (client: ClientBase) => settleWorkingSession(client, schema) } };
}
