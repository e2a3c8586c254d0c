import 'reflect-metadata';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CastellanModule, mountCastellan } from '@castellan/composition';
import type { CastellanOptions } from '@castellan/composition';
import { DevInbox } from '@castellan/notifications';
import type { InboxMessage } from '@castellan/notifications';
import type { INestApplication, ModuleMetadata, NestApplicationOptions, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { eventually } from '../app/eventually.js';
import { someAddress } from '../http/some-address.js';
import { HttpClient } from '../http/client.js';
import { TEMPLATES } from '../stores/templates.js';
import { throwawayDatabase } from '../stores/throwaway-database.js';

export type Platform = 'express' | 'fastify' | 'fastify on http2';
export const PLATFORMS: readonly Platform[] = ['express', 'fastify'];

/** What most stories want of a Castellan in a host: no limits in the way, cheap hashes, no waiting. */
export const QUIET_OPTIONS = {
  environment: 'test',
  publicUrl: 'http://localhost:3000/auth',
  schema: 'public', // where the template has its tables
  secretKeys: ['a secret key for tests, of 32 bytes and more'],
  logLevel: 'silent',
  bcryptCost: 4,
  answerFloorSignup: '0s',
  answerFloorMail: '0s',
  throttleLogin: 'off',
  throttleSignup: 'off',
  throttlePasswordReset: 'off',
  twoFactorPolicy: 'optional',
  trustedProxies: ['127.0.0.1/32'],
} as const satisfies Partial<CastellanOptions>;

export interface HostPlan extends ModuleMetadata {
  readonly options?: Partial<CastellanOptions>;
  readonly application?: NestApplicationOptions;
  /** What the host's `main` does before it mounts. */
  readonly first?: (app: INestApplication) => void | Promise<void>;
  /** What it does after. */
  readonly then?: (app: INestApplication) => void | Promise<void>;
  /** False: it forgets to. */
  readonly mounts?: boolean;
}

/** A Nest application of another team that has Castellan inside, under `/auth`. */
export class MountedHost {
  private constructor(
    readonly app: INestApplication,
    readonly base: string,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  static async start(
    platform: Platform,
    { options, application, first, then, mounts = true, ...module }: HostPlan = {},
  ): Promise<MountedHost> {
    const { database, drop } = await aDatabase();
    const castellan = CastellanModule.forRoot({ ...QUIET_OPTIONS, database, ...options });
    const made = await madeHost(platform, { ...module, imports: [castellan, ...(module.imports ?? [])] }, application);
    try {
      await first?.(made);
      if (mounts) mountCastellan(made);
      await then?.(made);
      await made.listen(0, '127.0.0.1');
      return new MountedHost(made, await made.getUrl(), () => made.close().then(drop));
    } catch (error) {
      await made.close();
      await drop();
      throw error;
    }
  }

  /** Somebody who talks to the host itself. */
  visitor(headers: Readonly<Record<string, string>> = {}): HttpClient {
    return new HttpClient(this.base, { 'x-forwarded-for': someAddress(), ...headers });
  }

  /** Somebody who talks to Castellan, in the addresses of its own documents. */
  client(headers: Readonly<Record<string, string>> = {}): HttpClient {
    return new HttpClient(`${this.base}/auth`, { 'x-forwarded-for': someAddress(), ...headers });
  }

  get<T>(type: Type<T>): T {
    return this.app.get(type, { strict: false });
  }

  async mailTo(address: string, count = 1): Promise<InboxMessage> {
    const mails = await eventually(
      () => this.get(DevInbox).list(address),
      (seen) => seen.length >= count,
    );
    return mails[0]!;
  }

  close(): Promise<void> {
    return this.cleanUp();
  }
}

/** Made, and nothing more. */
export function madeHost(platform: Platform, module: ModuleMetadata, application: NestApplicationOptions = {}): Promise<INestApplication> {
  const adapter = platform === 'express' ? new ExpressAdapter() : fastifyAdapter(platform);
  class HostModule {}
  return NestFactory.create({ module: HostModule, ...module }, adapter, { logger: false, abortOnError: false, ...application });
}

/** Nest's adapter has the types of HTTP/1.1 whichever it speaks. */
function fastifyAdapter(platform: Platform): FastifyAdapter {
  return platform === 'fastify' ? new FastifyAdapter() : new FastifyAdapter({ http2: true } as object);
}

/** Of this host alone: embedded, or on the server of `DATABASE_URL`. */
export async function aDatabase(): Promise<{ readonly database: CastellanOptions['database']; readonly drop: () => Promise<void> }> {
  const server = await throwawayDatabase('tables');
  if (server) return { database: { url: server.url }, drop: () => server.drop() };
  const directory = mkdtempSync(join(tmpdir(), 'castellan-mounted-'));
  const embedded = join(directory, 'db');
  if (existsSync(TEMPLATES.migrated)) cpSync(TEMPLATES.migrated, embedded, { recursive: true });
  return { database: { embedded }, drop: async () => rmSync(directory, { recursive: true, force: true }) };
}
