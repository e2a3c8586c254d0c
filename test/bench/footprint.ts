import { setTimeout as sleep } from 'node:timers/promises';
import { throwawayDatabase } from '../support/stores/throwaway-database.js';
import { startCastellan } from './castellan.js';
import { Connection, request } from './connection.js';
import type { MeasuredServer } from './measured-server.js';
import { getSession, signIn, signUpPeers, startBetterAuth } from './peers/better-auth.js';
import { signInRequest, signUpPeople } from './people.js';
import { median } from './rounds.js';
import { Running } from './scenario.js';
import { HOT, inTurn, SIGN_INS } from './scenarios.js';
import type { Stores } from './stores.js';

const ROUNDS = 3;
const PEOPLE = 40;
const IDLE_MS = 2000;

/** What a process takes before and besides its requests: until its first answer in ms, on an empty and on a prepared database; MB. */
export interface Footprint {
  readonly firstStart: number;
  readonly laterStart: number;
  readonly idle: number;
  readonly loaded: number;
}

/** A server, and the requests by which it is asked for the same. */
interface Contestant {
  start(databaseUrl: string): Promise<MeasuredServer>;
  /** Signs up that many; the requests by which they ask who they are, and sign in. */
  signUp(
    connection: Connection,
    name: string,
    count: number,
  ): Promise<{ readonly me: readonly string[]; readonly logins: readonly string[] }>;
}

/** The medians of some rounds, in each of which every contestant starts twice on a database of its own. */
export async function footprints(stores: Stores, directory: string, progress: (text: string) => void): Promise<readonly Footprint[]> {
  const contestants = [castellan(stores, directory), betterAuth(directory)];
  const rounds: Footprint[][] = contestants.map(() => []);
  for (let round = 1; round <= ROUNDS; round += 1) {
    progress(`starts and memory ${round} of ${ROUNDS}`);
    for (const [at, contestant] of contestants.entries()) rounds[at]!.push(await footprintOf(contestant, stores));
  }
  return rounds.map(medians);
}

/** The API in a process of its own: the peer has no panel. */
function castellan(stores: Stores, directory: string): Contestant {
  const parts = { directory, logLevel: 'info', profiles: undefined, app: 'api' } as const;
  return {
    start: (databaseUrl) => startCastellan({ ...parts, stores: { ...stores, databaseUrl } }),
    signUp: async (connection, name, count) => {
      const people = await signUpPeople([connection], count, name);
      const me = people.map(({ cookie }) => request('GET', '/api/auth/me/', { cookie: `access_token=${cookie}` }));
      return { me, logins: people.map(({ email }) => signInRequest(email)) };
    },
  };
}

function betterAuth(directory: string): Contestant {
  return {
    start: (databaseUrl) => startBetterAuth(databaseUrl, directory, 'plain'),
    signUp: async (connection, name, count) => {
      const peers = await signUpPeers(connection, name, count);
      return { me: peers.map((peer) => getSession(peer)), logins: peers.map((peer) => signIn(peer)) };
    },
  };
}

async function footprintOf(contestant: Contestant, stores: Stores): Promise<Footprint> {
  const database = (await throwawayDatabase('nothing', stores.databaseUrl))!;
  try {
    const first = await started(contestant, database.url, (connection) => contestant.signUp(connection, 'first', 1));
    await first.server.stop();
    const later = await started(contestant, database.url, (connection) => connection.send(first.answer.me[0]!));
    const memory = await memoryOf(contestant, later.server).finally(() => later.server.stop());
    return { firstStart: first.ms, laterStart: later.ms, ...memory };
  } finally {
    await database.drop();
  }
}

/** A start ends with the answer to a request that needs the database. */
async function started<T>(contestant: Contestant, url: string, ask: (connection: Connection) => Promise<T>) {
  const begun = performance.now();
  const server = await contestant.start(url);
  const connection = await Connection.open(server.port);
  const answer = await ask(connection);
  const ms = performance.now() - begun;
  connection.close();
  return { server, ms, answer };
}

async function memoryOf(contestant: Contestant, server: MeasuredServer): Promise<Pick<Footprint, 'idle' | 'loaded'>> {
  await sleep(IDLE_MS);
  const idle = await server.rssMb();
  const connection = await Connection.open(server.port);
  const { me, logins } = await contestant.signUp(connection, 'p', PEOPLE);
  connection.close();
  await new Running({ ...HOT, name: 'me', server, lane: inTurn(me) }).warmUp();
  await new Running({ ...SIGN_INS, name: 'login', server, lane: inTurn(logins) }).measure();
  return { idle, loaded: await server.rssMb() };
}

function medians(rounds: readonly Footprint[]): Footprint {
  const of = (name: keyof Footprint) => median(rounds.map((round) => round[name]));
  return { firstStart: of('firstStart'), laterStart: of('laterStart'), idle: of('idle'), loaded: of('loaded') };
}
