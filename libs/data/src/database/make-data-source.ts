import { DataSource, type DataSourceOptions } from 'typeorm';
import { openEmbeddedDriver } from '../embedded/embedded-driver.js';
import { migrations } from '../migrations/index.js';
import type { DataOptions, EmbeddedOptions, PostgresOptions } from '../options.js';
import { SnakeNamingStrategy } from './snake-naming-strategy.js';

type PostgresDataSourceOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

const POOL_SIZE = 10;
/** Waiting for a free connection or for the server to answer. Short: a caller gets a 503 rather than a hung request. */
const CONNECT_TIMEOUT_MS = 3_000;
const STATEMENT_TIMEOUT_MS = 10_000;
/** Ends transactions whose process hangs, before their locks stop everyone else. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;

/**
 * A DataSource, not yet initialised, for a server or for the embedded engine. The embedded one is opened and locked here already:
 * throws `DirectoryInUse` if another process has it, and still has it after `patienceMs`.
 */
export async function makeDataSource({
  database,
  entities,
  patienceMs = 0,
}: Pick<DataOptions, 'database' | 'entities' | 'patienceMs'>): Promise<DataSource> {
  const connection = database.kind === 'postgres' ? serverOptions(database) : await embeddedOptions(database, patienceMs);
  return new DataSource({
    type: 'postgres',
    entities: [...entities],
    migrations: [...migrations],
    namingStrategy: new SnakeNamingStrategy(),
    // gen_random_uuid() is part of PostgreSQL; nothing needs an extension, nor the right to install one
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    synchronize: false,
    logging: false,
    ...connection,
  });
}

function serverOptions({ url, poolSize = POOL_SIZE }: PostgresOptions): Partial<PostgresDataSourceOptions> {
  return {
    url,
    poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'castellan',
    extra: {
      keepAlive: true,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      // The client's own limit, for a server that went away without a word.
      query_timeout: STATEMENT_TIMEOUT_MS + 2_000,
    },
  };
}

async function embeddedOptions({ directory }: EmbeddedOptions, patienceMs: number): Promise<Partial<PostgresDataSourceOptions>> {
  return { driver: await openEmbeddedDriver(directory, { patienceMs }) };
}
