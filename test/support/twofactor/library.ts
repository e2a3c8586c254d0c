import { randomUUID } from 'node:crypto';
import { Clock, SecretKeys } from '@castellan/common';
import { DataModule, RevocationBus, Transaction } from '@castellan/data';
import type { DataOptions } from '@castellan/data';
import { TwoFactor, TwoFactorModule } from '@castellan/twofactor';
import type { TwoFactorOptions } from '@castellan/twofactor';
import { TWOFACTOR_TABLES } from '@castellan/twofactor/tables';
import type { DynamicModule } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import speakeasy from 'speakeasy';
import { FakeClock } from '../app/fake-clock.js';
import { throwawayDatabase } from '../stores/throwaway-database.js';
import type { ThrowawayDatabase } from '../stores/throwaway-database.js';

export const STEP = 30_000;
export const SECRET_KEY = 'a secret key for tests, of 32 bytes and more';

export interface EnabledUser {
  readonly id: string;
  readonly secret: string;
  readonly codes: readonly string[];
}

/** The lib alone, as a Nest team uses it: no users module, no HTTP. On PGlite, or on PostgreSQL when `DATABASE_URL` is set. */
export class TwoFactorLibrary {
  private readonly others: TestingModule[] = [];

  private constructor(
    private readonly app: TestingModule,
    private readonly database: ThrowawayDatabase | null,
    readonly clock: FakeClock,
  ) {}

  static async open(): Promise<TwoFactorLibrary> {
    const [database, clock] = [await throwawayDatabase(), new FakeClock()];
    return new TwoFactorLibrary(await start(clock, { database: databaseOptions(database) }), database, clock);
  }

  get twoFactor(): TwoFactor {
    return this.app.get(TwoFactor, { strict: false });
  }

  get revocations(): RevocationBus {
    return this.app.get(RevocationBus, { strict: false });
  }

  /** Another process on the same PostgreSQL; on PGlite, which has one process, the same. */
  async anotherNode(): Promise<TwoFactor> {
    if (!this.database) return this.twoFactor;
    const other = await start(this.clock, { database: databaseOptions(this.database), beside: true });
    this.others.push(other);
    return other.get(TwoFactor, { strict: false });
  }

  /** The lib on the same tables with other options: other keys, fewer codes. */
  async withOptions(options: Partial<TwoFactorOptions>): Promise<TwoFactor> {
    const shared = [
      { provide: Transaction, useValue: this.app.get(Transaction, { strict: false }) },
      { provide: RevocationBus, useValue: this.revocations },
      { provide: Clock, useValue: this.clock },
    ];
    const data = { module: class Shared {}, global: true, providers: shared, exports: [Transaction, RevocationBus, Clock] };
    const other = await Test.createTestingModule({ imports: [data, lib(options)] }).compile();
    return other.get(TwoFactor, { strict: false });
  }

  sql<T>(text: string, parameters: readonly unknown[] = []): Promise<readonly T[]> {
    return this.app.get(Transaction, { strict: false }).query<T>(text, parameters);
  }

  transaction<T>(work: () => Promise<T>): Promise<T> {
    return this.app.get(Transaction, { strict: false }).run(work);
  }

  get isTransactionOpen(): boolean {
    return this.app.get(Transaction, { strict: false }).isOpen;
  }

  /** What the user's phone shows, or will show so many steps later, by another implementation. */
  phone(secret: string, steps = 0): string {
    return speakeasy.totp({ secret, encoding: 'base32', time: this.clock.seconds() + steps * 30, step: 30, digits: 6 });
  }

  /** Users are the host's: here an id is one. */
  aUser(): Promise<string> {
    return Promise.resolve(randomUUID());
  }

  /** Enabled a step ago: what the phone shows is unused. */
  async anEnabledUser(twoFactor = this.twoFactor): Promise<EnabledUser> {
    const id = await this.aUser();
    const secret = await twoFactor.generateSecretKey(id);
    const codes = await twoFactor.enable(id, this.phone(secret));
    if (!codes) throw new Error('The code of the phone was refused.');
    this.clock.advance(STEP);
    return { id, secret, codes };
  }

  async close(): Promise<void> {
    for (const app of [...this.others, this.app]) await app.close();
    await this.database?.drop();
  }
}

async function start(clock: Clock, options: Pick<DataOptions, 'database' | 'beside'>): Promise<TestingModule> {
  const data = DataModule.forRoot({ ...options, redisUrl: null, tables: [TWOFACTOR_TABLES] });
  const testing = Test.createTestingModule({ imports: [data, lib()] });
  const app = await testing.overrideProvider(Clock).useValue(clock).compile();
  return app.init();
}

function databaseOptions(database: ThrowawayDatabase | null): DataOptions['database'] {
  return database ? { kind: 'postgres', url: database.url } : { kind: 'embedded', directory: null };
}

function lib(options: Partial<TwoFactorOptions> = {}): DynamicModule {
  return TwoFactorModule.forRoot({ secretKeys: new SecretKeys([SECRET_KEY]), issuer: 'Castellan', backupCodes: 3, ...options });
}
