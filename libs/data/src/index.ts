export { DataModule } from './data.module.js';
export type { DataModuleOptions } from './data.module.js';
export { DATA_PORTS } from './ports.js';
export type { DataPorts } from './ports.js';
export type {
  DataOptions,
  EmbeddedOptions,
  ForeignKeyBelow,
  HostDatabaseOptions,
  HostDataSource,
  PostgresOptions,
  Tables,
} from './options.js';
export { makeDataSource } from './database/make-data-source.js';
export { migrate } from './database/migrate.js';
export { deleteInBatches } from './database/delete-in-batches.js';
export { DirectoryInUse } from './embedded/directory-lock.js';
export { writeSnapshot } from './embedded/write-snapshot.js';
export { examineDatabase } from './examination/examine-database.js';
export { examineRedis } from './examination/examine-redis.js';
export { isStoreAway } from './database/store-away.js';
export { Schema } from './database/schema.js';
export { CannotJoin } from './joining/cannot-join.js';
export type { HostQueryRunner } from './joining/host-query-runner.js';
export { Transaction } from './database/transaction.js';
export { columnsOf } from './database/columns-of.js';
export { violatesForeignKey, violatesUnique } from './database/violations.js';
export type { QueryOptions } from './database/transaction.js';
export { EphemeralStore } from './ephemeral/ephemeral-store.js';
export type { Counter } from './ephemeral/ephemeral-store.js';
export { StoreFull } from './ephemeral/store-kinds.js';
export type { StoreKind } from './ephemeral/store-kinds.js';
export type { PlaceAnswer, PlaceRules, SpendRules } from './ephemeral/places.js';
export { FailedJobs } from './jobs/failed-jobs.js';
export { Jobs } from './jobs/jobs.js';
export type { EnqueueOptions, JobHandler, JobRun, QueueDepth, QueueOptions } from './jobs/jobs.js';
export { plainError } from './jobs/plain-error.js';
export { QueueHealth } from './jobs/queue-health.js';
export type { QueueState } from './jobs/queue-health.js';
export type { Change, ChangeListener } from './revocation/change.js';
export { Connections } from './database/connections.js';
export type { ConnectionUse } from './database/connections.js';
export type { BusHealth } from './revocation/revocation-bus.js';
export { RevocationBus } from './revocation/revocation-bus.js';
export { Listing, MAX_ROWS } from './listing/listing.js';
export { ListCursors } from './listing/list-cursors.js';
export { sliceOf } from './listing/list-slice.js';
export type { ListSlice } from './listing/list-slice.js';
export { escapeLike } from './listing/list-conditions.js';
export { TextOrIds } from './listing/listing.types.js';
export type { ListColumn, ListDefinition, ListFilters, ListFrom, ListRequest, ListRow, SortDirection } from './listing/listing.types.js';
export { ForeignDatabase } from './foreign/foreign-database.js';
