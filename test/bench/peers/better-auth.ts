import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection, request } from '../connection.js';
import { freePort, MeasuredServer } from '../measured-server.js';
import type { Scenario } from '../scenario.js';
import { HOT, inTurn, REFRESHES, SIGN_INS } from '../scenarios.js';

const PASSWORD = 'correct horse battery staple 9';
const PEOPLE = 100;
/** Below the repository, whose pg and bcrypt it finds: both sides are measured with the same. */
const INSTALLED = join(import.meta.dirname, '..', '..', '..', 'var', 'bench-peers');
const SERVER = 'better-auth-server.mjs';
const LOCK = 'package-lock.json';
/** Its limits are counted by client address, and it knows that by this header alone. */
const FROM = { 'x-forwarded-for': '10.0.0.9', origin: 'http://localhost' };

/** The ways it is set up in, side by side in one process: see better-auth-server.mjs. */
type Variant = 'plain' | 'cached' | 'refreshing' | 'joined' | 'scrypt';

export interface Peer {
  readonly email: string;
  /** The cookie header of a session. */
  readonly cookie: string;
}

/** Installs what the lockfile here says, outside of what the product depends on and of what is checked. Throws what npm says. */
export function installBetterAuth(): void {
  const isThere = existsSync(join(INSTALLED, 'node_modules')) && lockIn(INSTALLED) === lockIn(import.meta.dirname);
  mkdirSync(INSTALLED, { recursive: true });
  for (const file of [SERVER, 'package.json', LOCK]) copyFileSync(join(import.meta.dirname, file), join(INSTALLED, file));
  if (isThere) return;
  const { status, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: INSTALLED, encoding: 'utf8' });
  if (status !== 0) throw new Error(`better-auth cannot be installed: measure the rest by --only=<names>.\n${stderr}`);
}

const lockIn = (folder: string): string => readFileSync(join(folder, LOCK), 'utf8');

/** On an empty database it makes its tables first, as `npx auth migrate` does. */
export async function startBetterAuth(databaseUrl: string, logs: string, variants: 'all' | 'plain' = 'all'): Promise<MeasuredServer> {
  const port = await freePort();
  return MeasuredServer.start({
    name: 'better-auth',
    port,
    args: [join(INSTALLED, SERVER), String(port)],
    readyPath: '/plain/ok',
    logs,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', DATABASE_URL: databaseUrl, ...(variants === 'plain' && { ONLY_PLAIN: '1' }) },
  });
}

/** Signs up people, each with a session. */
export async function signUpPeers(
  connection: Connection,
  name: string,
  count = PEOPLE,
  variant: Variant = 'plain',
): Promise<readonly Peer[]> {
  const peers: Peer[] = [];
  for (let at = 0; at < count; at += 1) {
    const email = `${name}${at}@example.com`;
    const { head } = await connection.send(request('POST', `/${variant}/sign-up/email`, FROM, { email, password: PASSWORD, name }));
    peers.push({ email, cookie: cookiesIn(head) });
  }
  return peers;
}

export async function betterAuthScenarios(server: MeasuredServer): Promise<readonly Scenario[]> {
  const connection = await Connection.open(server.port);
  const peers = await signUpPeers(connection, 'p');
  const scrypted = await signUpPeers(connection, 's', PEOPLE / 5, 'scrypt');
  const cached: Peer[] = [];
  for (const peer of peers) cached.push({ ...peer, cookie: `${peer.cookie}; ${await sessionDataOf(peer, connection)}` });
  connection.close();
  return [
    { ...HOT, name: 'peer-me', server, lane: inTurn(peers.map((peer) => getSession(peer))) },
    { ...HOT, name: 'peer-joined', server, lane: inTurn(peers.map((peer) => getSession(peer, 'joined'))) },
    { ...HOT, name: 'peer-cached', server, lane: inTurn(cached.map((peer) => getSession(peer, 'cached'))) },
    { ...REFRESHES, name: 'peer-refresh', server, lane: inTurn(peers.map((peer) => getSession(peer, 'refreshing'))) },
    { ...SIGN_INS, name: 'peer-login', server, lane: inTurn(peers.map((peer) => signIn(peer))) },
    { ...SIGN_INS, name: 'peer-scrypt', server, lane: inTurn(scrypted.map((peer) => signIn(peer, 'scrypt'))) },
  ];
}

/** Names of what `betterAuthScenarios` makes, for `--only`. */
export const PEER_SCENARIOS: readonly string[] = ['peer-me', 'peer-joined', 'peer-cached', 'peer-refresh', 'peer-login', 'peer-scrypt'];

export function getSession({ cookie }: Peer, variant: Variant = 'plain'): string {
  return request('GET', `/${variant}/get-session`, { ...FROM, cookie });
}

export function signIn({ email }: Peer, variant: Variant = 'plain'): string {
  return request('POST', `/${variant}/sign-in/email`, FROM, { email, password: PASSWORD });
}

/** The cookie in which it remembers a session. */
async function sessionDataOf(peer: Peer, connection: Connection): Promise<string> {
  return cookiesIn((await connection.send(getSession(peer, 'cached'))).head);
}

function cookiesIn(head: string): string {
  return [...head.matchAll(/\r\nset-cookie: ([^;]+)/gi)].map(([, cookie]) => cookie).join('; ');
}
