import { join } from 'node:path';
import { freePort, MeasuredServer } from './measured-server.js';
import type { Stores } from './stores.js';

/** This repository. */
const HERE = join(import.meta.dirname, '..', '..');

export interface CastellanParts {
  readonly stores: Stores;
  readonly directory: string;
  readonly logLevel: 'info' | 'silent';
  /** Of bcrypt: 10, or less where no sign-in is measured, so that people are signed up sooner. */
  readonly hashCost?: number;
  /** Write a CPU profile into this folder at the end. */
  readonly profiles: string | undefined;
  /** Of another repository, whose build is measured; this one where it is left out. */
  readonly root?: string;
  /** `castellan`, which `npm start` runs (API and panel in one process), unless told. */
  readonly app?: 'castellan' | 'api';
}

/** The built service as in production, but for the limits on what is measured here; it keeps mail in the inbox. */
export async function startCastellan({ profiles, root = HERE, app = 'castellan', ...parts }: CastellanParts): Promise<MeasuredServer> {
  const port = await freePort();
  return MeasuredServer.start({
    name: `${app}-${parts.logLevel}-${port}`,
    port,
    args: [...(profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : []), join(root, 'dist', 'apps', app, 'src', 'main.js')],
    readyPath: '/readyz',
    logs: parts.directory,
    env: castellanEnvironment({ ...parts, port }),
  });
}

/** What the service and its command line are told alike. */
export function castellanEnvironment({
  stores,
  directory,
  logLevel,
  hashCost = 10,
  port,
}: Omit<CastellanParts, 'profiles' | 'root'> & { readonly port: number }) {
  return {
    PATH: process.env['PATH'],
    NODE_ENV: 'test',
    LOG_LEVEL: logLevel,
    PORT: String(port),
    PUBLIC_URL: 'http://localhost', // one issuer: all take the same tokens
    METRICS_PORT: '0',
    ADMIN_PORT: '0',
    DATA_DIR: directory,
    DATABASE_URL: stores.databaseUrl,
    REDIS_URL: stores.redisUrl,
    SECRET_KEY: 'a secret key for the bench, of 32 bytes and more',
    BCRYPT_COST: String(hashCost),
    REQUIRE_VERIFIED_EMAIL: 'false',
    TRUSTED_PROXIES: '127.0.0.1/32',
    ANSWER_FLOOR_SIGNUP: '0s',
    THROTTLE_LOGIN: 'off',
    THROTTLE_SIGNUP: 'off',
    TWO_FACTOR_POLICY: 'optional', // staff signs in by a password alone
  };
}
