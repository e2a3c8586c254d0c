import { inSpan, withinTrace } from '@castellan/tracing';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@nestjs/common';
import type PgBoss from 'pg-boss';
import { withoutTrace } from './job-trace.js';
import type { QueueDeclaration } from './queue-declaration.js';

/** Only for jobs of other nodes and for further tries: a job enqueued here wakes its worker. */
const POLL_MS = 2_000;
const FIRST_NOTE_PAUSE_MS = 500;
const LAST_NOTE_PAUSE_MS = 5_000;

/**
 * Works on the jobs of one queue. Ours rather than pg-boss's own worker: that one does not wait for its notes ("completed",
 * "failed"), and a database that goes away at that moment would end the process by an unhandled rejection.
 */
export class QueueWorker {
  private readonly loops: Promise<void>[] = [];
  private readonly active = new Set<string>();
  private readonly resting = new Set<() => void>();
  private calls = 0;
  private isStopping = false;

  constructor(
    private readonly boss: PgBoss,
    private readonly queue: QueueDeclaration,
    private readonly logger: Logger,
  ) {}

  start(): void {
    for (let i = 0; i < this.queue.options.concurrency; i++) this.loops.push(this.loop());
  }

  /** There is something to do. Never lost: a worker that is just looking looks again. */
  wake(): void {
    this.calls++;
    for (const resume of this.resting) resume();
  }

  /** Takes no more jobs and waits for those at work; after `graceMs` they are given back for another try. */
  async stop(graceMs: number): Promise<void> {
    this.isStopping = true;
    this.wake();
    const deadline = new AbortController();
    await Promise.race([Promise.all(this.loops), sleep(graceMs, undefined, { signal: deadline.signal }).catch(() => {})]);
    deadline.abort();
    for (const id of this.active) await this.note(() => this.boss.fail(this.queue.name, id, { error: 'The process stopped.' }));
  }

  private async loop(): Promise<void> {
    while (!this.isStopping) {
      const seen = this.calls;
      const worked = await this.workOnNext();
      if (!worked) await this.rest(seen);
    }
  }

  private async rest(seen: number): Promise<void> {
    if (this.isStopping || this.calls !== seen) return;
    await new Promise<void>((resolve) => {
      const resume = (): void => {
        clearTimeout(timer);
        this.resting.delete(resume);
        resolve();
      };
      const timer = setTimeout(resume, POLL_MS);
      this.resting.add(resume);
    });
  }

  private async workOnNext(): Promise<boolean> {
    // pg-boss answers an empty list when the database is away
    const [job] = await this.boss.fetch<object>(this.queue.name, { batchSize: 1, includeMetadata: true });
    if (!job) return false;
    this.active.add(job.id);
    await this.work(job);
    this.active.delete(job.id);
    return true;
  }

  /** As a part of the trace in which the job was enqueued. */
  private async work({ id, data: stored, retryCount, retryLimit }: PgBoss.JobWithMetadata): Promise<void> {
    const { name, handler } = this.queue;
    const { data, trace } = withoutTrace(stored);
    const attributes = { 'messaging.system': 'pg-boss', 'messaging.destination.name': name };
    const run = (): Promise<void> =>
      this.attempt(id, () =>
        inSpan(`job ${name}`, { kind: 'consumer', attributes }, () => handler(data, { id, isLastTry: retryCount >= retryLimit })),
      );
    await (trace ? withinTrace(trace, run) : run());
  }

  private async attempt(id: string, handle: () => Promise<void>): Promise<void> {
    const { name } = this.queue;
    try {
      await this.inTime(handle());
    } catch (error) {
      this.logger.warn(`Job ${id} of ${name} failed: ${nameOf(error)}`);
      await this.note(() =>
        this.boss.fail(name, id, { error: nameOf(error), message: error instanceof Error ? error.message : String(error) }),
      );
      return;
    }
    await this.note(() => this.boss.complete(name, id));
  }

  /** After this time the database gives the job to somebody else, whether or not the handler is still at it. */
  private async inTime(work: Promise<void>): Promise<void> {
    const deadline = new AbortController();
    const tooLong = sleep(this.queue.options.expireInSeconds * 1000, undefined, { signal: deadline.signal }).then(
      () => Promise.reject(new Error('The handler took too long.')),
      () => {},
    );
    try {
      await Promise.race([work, tooLong]);
    } finally {
      deadline.abort();
    }
  }

  /** Tried while it can help: after its expiry the job comes again by itself. */
  private async note(write: () => Promise<unknown>): Promise<void> {
    const end = performance.now() + this.queue.options.expireInSeconds * 1000;
    for (let pause = FIRST_NOTE_PAUSE_MS; ; pause = Math.min(pause * 2, LAST_NOTE_PAUSE_MS)) {
      try {
        await write();
        return;
      } catch (error) {
        if (this.isStopping || performance.now() + pause > end) {
          this.logger.error(`The outcome of a job of ${this.queue.name} was not noted: ${nameOf(error)}`);
          return;
        }
        await sleep(pause);
      }
    }
  }
}

/** The name and code only: messages of mail servers hold addresses, which do not belong in a log. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}
