import { Clock } from '@castellan/common';
import { type DynamicModule, type FactoryProvider, Inject, type InjectionToken, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DatabaseClock } from './database/database-clock.js';
import { Transaction } from './database/transaction.js';
import { EphemeralStore } from './ephemeral/ephemeral-store.js';
import { FailedJobs } from './jobs/failed-jobs.js';
import { Jobs } from './jobs/jobs.js';
import { QueueHealth } from './jobs/queue-health.js';
import type { DataOptions } from './options.js';
import { RevocationBus } from './revocation/revocation-bus.js';
import { Stores } from './stores.js';

/**
 * The database (opened and migrated before anything else is made), the ephemeral store, the revocation bus and the jobs.
 * Global: other modules just inject them. Its tokens are classes of ours, none of TypeORM's, so that a host's own `DataSource` and ours
 * never stand in for each other. Everything is closed at shutdown, after the HTTP server.
 */
@Module({})
export class DataModule implements OnApplicationShutdown {
  constructor(@Inject(Stores) private readonly stores: Stores) {}

  static forRoot(options: DataOptions): DynamicModule {
    return {
      module: DataModule,
      global: true,
      providers: [
        { provide: Clock, useFactory: () => new DatabaseClock() },
        { provide: Stores, inject: [Clock], useFactory: (clock: Clock) => Stores.open(options, clock) },
        part(Transaction, ({ transaction }) => transaction),
        part(EphemeralStore, ({ ephemeral }) => ephemeral),
        part(RevocationBus, ({ bus }) => bus),
        FailedJobs,
        QueueHealth,
        part(Jobs, ({ jobs }) => jobs),
      ],
      exports: [Clock, Transaction, EphemeralStore, RevocationBus, Jobs, FailedJobs, QueueHealth],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stores.close();
  }
}

function part(provide: InjectionToken, useFactory: (stores: Stores) => unknown): FactoryProvider {
  return { provide, inject: [Stores], useFactory };
}
