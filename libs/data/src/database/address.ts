import type { ClientConfig } from 'pg';
import type { HostDatabaseOptions, PostgresOptions } from '../options.js';
import { UnusableDatabase } from './unusable-database.js';

/** How a server is reached, as `pg` takes it. */
export type Address = Pick<ClientConfig, 'connectionString' | 'host' | 'port' | 'user' | 'password' | 'database' | 'ssl' | 'options'>;

/** Both addresses of a server, and what is said of each to people. */
export interface Addresses {
  /** Where the pool goes. */
  readonly address: Address;
  /** The server itself; null: the same. */
  readonly direct: Address | null;
  readonly name: string;
  readonly poolSize: number | undefined;
}

/** @throws UnusableDatabase for a DataSource of a host that is of no use here */
export function addressesOf(database: PostgresOptions | HostDatabaseOptions): Addresses {
  const { directUrl, poolSize } = database;
  const isHosts = database.kind === 'host';
  const address = isHosts ? addressOfHost(database) : { connectionString: database.url };
  const isSame = directUrl === undefined || (!isHosts && directUrl === database.url);
  return { address, direct: isSame ? null : { connectionString: directUrl }, name: isHosts ? HOSTS : 'DATABASE_URL', poolSize };
}

const HOSTS = "The host's DataSource";

/** What TypeORM has called the parts of an address since 0.3. */
interface HostAddress extends Address {
  readonly url?: string;
  readonly username?: string;
}

interface HostOptions extends HostAddress {
  readonly type: string;
  readonly replication?: { readonly master: HostAddress };
  /** Goes to `pg` before all others, there as here. */
  readonly extra?: Address;
}

function addressOfHost({ dataSource }: HostDatabaseOptions): Address {
  const options = dataSource.options as HostOptions | undefined; // another copy's types; the kind of database is looked at first
  if (options?.type !== 'postgres') {
    throw new UnusableDatabase(`${HOSTS} is of the type ${String(options?.type)}; Castellan needs a PostgreSQL (\`postgres\`).`);
  }
  const { url, username, ...others } = { ...options, ...options.replication?.master };
  const address = { ...given({ ...others, connectionString: url, user: username }), ...given(options.extra ?? {}) };
  if ('connectionString' in address || 'host' in address || 'database' in address) return address;
  throw new UnusableDatabase(`${HOSTS} names no server: neither a url, nor a host or a database. Give Castellan \`url\` instead.`);
}

/** Of `options`, which may set a search path, nothing is taken over: the schema is ours to choose. */
function given({ connectionString, host, port, user, password, database, ssl }: Address): Address {
  const parts: readonly [string, unknown][] = Object.entries({ connectionString, host, port, user, password, database, ssl });
  return Object.fromEntries(parts.filter(([, value]) => value !== undefined && value !== null));
}
