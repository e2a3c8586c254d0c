import { randomUUID } from 'node:crypto';
import { Clock, SecretKeys } from '@castellan/common';
import { DataModule, EphemeralStore, Transaction } from '@castellan/data';
import type { DataOptions } from '@castellan/data';
import { Passkeys, PasskeysModule } from '@castellan/passkeys';
import type { Ceremony, Passkey, PasskeysOptions } from '@castellan/passkeys';
import { PASSKEYS_TABLES } from '@castellan/passkeys/tables';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { FakeClock } from '../app/fake-clock.js';
import { SoftwareAuthenticator } from '../authenticator/software-authenticator.js';
import type { AuthenticatorOptions } from '../authenticator/software-authenticator.js';
import type { Tampering } from '../authenticator/tampering.js';
import { emptyRedis } from '../stores/empty-redis.js';
import { throwawayDatabase } from '../stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../stores/throwaway-database.js';

export const ORIGIN = 'https://app.example.org';
export const RP_ID = 'example.org';

const SECRET_KEY = 'a secret key for tests, of 32 bytes and more';
export const ADA = { name: 'ada@example.org', displayName: 'Ada Lovelace' };

export interface Owner {
  readonly userId: string;
  readonly passkey: Passkey;
  readonly device: SoftwareAuthenticator;
}

/** The lib alone, as a Nest team uses it: no users module, no HTTP. On PGlite and memory, or on the servers that the environment names. */
export class PasskeysLibrary {
  private readonly others: TestingModule[] = [];

  private constructor(
    private readonly app: TestingModule,
    private readonly stores: Stores,
    readonly clock: FakeClock,
    private readonly options: Partial<PasskeysOptions>,
  ) {}

  static async open(options: Partial<PasskeysOptions> = {}): Promise<PasskeysLibrary> {
    const [stores, clock] = [{ database: await throwawayDatabase(), redisUrl: await emptyRedis() }, new FakeClock()];
    return new PasskeysLibrary(await start(clock, stores, options), stores, clock, options);
  }

  get passkeys(): Passkeys {
    return this.app.get(Passkeys, { strict: false });
  }

  get store(): EphemeralStore {
    return this.app.get(EphemeralStore, { strict: false });
  }

  /** Another process on the same PostgreSQL and Redis; on the embedded stores, which have one process, the same. */
  async anotherNode(): Promise<Passkeys> {
    if (!this.stores.database || !this.stores.redisUrl) return this.passkeys;
    const other = await start(this.clock, this.stores, this.options);
    this.others.push(other);
    return other.get(Passkeys, { strict: false });
  }

  /** Waits as the store does: memory by the clock that stands still here, a Redis by its own, where they are taken away instead. */
  async expireChallenges(): Promise<void> {
    this.clock.advance(300_001);
    const { redisUrl } = this.stores;
    if (redisUrl) await emptyRedis();
  }

  sql<T>(text: string, parameters: readonly unknown[] = []): Promise<readonly T[]> {
    return this.app.get(Transaction, { strict: false }).query<T>(text, parameters);
  }

  transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.app.get(Transaction, { strict: false }).run(work);
  }

  device(options: Partial<AuthenticatorOptions> = {}): SoftwareAuthenticator {
    return new SoftwareAuthenticator({ origin: ORIGIN, ...options });
  }

  /** A user with a passkey on a device of their own. */
  async anOwner(device: Partial<AuthenticatorOptions> = {}, userId: string = randomUUID()): Promise<Owner> {
    const authenticator = this.device(device);
    return { userId, device: authenticator, passkey: await this.register(userId, authenticator) };
  }

  async register(userId: string, device: SoftwareAuthenticator, tampering: Tampering = {}): Promise<Passkey> {
    const ceremony = registrationOf(userId);
    const { options } = await this.passkeys.registrationOptions(ceremony, ADA);
    const made = await this.passkeys.verifyRegistration(ceremony, device.create(options, tampering));
    return (await this.passkeys.add(userId, made, null)).passkey;
  }

  /** With the answer tampered with, if told. */
  async signIn(device: SoftwareAuthenticator, tampering: Tampering = {}) {
    const { options, state } = await this.passkeys.signInOptions();
    return this.passkeys.verifySignIn(state, device.get(options, tampering));
  }

  /** As a second factor. */
  async prove(userId: string, device: SoftwareAuthenticator, tampering: Tampering = {}) {
    const ceremony = secondFactorOf(userId);
    const { options } = await this.passkeys.requestOptions(ceremony);
    return this.passkeys.verify(ceremony, device.get(options, tampering));
  }

  async close(): Promise<void> {
    for (const app of [...this.others, this.app]) await app.close();
    await this.stores.database?.drop();
  }
}

export const registrationOf = (userId: string, session = 'session of today'): Ceremony => ({
  purpose: 'registration',
  userId,
  boundTo: session,
});

export const secondFactorOf = (userId: string, waiting = 'the sign-in that waits'): Ceremony => ({
  purpose: 'second_factor',
  userId,
  boundTo: waiting,
});

interface Stores {
  readonly database: ThrowawayDatabase | null;
  readonly redisUrl: string | null;
}

async function start(clock: Clock, { database, redisUrl }: Stores, options: Partial<PasskeysOptions>): Promise<TestingModule> {
  const kind: DataOptions['database'] = database ? { kind: 'postgres', url: database.url } : { kind: 'embedded', directory: null };
  const data = DataModule.forRoot({ database: kind, redisUrl, secretKeys: new SecretKeys([SECRET_KEY]), tables: [PASSKEYS_TABLES] });
  const lib = PasskeysModule.forRoot({ rpId: RP_ID, rpName: 'Example', origins: [ORIGIN], ...options });
  const testing = Test.createTestingModule({ imports: [data, lib] });
  const app = await testing.overrideProvider(Clock).useValue(clock).compile();
  return app.init();
}
