import type { SecretKeys } from '@castellan/common';

/** Where the data lives; given once, to `DataModule.forRoot`. */
export interface DataOptions {
  readonly database: PostgresOptions | HostDatabaseOptions | EmbeddedOptions;
  /**
   * The schema of all tables, made where it misses; `public` unless told. Lower case letters, digits and `_`, 40 at most. The queue is in
   * `<schema>_queue`, beside `public` in `pgboss`.
   */
  readonly schema?: string;
  /**
   * `redis://user:password@host:6379/0`, or of a cluster `redis://user:password@h1:6379,h2:6379/?cluster`; TLS by `rediss://`. Null keeps
   * ephemeral values in memory: one process only, which an advisory lock enforces on PostgreSQL.
   */
  readonly redisUrl: string | null;
  /**
   * What is in Redis is sealed with these and named by keyed hashes, so every process needs the same. Without them, which only a single
   * process can do, they are made for its life.
   */
  readonly secretKeys?: SecretKeys;
  /** Those of every lib in use, from their `tables.ts`: what is handed over is made, and nothing else. */
  readonly tables: readonly Tables[];
  /**
   * For short commands: opens beside a service that may be running on the same PostgreSQL. Works on no job, so none is broken off when the
   * command ends; what it enqueues waits for the service. Takes no lock of the sole process, which is safe because revocations travel by
   * NOTIFY in the transaction of the change, and what is pending in the service's memory is void once a token version was raised. Only its
   * failure budgets are out of reach: they run out by themselves. The embedded database still has one process, commands included.
   */
  readonly beside?: true;
  /**
   * How long, in ms, a process is waited for that has what only one may have (the embedded database, or a PostgreSQL without Redis): the
   * one before this one may still be ending. Not waited for unless told.
   */
  readonly patienceMs?: number;
}

/** What a lib keeps in the database. Its `tables.ts` says it, and whoever composes an application hands it over. */
export interface Tables {
  readonly entities: readonly Function[];
  /** TypeORM migrations. They run in the order of the time stamp that ends the class name, so those of a lib below are older. */
  readonly migrations: readonly Function[];
  /** Those that the migrations here put on the tables of libs below, which know nothing of what they point at. */
  readonly foreignKeys?: readonly ForeignKeyBelow[];
}

/** A foreign key from a table of a lib below to the primary key of a table of one's own. */
export interface ForeignKeyBelow {
  readonly name: string;
  readonly table: string;
  readonly column: string;
  readonly references: string;
  readonly onDelete: 'CASCADE' | 'SET NULL';
}

/** A PostgreSQL of your own. */
export interface PostgresOptions {
  readonly kind: 'postgres';
  readonly url: string;
  /** Reaches the server itself where `url` leads through a pooler: for listening and locks. The same as `url` unless told. */
  readonly directUrl?: string;
  /** Connections in the pool; 10 unless told. Three more are opened beside it: two for revocations, one for the process lock. */
  readonly poolSize?: number;
}

/** The database of a host that has a TypeORM DataSource; only its address is taken: pool, entities and schema are Castellan's own. */
export interface HostDatabaseOptions {
  readonly kind: 'host';
  readonly dataSource: HostDataSource;
  /** Reaches the server itself where the host's address leads through a pooler that shares sessions. */
  readonly directUrl?: string;
  /** As in `PostgresOptions`. */
  readonly poolSize?: number;
}

/** A DataSource of the host's own copy of TypeORM (0.3 or 1), initialised or not. Of its options those are read that lead to the server. */
export interface HostDataSource {
  readonly options: { readonly type: string };
}

/** PGlite in this process, for a first try and for tests: one process, one connection. */
export interface EmbeddedOptions {
  readonly kind: 'embedded';
  /** Null keeps everything in memory, for tests. */
  readonly directory: string | null;
  /** What a database in memory begins with: a file that `castellan/testing` makes. */
  readonly snapshot?: string;
}
