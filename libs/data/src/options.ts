/** Where the data lives; given once, to `DataModule.forRoot`. */
export interface DataOptions {
  readonly database: PostgresOptions | EmbeddedOptions;
  /** Null keeps ephemeral values in memory: one process only, which an advisory lock enforces on PostgreSQL. */
  readonly redisUrl: string | null;
  /** Entity classes of every lib in use, from their `tables.ts`. */
  readonly entities: readonly Function[];
}

export interface PostgresOptions {
  readonly kind: 'postgres';
  readonly url: string;
  /** Connections in the pool; 10 unless told. Two more are opened beside it, for revocations and the process lock. */
  readonly poolSize?: number;
}

export interface EmbeddedOptions {
  readonly kind: 'embedded';
  /** Null keeps everything in memory, for tests. */
  readonly directory: string | null;
}
