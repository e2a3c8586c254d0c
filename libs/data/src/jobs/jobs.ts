/** How the jobs of one queue are worked on. */
export interface QueueOptions {
  /** Further tries after the first; 5 unless told. */
  readonly retryLimit?: number;
  /** Seconds before the first further try, doubled (with jitter) for each one after; 2 unless told. */
  readonly retryDelaySeconds?: number;
  /** Seconds a handler may take before its job counts as failed; 60 unless told. Also how long a job of a killed process waits. */
  readonly expireInSeconds?: number;
  /** Jobs worked on at the same time by this process; 1 unless told. */
  readonly concurrency?: number;
}

/** When a job is due. */
export interface EnqueueOptions {
  /** Seconds until it is worked on, at the soonest, by the clock of the database; none unless told. */
  readonly afterSeconds?: number;
}

/** How many jobs of a queue are in a state: `created` and `retry` wait, `active` are at work. A queue `….dead` holds those given up. */
export interface QueueDepth {
  readonly queue: string;
  readonly state: 'created' | 'retry' | 'active';
  readonly jobs: number;
  /** How long the oldest of them has been due, in seconds by the clock of the database; null where none is due yet. */
  readonly oldestSeconds: number | null;
}

/** One try of a job. */
export interface JobRun {
  readonly id: string;
  /** When it fails too, the job is given up. */
  readonly isLastTry: boolean;
}

/** Does one job. A rejection is a failed try; it may be called twice for one job. */
export type JobHandler<T extends object> = (data: T, job: JobRun) => Promise<void>;

/** Durable background work: a job belongs to the transaction that enqueued it. */
export abstract class Jobs {
  /**
   * Declares a queue and its handler; call it in `onModuleInit`. A handler that rejects is tried again with exponential backoff,
   * then its job goes to the queue `<queue>.dead`. Jobs may come twice (a kill between the work and its note): handlers are idempotent.
   */
  abstract handle<T extends object>(queue: string, options: QueueOptions, handler: JobHandler<T>): void;

  /** In the open transaction, or on its own; the local worker is woken after the commit. Throws if nobody declared the queue. */
  abstract enqueue(queue: string, data: object, options?: EnqueueOptions): Promise<void>;

  /** As `enqueue`, many at once for the price of one; none is nothing to do. */
  abstract enqueueAll(queue: string, all: readonly object[]): Promise<void>;

  /** Runs the handler on one node at each time of the cron expression (5 fields, UTC); call it in `onModuleInit`. */
  abstract schedule(queue: string, cron: string, handler: () => Promise<void>): void;

  /** Of all queues that are not empty; for the metrics. */
  abstract depths(): Promise<readonly QueueDepth[]>;

  /** Resolves when the queue can be reached and works; for readiness. */
  abstract ping(): Promise<void>;
}
