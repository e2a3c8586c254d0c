import type { JobHandler, QueueOptions } from './jobs.js';

/** A queue with its handler and all its options filled in. */
export interface QueueDeclaration {
  readonly name: string;
  readonly options: Required<QueueOptions>;
  readonly handler: JobHandler<object>;
  /** Five fields, UTC; null for a queue that is filled by `enqueue`. */
  readonly cron: string | null;
}

export const defaultQueueOptions: Required<QueueOptions> = { retryLimit: 5, retryDelaySeconds: 2, expireInSeconds: 60, concurrency: 1 };

/** Where the jobs of a queue end whose tries are used up; nobody works on it, people look at it. */
export function deadLetterQueue(queue: string): string {
  return `${queue}.dead`;
}
