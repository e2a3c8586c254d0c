import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { throwawayDatabase } from '../support/stores/throwaway-database.js';
import { CLIENT_CORE, pinned } from './cores.js';
import { freePort } from './measured-server.js';

const INSTALLATIONS = '/usr/lib/postgresql';
/** Waiting for the disk costs the measured process nothing, but would stretch the run. */
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories='];

export interface Stores {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  stop(): Promise<void>;
}

/** A database of `DATABASE_URL` and the Redis of `REDIS_URL`; servers with throw-away data in `directory` (and `settings` of PostgreSQL) where they are not set. */
export async function openStores(directory: string, settings: readonly string[] = []): Promise<Stores> {
  const given = await throwawayDatabase();
  const database = given ? { url: given.url, stop: () => given.drop() } : await startPostgres(directory, settings);
  const redis = process.env['REDIS_URL'] ? { url: process.env['REDIS_URL'], stop: () => Promise.resolve() } : await startRedis(directory);
  const stop = () => Promise.all([database.stop(), redis.stop()]).then(() => undefined);
  return { databaseUrl: database.url, redisUrl: redis.url, stop };
}

async function startPostgres(directory: string, more: readonly string[]): Promise<{ url: string; stop: () => Promise<void> }> {
  const programs = postgresPrograms();
  const data = join(directory, 'postgres');
  const user = databaseUser();
  mkdirSync(data, { mode: 0o700 });
  chmodSync(directory, 0o711); // the database's user must get through to its folder
  if (user) chownSync(data, user.uid, user.gid);
  const initdb = ['-D', data, '-U', 'castellan', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  execFileSync(join(programs, 'initdb'), initdb, { stdio: 'ignore', cwd: '/', ...user });
  const port = await freePort();
  const settings = [...SETTINGS, ...more].flatMap((setting) => ['-c', setting]);
  const [command, args] = pinned(CLIENT_CORE, join(programs, 'postgres'), ['-D', data, '-p', String(port), ...settings]);
  const server = spawn(command, args, { stdio: 'ignore', cwd: '/', ...user });
  await reachable(port);
  const url = `postgres://castellan@127.0.0.1:${port}/postgres`;
  await answering(url);
  return { url, stop: () => ended(server, 'SIGINT') };
}

/** The newest server installed. */
function postgresPrograms(): string {
  const versions = existsSync(INSTALLATIONS) ? readdirSync(INSTALLATIONS) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (!newest) throw new Error('Set DATABASE_URL, or install PostgreSQL.');
  return join(INSTALLATIONS, newest, 'bin');
}

/** PostgreSQL refuses to run as root. */
function databaseUser(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (option: string) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function startRedis(directory: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory];
  const server = spawn(...pinned(CLIENT_CORE, 'redis-server', options), { stdio: 'ignore' });
  await reachable(port);
  return { url: `redis://127.0.0.1:${port}`, stop: () => ended(server, 'SIGTERM') };
}

async function answering(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.end();
}

async function reachable(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise((resolve) => socket.once('connect', () => resolve(true)).once('error', () => resolve(false)));
    socket.destroy();
    if (isOpen) return;
    await sleep(100);
  }
  throw new Error(`Nothing listens on port ${port}.`);
}

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await exit;
}
