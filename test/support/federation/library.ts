import { Clock, SecretKeys } from '@castellan/common';
import { DataModule, EphemeralStore, Transaction } from '@castellan/data';
import type { DataOptions } from '@castellan/data';
import { Federation, FederationModule, Identities } from '@castellan/federation';
import type { Departure, FederationOptions, ProviderAnswer, ProviderOptions, Return } from '@castellan/federation';
import { FEDERATION_TABLES } from '@castellan/federation/tables';
import { ConsoleLogger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { FakeClock } from '../app/fake-clock.js';
import type { Visited } from '../provider/visit.js';
import { emptyRedis } from '../stores/empty-redis.js';
import { throwawayDatabase } from '../stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../stores/throwaway-database.js';

const SECRET_KEY = 'a secret key for tests, of 32 bytes and more';

/** What a host gives along in these tests. */
export interface Carried {
  readonly next: string;
}

export const CARRIED: Carried = { next: '/security' };

/** A provider of the tests, of whatever kind. */
export interface VisitedProvider {
  readonly options: ProviderOptions;
  visit(url: string): Promise<Visited>;
}

interface Stores {
  readonly database: ThrowawayDatabase | null;
  readonly redisUrl: string | null;
}

/** A process has one logger, however many apps of Nest. */
const WARNINGS: string[] = [];

type Given = Partial<FederationOptions>;

/** The lib alone, as a Nest team uses it: no accounts, no HTTP. On PGlite and memory, or on the servers that the environment names. */
export class FederationLibrary {
  private readonly others: TestingModule[] = [];

  private constructor(
    private readonly app: TestingModule,
    private readonly stores: Stores,
    readonly clock: FakeClock,
    private readonly options: FederationOptions,
  ) {}

  static async open(providers: readonly ProviderOptions[], given: Given = {}): Promise<FederationLibrary> {
    const [stores, clock] = [{ database: await throwawayDatabase(), redisUrl: await emptyRedis() }, new FakeClock()];
    const callbackUrl = 'https://app.example.org/api/auth/with/{provider}/callback/';
    const options = { providers, callbackUrl, allowsHttpOnLoopback: true, ...given };
    return new FederationLibrary(await start(clock, stores, options), stores, clock, options);
  }

  get federation(): Federation {
    return this.app.get(Federation, { strict: false });
  }

  get identities(): Identities {
    return this.app.get(Identities, { strict: false });
  }

  /** Lines of the log that operators should look at. */
  get warnings(): string[] {
    return WARNINGS;
  }

  get store(): EphemeralStore {
    return this.app.get(EphemeralStore, { strict: false });
  }

  /** What its tables have. */
  rows(statement: string, parameters: readonly unknown[] = []): Promise<readonly object[]> {
    return this.app.get(Transaction, { strict: false }).query(statement, parameters);
  }

  /** Another process on the same Redis; on the embedded stores, which have one process, the same. */
  async anotherNode(): Promise<Federation> {
    if (!this.stores.database || !this.stores.redisUrl) return this.federation;
    const other = await start(this.clock, this.stores, this.options);
    this.others.push(other);
    return other.get(Federation, { strict: false });
  }

  /** Waits as the store does: memory by the clock that stands still here, a Redis by its own, where they are taken away instead. */
  async expireDepartures(): Promise<void> {
    this.clock.advance(600_001);
    if (this.stores.redisUrl) await emptyRedis();
  }

  /** A browser that leaves for a provider. */
  async leave(provider: VisitedProvider, carried: Carried = CARRIED): Promise<Browser> {
    return new Browser(this.federation, provider, await this.federation.begin(provider.options.id, carried));
  }

  /** There and back. */
  async signIn(provider: VisitedProvider): Promise<Return<Carried>> {
    const browser = await this.leave(provider);
    return browser.comeBack(await browser.visit());
  }

  async close(): Promise<void> {
    for (const app of [...this.others, this.app]) await app.close();
    await this.stores.database?.drop();
  }
}

/** Who keeps the secret of a departure, as a cookie does. */
export class Browser {
  constructor(
    private readonly federation: Federation,
    private readonly provider: VisitedProvider,
    readonly departure: Departure,
  ) {}

  /** Goes to the provider, and is given this for the way back. */
  async visit(): Promise<ProviderAnswer> {
    return (await this.provider.visit(this.departure.url)).answer;
  }

  comeBack(answer: ProviderAnswer, at = this.provider.options.id, federation = this.federation): Promise<Return<Carried>> {
    return federation.finish<Carried>(at, answer, (slot) => this.secretOf(slot));
  }

  secretOf(slot: string): string | null {
    return slot === this.departure.slot ? this.departure.secret : null;
  }
}

async function start(clock: Clock, { database, redisUrl }: Stores, options: FederationOptions): Promise<TestingModule> {
  const kind: DataOptions['database'] = database ? { kind: 'postgres', url: database.url } : { kind: 'embedded', directory: null };
  const data = DataModule.forRoot({ database: kind, redisUrl, secretKeys: new SecretKeys([SECRET_KEY]), tables: [FEDERATION_TABLES] });
  const testing = Test.createTestingModule({ imports: [data, FederationModule.forRoot(options)] });
  const app = await testing.overrideProvider(Clock).useValue(clock).setLogger(new WarningsOnly()).compile();
  return app.init();
}

class WarningsOnly extends ConsoleLogger {
  override log(): void {}

  override warn(message: unknown): void {
    const line = String(message);
    if (line.startsWith('Signing in by')) WARNINGS.push(line);
  }
}
