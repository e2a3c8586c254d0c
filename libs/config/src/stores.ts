import { join, resolve } from 'node:path';
import { schemaNameFault } from '@castellan/common';
import type { Configuration, Environment } from './configuration.js';
import { settings } from './settings.js';
import { parsePostgresUrl, parseRedisUrl } from './store-urls.js';
import { taking, Unreadable } from './parse.js';
import type { Variables } from './variables.js';

const POSTGRES_EXAMPLE = 'postgres://user:password@db.example.com:5432/castellan';

export const STORE_SETTINGS = settings({
  DATABASE_URL: {
    defaultInWords: 'embedded, in `$DATA_DIR/db`',
    as: parsePostgresUrl,
    example: POSTGRES_EXAMPLE,
    meaning: 'PostgreSQL, version 15 or newer; [how it is read](running-it.md#addresses-of-stores)',
    isRequiredInProduction: true,
  },
  DATABASE_DIRECT_URL: {
    defaultInWords: '`$DATABASE_URL`',
    as: parsePostgresUrl,
    example: POSTGRES_EXAMPLE,
    meaning: 'the server itself, where that one leads through [a pooler](scaling.md#poolers)',
  },
  DATABASE_SCHEMA: {
    byDefault: 'public',
    as: taking('a name', parseSchema),
    example: 'castellan',
    meaning: 'the schema of all tables, [made where it misses](database.md#a-schema-of-its-own); of the embedded database, too',
  },
  REDIS_URL: {
    defaultInWords: 'in memory',
    as: parseRedisUrl,
    example: 'redis://cache.example.com:6379',
    meaning: 'Redis, version 6.2 or newer, or [a cluster](scaling.md#redis-cluster); needed for [more than one process](scaling.md)',
  },
  DATA_DIR: {
    byDefault: './var',
    as: taking('a folder', (text) => resolve(text)),
    meaning: 'of the embedded database and the generated secret',
  },
});

type Stores = Pick<Configuration, 'database' | 'databaseSchema' | 'redisUrl' | 'dataDirectory'>;

function parseSchema(name: string): string {
  const fault = schemaNameFault(name);
  if (fault !== null) throw new Unreadable(fault);
  return name;
}

/** Reads where the data lies. */
export function readStores(variables: Variables, environment: Environment): Stores {
  const dataDirectory = variables.take(STORE_SETTINGS.DATA_DIR);
  const url = variables.read(STORE_SETTINGS.DATABASE_URL, null);
  const directUrl = variables.read(STORE_SETTINGS.DATABASE_DIRECT_URL, null);
  if (directUrl !== null) variables.demand(STORE_SETTINGS.DATABASE_URL, 'is missing: DATABASE_DIRECT_URL only stands beside it');
  // The embedded database does not flush to disk at commit: a power cut could lose accounts and bring ended sessions back.
  if (environment === 'production') {
    variables.demand(STORE_SETTINGS.DATABASE_URL, 'is required in production: the embedded database may lose commits when the power fails');
  }
  return {
    database:
      url === null
        ? { kind: 'embedded', directory: join(dataDirectory, 'db') }
        : { kind: 'postgres', url, ...(directUrl !== null && { directUrl }) },
    databaseSchema: variables.take(STORE_SETTINGS.DATABASE_SCHEMA),
    redisUrl: variables.read(STORE_SETTINGS.REDIS_URL, null),
    dataDirectory,
  };
}
