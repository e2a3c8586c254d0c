import 'reflect-metadata';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@castellan/common';
import { loadConfiguration } from '@castellan/config';
import type { Configuration } from '@castellan/config';
import { Transaction } from '@castellan/data';
import { AuthEvents } from '@castellan/log';
import { DevInbox } from '@castellan/notifications';
import type { InboxMessage } from '@castellan/notifications';
import { createAdapter, prepareApp } from '@castellan/rest';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { Redis } from 'ioredis';
import { ApiModule, restOptions } from '@castellan/composition';
import type { CastellanPorts } from '@castellan/composition';
import { HttpClient } from '../http/client.js';
import { someAddress } from '../http/some-address.js';
import { TEMPLATES } from '../stores/templates.js';
import { FakeClock } from './fake-clock.js';
import { emptyRedis } from '../stores/empty-redis.js';
import { throwawayDatabase } from '../stores/throwaway-database.js';

/** What most stories want: no limits in the way, cheap hashes, no waiting. Each is switched on by the story it belongs to. */
const QUIET = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  BCRYPT_COST: '4',
  ANSWER_FLOOR_SIGNUP: '0s',
  ANSWER_FLOOR_MAIL: '0s',
  THROTTLE_LOGIN: 'off',
  THROTTLE_SIGNUP: 'off',
  THROTTLE_PASSWORD_RESET: 'off',
  TWO_FACTOR_POLICY: 'optional',
  TRUSTED_PROXIES: '127.0.0.1/32', // each client says where it comes from, so that limits by address keep stories apart
  SECRET_KEY: 'a secret key for tests, of 32 bytes and more',
};

/** The real app, on PGlite, or on PostgreSQL and Redis when `DATABASE_URL` and `REDIS_URL` are set. */
export class TestApp {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly configuration: Configuration,
    readonly clock: FakeClock,
    readonly base: string,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  /** `modules` join the app: probe controllers behind its real guards. `ports` replace its parts, as a host does. `PORT` is any, unless told. */
  static async start(environment: NodeJS.ProcessEnv = {}, modules: readonly Type[] = [], ports: CastellanPorts = {}): Promise<TestApp> {
    const directory = mkdtempSync(join(tmpdir(), 'castellan-test-'));
    const database = await throwawayDatabase('tables');
    const redisUrl = await emptyRedis();
    if (!database && existsSync(TEMPLATES.migrated)) cpSync(TEMPLATES.migrated, join(directory, 'db'), { recursive: true });
    const servers = { ...(database && { DATABASE_URL: database.url }), ...(redisUrl && { REDIS_URL: redisUrl }) };
    const configuration = loadConfiguration({ ...QUIET, DATA_DIR: directory, ...servers, ...environment });
    const clock = new FakeClock();
    const leaveNothing = async (): Promise<void> => {
      await database?.drop();
      rmSync(directory, { recursive: true, force: true });
    };
    const app = await listening(configuration, clock, { modules, ports, port: environment['PORT'] }).catch((error: unknown) =>
      leaveNothing().then(() => Promise.reject(error as Error)),
    );
    return new TestApp(app, configuration, clock, await app.getUrl().then(local), () => app.close().then(leaveNothing));
  }

  /** Another process's worth of the same service, on the same PostgreSQL and Redis. Close it before the first one. */
  async anotherNode(): Promise<TestApp> {
    const app = await listening(this.configuration, this.clock);
    return new TestApp(app, this.configuration, this.clock, await app.getUrl().then(local), () => app.close());
  }

  /** A script from an address of its own: no `Origin`, no cookies but those it is given. */
  client(headers: Readonly<Record<string, string>> = {}): HttpClient {
    return new HttpClient(this.base, { 'x-forwarded-for': someAddress(), ...headers });
  }

  get<T>(type: Type<T>): T {
    return this.app.get(type, { strict: false });
  }

  async sql<T>(text: string, parameters: readonly unknown[] = []): Promise<readonly T[]> {
    if (text.includes('auth_events')) await this.get(AuthEvents).flush();
    return this.app.get(Transaction, { strict: false }).query<T>(text, parameters);
  }

  /** Lets time pass: for the clock, and for what Redis keeps for a while by a clock of its own. */
  async advance(ms: number): Promise<void> {
    this.clock.advance(ms);
    if (this.configuration.redisUrl) await age(this.configuration.redisUrl, ms);
  }

  /** What is scheduled by the minute no longer comes between a story and what it looks at by hand. */
  async stopSchedules(): Promise<void> {
    const { queue } = this.app.get(Transaction, { strict: false }).schema;
    await this.sql(`DELETE FROM ${queue}.schedule`);
  }

  /** The newest mail to the address, once the queue has delivered at least `count`. */
  async mailTo(address: string, count = 1): Promise<InboxMessage> {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const mails = await this.get(DevInbox).list(address);
      if (mails.length >= count && mails[0]) return mails[0];
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`No mail ${String(count)} to ${address}.`);
  }

  close(): Promise<void> {
    return this.cleanUp();
  }
}

async function listening(
  configuration: Configuration,
  clock: Clock,
  { modules = [], ports = {}, port = '0' }: { modules?: readonly Type[]; ports?: CastellanPorts; port?: string | undefined } = {},
): Promise<NestFastifyApplication> {
  const api = ApiModule.forRoot(configuration, { ports: { clock, ...ports } });
  const module = await Test.createTestingModule({ imports: [api, ...modules] }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(createAdapter(), { logger: false });
  try {
    await prepareApp(app, restOptions(configuration));
    await app.listen(port, '127.0.0.1');
    return app;
  } catch (error) {
    await app.close(); // a start that is refused holds on to nothing
    throw error;
  }
}

async function age(url: string, ms: number): Promise<void> {
  const redis = new Redis(url);
  for (const key of await redis.keys('*')) {
    const left = (await redis.pttl(key)) - ms;
    const places = (await redis.type(key)) === 'zset' ? await redis.zrange(key, 0, -1) : []; // each ends at a moment of its own
    for (const place of places) await redis.zincrby(key, -ms, place);
    await (left > 0 ? redis.pexpire(key, left) : redis.del(key));
  }
  await redis.quit();
}

const local = (url: string): string => url.replace('[::1]', '127.0.0.1');
