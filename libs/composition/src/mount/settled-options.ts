import { basePathOf } from '@castellan/common';
import { ConfigurationError, loadOptions } from '@castellan/config';
import type { Configuration, Fault } from '@castellan/config';
import type { CastellanPorts } from '../ports.js';
import type { CastellanOptions, Database } from './castellan-options.js';
import { readDatabase } from './told-database.js';

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
export function settle(given: CastellanOptions): SettledOptions {
  if (!isRecord(given)) throw refusal('options', 'are missing: forRoot, or what its useFactory gives, must be an object of them', '');
  const { database, path, ports, mount, acceptsCookie, ...options } = given;
  const told = readDatabase(database);
  const brought = { database: told.brought, mail: ports?.mailTransport !== undefined };
  const faults = [...told.faults, ...faultsOf({ path, ports, mount, acceptsCookie })];
  const configuration = loadOptions(options, told.address, brought, faults);
  const publicPath = basePathOf(configuration.publicUrl);
  return {
    configuration,
    ...(told.database && { database: told.database }),
    ports: ports ?? {},
    acceptsCookie: acceptsCookie ?? false,
    path: (mount ?? true) ? settlePath(path || publicPath, configuration.publicUrl) : null,
    publicPath,
  };
}

/** Types are gone when a host in JavaScript runs: `'false'` would be a yes. */
function faultsOf({ path, ports, mount, acceptsCookie }: Readonly<Record<string, unknown>>): readonly Fault[] {
  const wrong = (name: string, problem: string, isWrong: boolean): readonly Fault[] => (isWrong ? [{ name, problem, change: '' }] : []);
  const isNoAnswer = (value: unknown): boolean => !isBlank(value) && typeof value !== 'boolean';
  return [
    ...wrong('path', 'is not a path such as /auth', !isBlank(path) && typeof path !== 'string'),
    ...wrong('ports', 'must be an object: { mailTransport, … }', !isBlank(ports) && !isRecord(ports)),
    ...wrong('mount', 'must be true or false', isNoAnswer(mount)),
    ...wrong('acceptsCookie', 'must be true or false', isNoAnswer(acceptsCookie)),
  ];
}

const isBlank = (value: unknown): boolean => value === undefined || value === null;
const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

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

export function refusal(name: string, problem: string, change: string): ConfigurationError {
  return new ConfigurationError([{ name, problem, change }], 'The options of CastellanModule are not usable:');
}
