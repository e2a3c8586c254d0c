import { resolve } from 'node:path';
import { randomToken, SecretKeys } from '@castellan/common';
import type { Clock } from '@castellan/common';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { ClockWatch } from './database/clock-watch.js';
import { connectionPool } from './database/connection-pool.js';
import { DatabaseClock } from './database/database-clock.js';
import { makeDataSource, serverDataSource } from './database/make-data-source.js';
import { migrateAlone } from './database/migrate.js';
import { OpenConnections } from './database/open-connections.js';
import { recordStatements } from './database/recorded-statements.js';
import { Schema } from './database/schema.js';
import { lookAtServer, type Server } from './database/server.js';
import { SilenceWatch } from './database/silence-watch.js';
import { SoleProcessLock } from './database/sole-process-lock.js';
import { StartLock } from './database/start-lock.js';
import { Transaction } from './database/transaction.js';
import type { EphemeralStore } from './ephemeral/ephemeral-store.js';
import { KeyedStore } from './ephemeral/keyed-store.js';
import { MemoryStore } from './ephemeral/memory-store.js';
import { recorded } from './ephemeral/recorded-store.js';
import { witnessed } from './ephemeral/witnessed-store.js';
import { RedisStore } from './ephemeral/redis-store.js';
import { BossJobs } from './jobs/boss-jobs.js';
import type { JobsRole } from './jobs/jobs-role.js';
import type { DataOptions } from './options.js';
import { begin, closeLeftBehind, hold, isHeldHere, letGo } from './own-holds.js';
import { InProcessBus } from './revocation/in-process-bus.js';
import { PostgresBus } from './revocation/postgres-bus.js';
import type { RevocationBus } from './revocation/revocation-bus.js';

type Close = () => Promise<void>;

/** Everything that is opened before the application starts and closed, in the opposite order, after it has stopped. */
export class Stores {
  dataSource: DataSource;
  transaction: Transaction;
  ephemeral: EphemeralStore;
  bus: RevocationBus;
  jobs: BossJobs;

  private readonly logger = new Logger(Stores.name);
  private readonly connections = new OpenConnections();
  private readonly closers: Close[] = [];
  private closing: Promise<void> | undefined;
  /** What of the database is this process' alone; null: nothing, others may use it too. */
  private alone: string | null = null;
  private readonly letGoOfAll: Close = () => this.close();

  private constructor(
    private readonly options: DataOptions,
    private readonly clock: Clock,
  ) {}

  /** Opens and migrates. What was opened is closed again if a later part fails. */
  static async open(options: DataOptions, clock: Clock): Promise<Stores> {
    const stores = new Stores(options, clock);
    try {
      await stores.openAll();
      return stores;
    } catch (error) {
      await stores.close();
      throw error;
    }
  }

  /** The application is initialised: from now on nobody takes the database over. @throws Error when that has happened already */
  begin(): void {
    if (this.alone !== null) begin(this.alone, this.letGoOfAll);
  }

  /** Closes once, however often it is called. */
  close(): Promise<void> {
    return (this.closing ??= this.closeAll());
  }

  private async openAll(): Promise<void> {
    const { database } = this.options;
    const schema = new Schema(this.options.schema);
    const server = database.kind === 'embedded' ? null : await lookAtServer(database, schema);
    this.alone = this.nameOfWhatIsAlone(server, schema);
    if (this.alone !== null) await closeLeftBehind(this.alone);
    const lock = await this.takeSoleProcessLock(server, schema);
    const startLock = new StartLock(server?.direct ?? null);
    await this.openDatabase(server);
    await startLock.alone(() => this.migrate(server));
    await this.setClock(server);
    await this.openEphemeral(lock);
    await this.openBus(server);
    this.jobs = await BossJobs.open(connectionPool(this.dataSource), this.transaction, startLock, this.jobsRole(lock));
    this.closers.push(() => this.jobs.close());
    if (this.alone !== null) hold(this.alone, this.letGoOfAll);
  }

  private nameOfWhatIsAlone(server: Server | null, { name }: Schema): string | null {
    const { database, redisUrl, beside } = this.options;
    if (database.kind === 'embedded') return database.directory === null ? null : resolve(database.directory);
    return server && redisUrl === null && !beside ? JSON.stringify([server.direct, name]) : null;
  }

  private async takeSoleProcessLock(server: Server | null, schema: Schema): Promise<SoleProcessLock | null> {
    if (!server || this.alone === null) return null;
    const { alone } = this;
    const lock = new SoleProcessLock(server.direct, schema, () => isHeldHere(alone));
    await lock.acquire(this.options.patienceMs); // also for one of this process: it may be ending
    this.closers.push(() => lock.release());
    return lock;
  }

  private jobsRole(lock: SoleProcessLock | null): JobsRole {
    if (this.options.beside) return 'enqueuer';
    return lock !== null || this.options.database.kind === 'embedded' ? 'only-worker' : 'worker';
  }

  private async openDatabase(server: Server | null): Promise<void> {
    if (this.options.database.kind === 'embedded' && !this.options.beside)
      this.logger.warn('The embedded database is for a first try. Set DATABASE_URL for production.');
    this.dataSource = await this.makeDataSource(server);
    await this.dataSource.initialize();
    recordStatements(connectionPool(this.dataSource));
    this.closers.push(() => this.dataSource.destroy());
    this.transaction = new Transaction(this.dataSource, server?.isShared);
  }

  private async makeDataSource(server: Server | null): Promise<DataSource> {
    return server ? serverDataSource(server, this.options, this.connections) : makeDataSource(this.options);
  }

  /** By a connection of its own where those of the pool are shared, in which the limits of a statement cannot be lifted. */
  private async migrate(server: Server | null): Promise<void> {
    const own = server?.isShared ? await makeDataSource(this.options) : this.dataSource;
    if (!own.isInitialized) await own.initialize();
    try {
      await migrateAlone(own);
    } finally {
      if (own !== this.dataSource) await own.destroy();
    }
  }

  private async setClock(server: Server | null): Promise<void> {
    if (!server || !(this.clock instanceof DatabaseClock)) return;
    const watch = await ClockWatch.start(this.transaction, this.clock);
    this.closers.push(async () => watch.stop());
  }

  private async openEphemeral(lock: SoleProcessLock | null): Promise<void> {
    const { redisUrl, secretKeys } = this.options;
    if (redisUrl !== null && !secretKeys) throw new Error('With a Redis, DataModule.forRoot needs secretKeys, the same in every process.');
    const store = redisUrl === null ? new MemoryStore(this.clock, lock?.assertHeld) : await RedisStore.open(redisUrl);
    this.closers.push(() => store.close());
    this.ephemeral = witnessed(recorded(new KeyedStore(store, secretKeys ?? new SecretKeys([randomToken()]))), this.transaction);
  }

  private async openBus(server: Server | null): Promise<void> {
    this.bus = server ? await PostgresBus.open(server, this.transaction, this.clock, this.connections) : new InProcessBus(this.transaction);
    this.closers.push(() => this.bus.close());
    if (!server) return;
    const watch = SilenceWatch.start(server, this.connections);
    this.closers.push(async () => watch.stop());
  }

  private async closeAll(): Promise<void> {
    if (this.alone !== null) letGo(this.alone, this.letGoOfAll);
    for (const close of this.closers.reverse()) {
      try {
        await close();
      } catch (error) {
        this.logger.error('A store did not close', error instanceof Error ? error.stack : String(error));
      }
    }
  }
}
