import { Distribution, Unavailable } from '@castellan/common';
import { recording } from '@castellan/tracing';
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

interface Timed {
  /** Time the thread spent on it, without the wait in the queue. */
  readonly tookMs: number;
}

interface DerivedKey extends Timed {
  readonly key: Uint8Array;
}

export interface VerifiedHash extends Timed {
  readonly isRight: boolean;
}

/** How the hashing does. @internal */
export interface HashingLoad {
  /** Those that wait for a thread now. */
  readonly waiting: number;
  /** Refused so far, because the queue was full. */
  readonly refused: number;
  /** Seconds in the queue, and seconds of work. */
  readonly wait: Distribution;
  readonly work: Distribution;
}

/** Runs password hashing on its own threads, one a core at low priority, behind a bounded queue. */
@Injectable()
export class HashingPool implements OnApplicationShutdown {
  private readonly pool = new Piscina({
    filename: join(import.meta.dirname, 'hashing.worker.cjs'),
    minThreads: 1,
    maxThreads: THREADS,
    maxQueue: MAX_QUEUE,
    idleTimeout: 30_000,
    niceIncrement: NICE,
    recordTiming: false,
  });
  private readonly wait = new Distribution();
  private readonly work = new Distribution();
  private refused = 0;

  async derive(task: HashTask): Promise<Uint8Array> {
    return (await this.run<DerivedKey>('derive', task)).key;
  }

  /** Compares in constant time. */
  verify(task: CheckTask): Promise<VerifiedHash> {
    return this.run('verify', task);
  }

  get load(): HashingLoad {
    return { waiting: this.pool.queueSize, refused: this.refused, wait: this.wait, work: this.work };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }

  /** @throws Unavailable when the queue is full */
  private async run<T extends Timed>(name: 'derive' | 'verify', task: HashTask): Promise<T> {
    this.refuseWhenFull();
    const begun = performance.now();
    const result = (await this.pool.run(task, { name })) as T; // the worker's functions return what their names say
    this.note(task, Math.max(0, performance.now() - begun - result.tookMs), result.tookMs);
    return result;
  }

  private note({ derivation: { algorithm } }: HashTask, waitMs: number, workMs: number): void {
    this.wait.observe(waitMs / 1000);
    this.work.observe(workMs / 1000);
    const recorder = recording();
    if (!recorder?.current()) return;
    const now = Date.now();
    recorder.start('hash wait', { startedAt: now - workMs - waitMs }).end(undefined, now - workMs);
    recorder.start(`hash ${algorithm}`, { startedAt: now - workMs }).end(undefined, now);
  }

  private refuseWhenFull(): void {
    if (this.pool.queueSize < MAX_QUEUE) return;
    this.refused += 1;
    throw new Unavailable({ retryAfter: RETRY_AFTER_SECONDS });
  }
}
