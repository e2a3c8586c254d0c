import type { Brought, DatabaseAddress, Fault } from '@castellan/config';
import type { Database } from './castellan-options.js';

/** Which database a host told, and what is wrong with it. Nothing of an address is told. */
export interface ToldDatabase {
  /** For the loader, which reads it. */
  readonly address?: DatabaseAddress;
  readonly brought?: Brought['database'];
  /** In the place of the one in the configuration. */
  readonly database?: Database;
  readonly faults: readonly Fault[];
}

type Told = Readonly<Record<string, unknown>>;
type Kind = keyof typeof KINDS;

/** What each kind may have besides. */
const KINDS = { url: ['directUrl'], dataSource: ['directUrl'], embedded: ['snapshot'] } as const;
const EXAMPLE = "database: { url: 'postgres://user:password@db.example.com:5432/shop' }";

/** Types are gone when a host in JavaScript runs. */
export function readDatabase(given: unknown): ToldDatabase {
  if (given === undefined || given === null) return wrong('database', 'is required', EXAMPLE);
  if (typeof given !== 'object' || Array.isArray(given) || given instanceof URL)
    return wrong('database', 'must be { url }, { dataSource } or { embedded }', EXAMPLE);
  const told: Told = { ...given };
  const [kind, ...others] = (Object.keys(KINDS) as Kind[]).filter((name) => Object.hasOwn(told, name)); // `keys` forgets which
  if (kind === undefined) return wrong('database', 'is required: { url }, { dataSource } or { embedded }', EXAMPLE);
  if (others.length > 0) return wrong('database', `must be one: ${[kind, ...others].join(' and ')} are given`);
  const faults = strangers(kind, told);
  return faults.length > 0 ? { brought: 'connection', faults } : READERS[kind](told);
}

const READERS: Readonly<Record<Kind, (told: Told) => ToldDatabase>> = {
  // What is no text is told by the loader.
  url: ({ url, directUrl }) => ({ address: { url, directUrl } as DatabaseAddress, faults: [] }),
  dataSource: readDataSource,
  embedded: readEmbedded,
};

function readDataSource({ dataSource, directUrl }: Told): ToldDatabase {
  if (typeof dataSource !== 'object' || dataSource === null || !('options' in dataSource))
    return wrong('database.dataSource', 'must be a DataSource of TypeORM');
  const database = { kind: 'host', dataSource, ...(directUrl ? { directUrl } : {}) } as Database;
  return { address: { directUrl } as DatabaseAddress, brought: 'connection', database, faults: [] };
}

function readEmbedded({ embedded, snapshot }: Told): ToldDatabase {
  const isFolder = typeof embedded === 'string' && embedded.trim() !== '';
  if (embedded !== null && !isFolder)
    return wrong('database.embedded', 'must be a folder, or null for one in memory', 'database: { embedded: null }');
  if (snapshot !== undefined && typeof snapshot !== 'string') return wrong('database.snapshot', 'must be a file');
  return { brought: 'embedded', database: { kind: 'embedded', directory: embedded, snapshot }, faults: [] };
}

function strangers(kind: Kind, told: Told): readonly Fault[] {
  const known: readonly string[] = [kind, ...KINDS[kind]];
  const unknown = Object.keys(told).filter((name) => !known.includes(name));
  return unknown.map((name) => ({ name: `database.${name}`, problem: `is no option beside ${kind}`, change: '' }));
}

function wrong(name: string, problem: string, change = ''): ToldDatabase {
  return { brought: 'connection', faults: [{ name, problem, change }] };
}
