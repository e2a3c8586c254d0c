import { Unavailable } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import type { CheckTask, HashTask } from './formats/derivation.js';

const THREADS = availableParallelism();
/** Longer queues only make callers wait for an answer they have given up on. */
const MAX_QUEUE = THREADS * 32;
/** Hashing never takes the processor from the requests that need no hash. */
const NICE = 10;
const RETRY_AFTER_SECONDS = 5;

export interface VerifiedHash {
  readonly isRight: boolean;
  /** Time the thread spent on it, without the wait in the queue. */
  readonly tookMs: number;
}

/** Runs password hashing on its own threads, one a core at low priority, behind a bounded queue. */
@Injectable()
export class HashingPool implements OnApplicationShutdown {
  private readonly pool = new Piscina({
    filename: join(import.meta.dirname, 'hashing.worker.js'),
    minThreads: 1,
    maxThreads: THREADS,
    maxQueue: MAX_QUEUE,
    idleTimeout: 30_000,
    niceIncrement: NICE,
    recordTiming: false,
  });

  derive(task: HashTask): Promise<Uint8Array> {
    return this.run('derive', task);
  }

  /** Compares in constant time. */
  verify(task: CheckTask): Promise<VerifiedHash> {
    return this.run('verify', task);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }

  /** @throws Unavailable when the queue is full */
  private async run<T>(name: 'derive' | 'verify', task: HashTask): Promise<T> {
    if (this.pool.queueSize >= MAX_QUEUE) throw new Unavailable({ retryAfter: RETRY_AFTER_SECONDS });
    return (await this.pool.run(task, { name })) as T; // the worker's functions return what their names say
  }
}
