import { basePathOf } from '@castellan/common';
import { ConfigurationError, loadOptions } from '@castellan/config';
import type { Configuration, DatabaseAddress } from '@castellan/config';
import type { CastellanPorts } from '../ports.js';
import type { CastellanDatabase, CastellanOptions, Database } from './castellan-options.js';

/** What a host told, checked. */
export interface SettledOptions {
  readonly configuration: Configuration;
  /** In the place of the one in the configuration. */
  readonly database?: Database;
  /** In the place of the product's own parts. */
  readonly ports: CastellanPorts;
  /** Where it is mounted, `/auth`; null: nowhere. */
  readonly path: string | null;
  /** Whether the host's own routes take the cookie too. */
  readonly acceptsCookie: boolean;
  /** What its own addresses begin with. */
  readonly publicPath: string;
}

const PATH = /^(?:\/[A-Za-z\d][\w.~-]*)+$/;

/** @throws ConfigurationError that names every option that is wrong */
export function settle({ database, path, ports = {}, mount = true, acceptsCookie = false, ...options }: CastellanOptions): SettledOptions {
  const given = describe(database);
  const brought = { database: given.database !== undefined, mail: ports.mailTransport !== undefined };
  const configuration = loadOptions(options, given.address, brought);
  const publicPath = basePathOf(configuration.publicUrl);
  const own = given.database && { database: given.database };
  return {
    configuration,
    ...own,
    ports,
    acceptsCookie,
    path: mount ? settlePath(path ?? publicPath, configuration.publicUrl) : null,
    publicPath,
  };
}

/** Types are gone when a host in JavaScript runs. */
function describe(database: CastellanDatabase | undefined): { readonly address: DatabaseAddress; readonly database?: Database } {
  if (database && 'embedded' in database)
    return { address: {}, database: { kind: 'embedded', directory: database.embedded, snapshot: database.snapshot } };
  if (database && 'dataSource' in database) return { address: {}, database: { kind: 'host', ...database } };
  if (database && 'url' in database) return { address: database };
  throw refusal('database', 'is required', "database: { url: 'postgres://user:password@db.example.com:5432/shop' }");
}

function settlePath(path: string, publicUrl: string): string {
  const example = `path: '${basePathOf(publicUrl) || '/auth'}'`;
  if (path === '') throw refusal('publicUrl', 'has no path, and no path is given: Castellan would take every route of the host', example);
  if (!PATH.test(path)) throw refusal('path', 'is not a path such as /auth', example);
  // A proxy may take off what stands before it.
  if (basePathOf(publicUrl).endsWith(path)) return path;
  throw refusal(
    'path',
    `is not what publicUrl ends with: ${publicUrl}`,
    basePathOf(publicUrl) === '' ? `publicUrl: '${publicUrl}${path}'` : example,
  );
}

function refusal(name: string, problem: string, change: string): ConfigurationError {
  return new ConfigurationError([{ name, problem, change }], 'The options of CastellanModule are not usable:');
}
