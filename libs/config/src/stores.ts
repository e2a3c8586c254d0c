import { join, resolve } from 'node:path';
import type { Configuration, Environment } from './configuration.js';
import { parsePostgresUrl, parseRedisUrl } from './store-urls.js';
import type { Variables } from './variables.js';

const POSTGRES_EXAMPLE = 'postgres://user:password@db.example.com:5432/castellan';

type Stores = Pick<Configuration, 'database' | 'redisUrl' | 'dataDirectory'>;

/** Reads where the data lies. */
export function readStores(variables: Variables, environment: Environment): Stores {
  const dataDirectory = resolve(variables.text('DATA_DIR') ?? 'var');
  const url = variables.read('DATABASE_URL', null, parsePostgresUrl, POSTGRES_EXAMPLE);
  const directUrl = variables.read('DATABASE_DIRECT_URL', null, parsePostgresUrl, POSTGRES_EXAMPLE);
  if (directUrl !== null && variables.text('DATABASE_URL') === undefined) {
    variables.refuse('DATABASE_URL', 'is missing: DATABASE_DIRECT_URL only stands beside it', POSTGRES_EXAMPLE);
  }
  // The embedded database does not flush to disk at commit: a power cut could lose accounts and bring ended sessions back.
  if (variables.text('DATABASE_URL') === undefined && environment === 'production') {
    variables.refuse(
      'DATABASE_URL',
      'is required in production: the embedded database may lose commits when the power fails',
      POSTGRES_EXAMPLE,
    );
  }
  return {
    database:
      url === null
        ? { kind: 'embedded', directory: join(dataDirectory, 'db') }
        : { kind: 'postgres', url, ...(directUrl !== null && { directUrl }) },
    redisUrl: variables.read('REDIS_URL', null, parseRedisUrl, 'redis://cache.example.com:6379'),
    dataDirectory,
  };
}
