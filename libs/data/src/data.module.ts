import { Clock, fillPorts, inTime, randomToken, SecretKeys } from '@castellan/common';
import { recording } from '@castellan/tracing';
import { Inject, Module } from '@nestjs/common';
import type { DynamicModule, FactoryProvider, InjectionToken, ModuleMetadata, OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { Connections } from './database/connections.js';
import { DatabaseClock } from './database/database-clock.js';
import { Transaction } from './database/transaction.js';
import { EphemeralStore } from './ephemeral/ephemeral-store.js';
import { FailedJobs } from './jobs/failed-jobs.js';
import { Jobs } from './jobs/jobs.js';
import { QueueHealth } from './jobs/queue-health.js';
import { ListCursors } from './listing/list-cursors.js';
import type { DataOptions } from './options.js';
import { DATA_PORTS } from './ports.js';
import type { DataPorts } from './ports.js';
import { RevocationBus } from './revocation/revocation-bus.js';
import { Stores } from './stores.js';

/** What `DataModule.forRoot` is given. */
export interface DataModuleOptions extends DataOptions {
  /** What the host puts in the place of the clock. */
  readonly ports?: DataPorts;
  /** Modules of what the `ports` inject. */
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
  /** Hears of the stores when they begin to open: they are whose to close who meets a failure of another part before the application is made. */
  readonly opening?: (stores: Promise<{ close(): Promise<void> }>) => void;
}

const HAND_OVER_MS = 2_000;

/**
 * The database (opened and migrated before anything else is made), the ephemeral store, the revocation bus and the jobs.
 * Global: other modules just inject them. Its tokens are classes of ours, none of TypeORM's, so that a host's own `DataSource` and ours
 * never stand in for each other. Everything is closed at shutdown, after the HTTP server.
 */
@Module({})
export class DataModule implements OnModuleInit, OnApplicationShutdown {
  constructor(@Inject(Stores) private readonly stores: Stores) {}

  static forRoot({ ports = {}, imports = [], opening, ...options }: DataModuleOptions): DynamicModule {
    return {
      module: DataModule,
      global: true,
      imports,
      providers: [
        ...fillPorts(DATA_PORTS, ports, { clock: { provide: Clock, useFactory: () => new DatabaseClock() } }),
        { provide: Stores, inject: [Clock], useFactory: (clock: Clock) => opened(Stores.open(options, clock), opening) },
        part(Transaction, ({ transaction }) => transaction),
        part(Connections, ({ dataSource }) => new Connections(dataSource)),
        part(EphemeralStore, ({ ephemeral }) => ephemeral),
        part(RevocationBus, ({ bus }) => bus),
        FailedJobs,
        QueueHealth,
        { provide: ListCursors, useFactory: () => new ListCursors(options.secretKeys ?? new SecretKeys([randomToken()])) },
        part(Jobs, ({ jobs }) => jobs),
      ],
      exports: [Clock, Connections, Transaction, EphemeralStore, RevocationBus, Jobs, FailedJobs, ListCursors, QueueHealth],
    };
  }

  onModuleInit(): void {
    this.stores.begin();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stores.close();
    await handOver();
  }
}

/** What was recorded of the last requests, as the process may end now; whoever does not take it in time is not waited for. */
async function handOver(): Promise<void> {
  const recorder = recording();
  if (recorder) await inTime(HAND_OVER_MS, () => recorder.flush()).catch(() => {});
}

function opened(stores: Promise<Stores>, opening: DataModuleOptions['opening']): Promise<Stores> {
  opening?.(stores);
  return stores;
}

function part(provide: InjectionToken, useFactory: (stores: Stores) => unknown): FactoryProvider {
  return { provide, inject: [Stores], useFactory };
}
