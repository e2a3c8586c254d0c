import { needed } from '@castellan/common';
import type { DataSource, DataSourceOptions } from 'typeorm';
import type { DataOptions, EmbeddedOptions, PostgresOptions, Tables } from '../options.js';
import { ComposedDataSource } from './composed-data-source.js';
import { QUERY_TIMEOUT_MS, settleSession } from './session-settings.js';
import { SnakeNamingStrategy } from './snake-naming-strategy.js';

type PostgresDataSourceOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

const POOL_SIZE = 10;
/** Waiting for a free connection or for the server to answer. Short: a caller gets a 503 rather than a hung request. */
const CONNECT_TIMEOUT_MS = 3_000;
/**
 * A DataSource, not yet initialised, for a server or for the embedded engine. The embedded one is opened and locked here already:
 * throws `DirectoryInUse` if another process has it, and still has it after `patienceMs`. A server is reached by its direct address.
 * @internal
 */
export async function makeDataSource({
  database,
  tables,
  patienceMs = 0,
}: Pick<DataOptions, 'database' | 'tables' | 'patienceMs'>): Promise<DataSource> {
  if (database.kind === 'postgres') return serverDataSource({ ...database, url: database.directUrl ?? database.url }, tables, false);
  return dataSource(tables, await embeddedOptions(database, patienceMs));
}

/** `isShared`: the sessions are shared between transactions, so that nothing can be set in them. */
export function serverDataSource(database: PostgresOptions, tables: readonly Tables[], isShared: boolean): DataSource {
  return dataSource(tables, serverOptions(database, isShared));
}

function dataSource(tables: readonly Tables[], connection: Partial<PostgresDataSourceOptions>): DataSource {
  const options: DataSourceOptions = {
    type: 'postgres',
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
function serverOptions({ url, poolSize = POOL_SIZE }: PostgresOptions, isShared: boolean): Partial<PostgresDataSourceOptions> {
  return {
    poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'castellan',
    extra: {
      connectionString: url,
      keepAlive: true,
      query_timeout: QUERY_TIMEOUT_MS,
      ...(!isShared && { onConnect: settleSession }),
    },
  };
}

async function embeddedOptions({ directory }: EmbeddedOptions, patienceMs: number): Promise<Partial<PostgresDataSourceOptions>> {
  const load = () => import('../embedded/embedded-driver.js');
  const { openEmbeddedDriver } = await needed('@electric-sql/pglite', 'The embedded database', load);
  return { driver: await openEmbeddedDriver(directory, { patienceMs }) };
}
