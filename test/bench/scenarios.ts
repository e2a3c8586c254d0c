import { request } from './connection.js';
import type { Machines } from './machines.js';
import type { MeasuredServer } from './measured-server.js';
import { signInRequest } from './people.js';
import type { Person } from './people.js';
import { LANES } from './scenario.js';
import type { Scenario } from './scenario.js';

export const HOT = { count: 3000, warmUp: 12_000 };
export const REFRESHES = { count: 1500, warmUp: 5000 };
export const SIGN_INS = { count: 24, warmUp: 8 };
/** Refreshes are limited to 120 a minute and client address. */
const REFRESHES_FROM_ONE_ADDRESS = 100;

export interface Servers {
  readonly castellan: MeasuredServer;
  /** The same without a log line for each request. */
  readonly silent: MeasuredServer;
  readonly floors: MeasuredServer;
  /** Another build, measured in the same rounds (`--against`). */
  readonly against: MeasuredServer | null;
  /** better-auth, where it is measured. */
  readonly peer: MeasuredServer | null;
}

/** The scenario of the other build that goes with the one of this. */
export const againstName = (name: string): string => `${name} against`;

export interface FloorTokens {
  readonly hs256: string;
  readonly ed25519: string;
}

/** In the order of a round. */
export function scenarios(
  { castellan, silent, floors, against }: Servers,
  people: readonly Person[],
  tokens: FloorTokens,
  machines: Machines,
): readonly Scenario[] {
  const byBearer = people.map(({ access }) => request('GET', '/api/auth/me/', { authorization: `Bearer ${access}` }));
  const byCookie = people.map(({ cookie }) => request('GET', '/api/auth/me/', { cookie: `access_token=${cookie}` }));
  const following = (credentials: readonly string[]) =>
    inTurn(credentials.map((credential) => request('GET', '/api/auth/revocations/?wait=0', { authorization: `Bearer ${credential}` })));
  const authorized = (path: string, token: string) => [request('GET', path, { authorization: `Bearer ${token}` })];
  /** A lane for each build: `0` is this one, `1` the other. */
  const both = ({ name, lane, ...rest }: Omit<Scenario, 'server' | 'lane'> & { readonly lane: (build: 0 | 1) => Scenario['lane'] }) => [
    { ...rest, name, server: castellan, lane: lane(0) },
    ...(against ? [{ ...rest, name: againstName(name), server: against, lane: lane(1) }] : []),
  ];
  return [
    { ...HOT, name: 'hs256', server: floors, lane: inTurn(authorized('/hs256', tokens.hs256)) },
    { ...HOT, name: 'logged', server: floors, lane: inTurn(authorized('/hs256-logged', tokens.hs256)) },
    { ...HOT, name: 'ed25519', server: floors, lane: inTurn(authorized('/ed25519', tokens.ed25519)) },
    ...both({ ...HOT, name: 'bearer', lane: () => inTurn(byBearer) }),
    ...both({ ...HOT, name: 'cookie', lane: () => inTurn(byCookie) }),
    { ...HOT, name: 'silent', server: silent, lane: inTurn(byBearer) },
    { ...REFRESHES, name: 'token', server: castellan, lane: following(machines.tokens) },
    { ...REFRESHES, name: 'key', server: castellan, lane: following(machines.keys) },
    { ...REFRESHES, name: 'update', server: floors, lane: rotations('/rotate', 0) },
    { ...REFRESHES, name: 'signed', server: floors, lane: rotations('/rotate-signed', LANES) },
    ...both({ ...REFRESHES, name: 'refresh', lane: (at) => refreshes(people.slice(at * LANES)) }),
    { ...SIGN_INS, name: 'hash', server: floors, lane: inTurn([request('POST', '/hash', {}, {})]) },
    ...both({ ...SIGN_INS, name: 'login', lane: () => inTurn(people.map(({ email }) => signInRequest(email))) }),
  ];
}

/** The requests one after the other, over and over; each lane begins elsewhere. */
export function inTurn(requests: readonly string[]): Scenario['lane'] {
  return (n) => {
    let at = n * 7;
    return async (connection) => {
      await connection.send(requests[at++ % requests.length]!);
    };
  };
}

/** A chain: each refresh presents the token of the last. */
function refreshes(people: readonly Person[]): Scenario['lane'] {
  return (n) => {
    let { refresh } = people[n]!;
    let count = 0;
    return async (connection) => {
      const address = `10.${n}.0.${Math.floor(count++ / REFRESHES_FROM_ONE_ADDRESS) % 250}`;
      const { body } = await connection.send(request('POST', '/api/auth/refresh/', { 'x-forwarded-for': address }, { refresh }));
      refresh = (JSON.parse(body) as { refresh: string }).refresh; // docs/reference/contract.md#transports
    };
  };
}

/** The chain's floor: a row of its own for each lane, the first after `offset`, its generation moved on. */
function rotations(path: string, offset: number): Scenario['lane'] {
  return (n) => {
    let generation = 0;
    return async (connection) => {
      await connection.send(request('POST', path, {}, { id: offset + n + 1, generation: generation++ }));
    };
  };
}
