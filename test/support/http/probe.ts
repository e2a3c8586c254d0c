import 'reflect-metadata';
import { AccessModule, Public, SessionIsOver, VerificationKeys } from '@castellan/access';
import { ApiKeyAuthentication } from '@castellan/api-keys';
import { Messages, OUR_BRAND } from '@castellan/branding';
import { Clock, SystemClock, Unavailable } from '@castellan/common';
import { Federation } from '@castellan/federation';
import { EphemeralStore, Jobs, Transaction, type Counter } from '@castellan/data';
import { DevInbox } from '@castellan/notifications';
import { AnswersNotBefore, Context, createAdapter, Limit, prepareApp, RestModule, SetsCookies, type RestOptions } from '@castellan/rest';
import { Body, Controller, Get, Global, Module, Param, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsEmail, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { ProbeInbox } from './probe-inbox.js';

class EchoDto {
  @IsString()
  @MaxLength(200_000)
  name!: string;

  @IsOptional()
  @IsEmail()
  email?: string;
}

class ThingParams {
  @IsUUID()
  id!: string;
}

/** Stands for the route that the page behind a mailed link posts to. */
@Controller('api/auth')
class ProbeLinkController {
  confirmations = 0;

  @Get('verify-account')
  @Public()
  @Limit('verify')
  confirmLink(): object {
    return { confirmations: ++this.confirmations };
  }
}

/** Probe routes: each does one thing the HTTP face must deal with. */
@Controller('api/probe')
class ProbeController {
  @Post('echo')
  @Public()
  @Limit('open')
  echo(@Body() body: EchoDto): EchoDto {
    return body;
  }

  @Post('nothing')
  @Public()
  @Limit('open')
  nothing(): object {
    return {};
  }

  @Get('open')
  @Public()
  @Limit('open')
  open(): object {
    return {};
  }

  @Get('closed')
  closed(): object {
    return {};
  }

  @Post('login')
  @Public()
  @Limit('login')
  @SetsCookies()
  login(): object {
    return {};
  }

  @Get('whoami')
  @Public()
  @Limit('open')
  whoami(@Context() context: object): object {
    return context;
  }

  @Post('slow')
  @Public()
  @Limit('open')
  @AnswersNotBefore('mail')
  slow(@Body() body: EchoDto): object {
    if (body.name === 'unknown') throw new SessionIsOver();
    return {};
  }

  @Get('things/:id')
  @Public()
  @Limit('open')
  thing(@Param() { id }: ThingParams): object {
    return { id };
  }

  @Get('fault')
  @Public()
  @Limit('open')
  fault(): never {
    throw new Error('the password is hunter2');
  }

  @Get('store-away')
  @Public()
  @Limit('open')
  storeAway(): never {
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  }

  @Get('session-ended')
  @Public()
  @Limit('open')
  sessionEnded(): never {
    throw new SessionIsOver({ reason: 'logout' });
  }
}

/** Counts only, and can be away. */
class ProbeStore implements Pick<EphemeralStore, 'increment' | 'ping'> {
  away = false;
  private readonly counts = new Map<string, number>();

  increment(key: string, ttlMs: number): Promise<Counter> {
    if (this.away) return Promise.reject(new Unavailable());
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return Promise.resolve({ count, ttlMs });
  }

  ping(): Promise<void> {
    return this.away ? Promise.reject(new Unavailable()) : Promise.resolve();
  }
}

export const probeStore = new ProbeStore();

const database = { query: () => Promise.resolve([]) };
const jobs = { ping: () => Promise.resolve() };

/** Who people may sign in with, as far as pages are told. */
export const PROBE_PROVIDERS = [{ id: 'acme', name: 'Acme & Söhne' }];

const stores = [
  { provide: EphemeralStore, useValue: probeStore },
  { provide: Transaction, useValue: database },
  { provide: Jobs, useValue: jobs },
  { provide: DevInbox, useClass: ProbeInbox },
  { provide: Clock, useClass: SystemClock },
  { provide: ApiKeyAuthentication, useValue: {} },
  { provide: Federation, useValue: { providers: PROBE_PROVIDERS } },
];

@Global()
@Module({ providers: stores, exports: [EphemeralStore, Transaction, Jobs, DevInbox, Clock, Federation, ApiKeyAuthentication] })
class ProbeStores {}

class NoKeys extends VerificationKeys {
  find(): undefined {
    return undefined;
  }

  reload(): Promise<void> {
    return Promise.resolve();
  }
}

export type ProbeOverrides = Partial<RestOptions>;

export const PROBE_OPTIONS: RestOptions = {
  publicUrl: 'http://localhost:3000',
  frontendUrl: 'http://localhost:3000',
  frontendOrigins: [],
  trustedProxies: [],
  brand: OUR_BRAND,
  messages: new Messages(),
  pages: true,
  sms: true,
  passkeysOnPages: true,
  panelUrl: null,
  inbox: false,
  docs: true,
  hstsSubdomains: false,
  clearSiteData: ['cache', 'storage'],
  maxConnections: 1_024,
  limits: {
    login: { limit: 4, windowMs: 60_000 },
    signup: null,
    password_reset: null,
    verify_2fa: null,
    otp_request: null,
    otp_verify: null,
  },
  cookies: {
    accessName: 'access_token',
    refreshName: 'refresh_token',
    deviceName: 'device',
    pendingName: 'pending',
    sameSite: 'lax',
    secure: false,
  },
  logLevel: 'silent',
  answerFloors: { signUpMs: 100, mailMs: 80 },
};

/** The HTTP face with probe routes instead of the real ones: no database, no accounts. */
export async function startProbe(overrides: ProbeOverrides = {}): Promise<NestFastifyApplication> {
  const options = { ...PROBE_OPTIONS, ...overrides };
  const access = AccessModule.forRoot({
    issuer: options.publicUrl,
    audience: options.publicUrl,
    accessCookie: options.cookies.accessName,
    accessTtlMs: 900_000,
    recentMs: 300_000,
    acceptsRevokedTokens: true,
    keys: new NoKeys(),
  });
  const module = RestModule.forRoot(options, {
    imports: [access, ProbeStores],
    domains: [{ controllers: [ProbeController, ProbeLinkController] }],
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, createAdapter(), { logger: false, abortOnError: false });
  await prepareApp(app, options);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
