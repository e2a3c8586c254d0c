// CPU time per request of the hot paths, beside the least that each could cost.
//   npm run bench [-- --rounds=7 --only=bearer,refresh --profiles=<folder> --against=<another repository, built>]
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { throwawayDatabase } from '../support/stores/throwaway-database.js';
import { startCastellan } from './castellan.js';
import { Connection, request } from './connection.js';
import { CLIENT_CORE, isPinned, pinMyself } from './cores.js';
import { footprints } from './footprint.js';
import { p99UnderLogins } from './latency.js';
import { makeMachines } from './machines.js';
import type { Machines } from './machines.js';
import { freePort, MeasuredServer } from './measured-server.js';
import { betterAuthScenarios, installBetterAuth, PEER_SCENARIOS, startBetterAuth } from './peers/better-auth.js';
import { peersTable } from './peers/table.js';
import { signUpPeople } from './people.js';
import type { Person } from './people.js';
import { measureRounds } from './rounds.js';
import type { Figures } from './rounds.js';
import { againstName, scenarios } from './scenarios.js';
import type { FloorTokens, Servers } from './scenarios.js';
import { openStores } from './stores.js';
import type { Stores } from './stores.js';
import { comparison, table } from './table.js';

/** Enough that nobody comes to the 600 requests a minute that one user may make. */
const PEOPLE = 200;
const LATENCY_ROUNDS = 3;

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    only: { type: 'string' },
    profiles: { type: 'string' },
    against: { type: 'string' },
  },
});

pinMyself(CLIENT_CORE);
const directory = mkdtempSync(join(tmpdir(), 'castellan-bench-'));
const stores = await openStores(directory);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void cleanUp().then(() => process.exit(1)));
try {
  await bench(stores);
} finally {
  await cleanUp();
}

async function cleanUp(): Promise<void> {
  await stores.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function bench(stores: Stores): Promise<void> {
  if ([...PEER_SCENARIOS, 'footprint'].some(isWanted)) installBetterAuth();
  const beside = (await throwawayDatabase('nothing', stores.databaseUrl))!;
  const servers = await startServers(stores, beside.url);
  try {
    await measure(servers);
  } finally {
    await Promise.all(Object.values(servers).map(async (server: MeasuredServer | null) => server?.stop()));
    await beside.drop();
  }
}

async function startServers(stores: Stores, peerDatabaseUrl: string): Promise<Servers> {
  const hashCost = isWanted('login') || isWanted('p99') ? 10 : 4;
  const common = { stores, directory, hashCost };
  const castellan = await startCastellan({ ...common, logLevel: 'info', profiles: options.profiles });
  const silent = await startCastellan({ ...common, logLevel: 'silent', profiles: options.profiles });
  const { against: root } = options;
  const against = root ? await startCastellan({ ...common, logLevel: 'info', profiles: undefined, root: resolve(root) }) : null;
  const peer = PEER_SCENARIOS.some(isWanted) ? await startBetterAuth(peerDatabaseUrl, directory) : null;
  return { castellan, silent, against, peer, floors: await startFloors(stores) };
}

function isWanted(name: string): boolean {
  return options.only?.split(',').some((one) => name === one || name === againstName(one)) ?? true;
}

async function startFloors({ databaseUrl }: Stores): Promise<MeasuredServer> {
  const port = await freePort();
  const args = ['--import', './scripts/typescript.mjs', join(import.meta.dirname, 'floor-server.ts'), String(port)];
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl };
  return MeasuredServer.start({ name: 'floors', port, args, env, readyPath: '/tokens', logs: directory });
}

async function measure(servers: Servers): Promise<void> {
  progress(`signing ${PEOPLE} people up`);
  const people = await peopleOf(servers);
  const ours = scenarios(servers, people, await floorTokens(servers), await machinesOf(servers));
  const all = [...ours, ...(servers.peer ? await betterAuthScenarios(servers.peer) : [])];
  const figures = await measureRounds(
    all.filter(({ name }) => isWanted(name)),
    Number(options.rounds),
    progress,
  );
  const latencies = isWanted('p99') ? await latenciesOf(servers, people) : [];
  const starts = isWanted('footprint') ? await footprints(stores, directory, progress) : [];
  const measured: Figures = new Map([...figures, ...latencies]);
  console.log(`${machine()}\n\n${table(measured)}\n\n${peersTable(measured, starts)}`);
  if (servers.against) console.log(`\nAgainst ${options.against}:\n\n${comparison(measured)}`);
}

/** p99 in ms, of the builds in turn. */
async function latenciesOf({ castellan, against }: Servers, people: readonly Person[]): Promise<Figures> {
  const p99: number[] = [];
  const others: number[] = [];
  for (let round = 1; round <= LATENCY_ROUNDS; round += 1) {
    progress(`latency under logins ${round} of ${LATENCY_ROUNDS}`);
    p99.push(await p99UnderLogins(castellan, people));
    if (against) others.push(await p99UnderLogins(against, people));
  }
  return new Map([
    ['p99', p99],
    [againstName('p99'), others],
  ]);
}

/** Every service does it, so that they have the same past: a heap that never grew collects its garbage dearer. */
async function peopleOf({ castellan, silent, against }: Servers): Promise<readonly Person[]> {
  const connections = await Promise.all([castellan, silent, against].flatMap((server) => (server ? Connection.open(server.port) : [])));
  const people = await signUpPeople(connections, PEOPLE);
  for (const connection of connections) connection.close();
  return people;
}

async function machinesOf({ castellan }: Servers): Promise<Machines> {
  if (!['key', 'token'].some(isWanted)) return { keys: [], tokens: [] };
  const connection = await Connection.open(castellan.port);
  const machines = await makeMachines(stores, directory, connection);
  connection.close();
  return machines;
}

async function floorTokens({ floors }: Servers): Promise<FloorTokens> {
  const connection = await Connection.open(floors.port);
  const { body } = await connection.send(request('GET', '/tokens'));
  connection.close();
  return JSON.parse(body) as FloorTokens; // as floor-server.ts answers
}

function machine(): string {
  const pinning = isPinned ? 'server on one core, client and stores on another' : 'nothing pinned: rough figures';
  return `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? '?'}), ${pinning}, load ${loadavg()[0]!.toFixed(1)}`;
}

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}
