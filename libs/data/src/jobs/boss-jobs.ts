import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import PgBoss from 'pg-boss';
import type { Pool } from 'pg';
import type { StartLock } from '../database/start-lock.js';
import type { Transaction } from '../database/transaction.js';
import { bossConnection } from './boss-connection.js';
import { withTrace } from './job-trace.js';
import { Jobs, type EnqueueOptions, type JobHandler, type QueueDepth, type QueueOptions } from './jobs.js';
import type { JobsRole } from './jobs-role.js';
import { deadLetterQueue, defaultQueueOptions, type QueueDeclaration } from './queue-declaration.js';
import { QueueWorker } from './queue-worker.js';

/** Looks for jobs whose process died; those of a killed process come again after their expiry and at most this time. */
const MAINTENANCE_SECONDS = 30;
const STOP_GRACE_MS = 10_000;

/** Jobs in PostgreSQL by pg-boss, in a schema of its own. */
export class BossJobs extends Jobs implements OnApplicationBootstrap {
  private readonly logger = new Logger(Jobs.name);
  private readonly queues = new Map<string, QueueDeclaration>();
  private readonly workers = new Map<string, QueueWorker>();
  private readonly boss: PgBoss;

  private constructor(
    pool: Pool,
    private readonly transaction: Transaction,
    private readonly startLock: StartLock,
    private readonly role: JobsRole,
  ) {
    super();
    const tends = role !== 'enqueuer';
    this.boss = new PgBoss({
      db: bossConnection(pool),
      schema: transaction.schema.queue,
      maintenanceIntervalSeconds: MAINTENANCE_SECONDS,
      supervise: tends,
      schedule: tends,
    });
    // Without a listener an 'error' event would end the process.
    this.boss.on('error', (error) => this.logger.warn(`The job queue failed: ${error.message}`));
  }

  /** pg-boss makes its tables at the first start, and what it does then bears no second process. */
  static async open(pool: Pool, transaction: Transaction, startLock: StartLock, role: JobsRole): Promise<BossJobs> {
    const jobs = new BossJobs(pool, transaction, startLock, role);
    await startLock.alone(() => jobs.boss.start());
    if (role === 'only-worker') await jobs.retakeLeftBehind();
    return jobs;
  }

  handle<T extends object>(queue: string, options: QueueOptions, handler: JobHandler<T>): void {
    // The handler and those who enqueue agree on the type; it went through JSON meanwhile.
    this.declare({ name: queue, options: { ...defaultQueueOptions, ...options }, handler: handler as JobHandler<object>, cron: null });
  }

  schedule(queue: string, cron: string, handler: () => Promise<void>): void {
    this.declare({
      name: queue,
      options: { ...defaultQueueOptions, retryLimit: 2, retryDelaySeconds: 30, expireInSeconds: 600 },
      handler,
      cron,
    });
  }

  async enqueue(queue: string, data: object, { afterSeconds = 0 }: EnqueueOptions = {}): Promise<void> {
    const db: PgBoss.Db = { executeSql: async (text, values) => ({ rows: [...(await this.transaction.query<unknown>(text, values))] }) };
    const id = await this.boss.send(queue, withTrace(data), { db, ...(afterSeconds > 0 && { startAfter: afterSeconds }) });
    if (id === null) throw new Error(`Nobody declared the queue ${queue}.`);
    this.transaction.afterCommit(() => this.workers.get(queue)?.wake());
  }

  async enqueueAll(queue: string, all: readonly object[]): Promise<void> {
    if (all.length === 0) return;
    const made: unknown[] = [];
    // pg-boss asks for no rows here: only by them is it known that there is such a queue.
    const db: PgBoss.Db = {
      executeSql: async (text, values) => {
        made.push(...(await this.transaction.query<unknown>(`${text} RETURNING 1`, values)));
        return { rows: [] };
      },
    };
    await this.boss.insert(
      all.map((data) => ({ name: queue, data: withTrace(data) })),
      { db },
    );
    if (made.length < all.length) throw new Error(`Nobody declared the queue ${queue}.`);
    this.transaction.afterCommit(() => this.workers.get(queue)?.wake());
  }

  depths(): Promise<readonly QueueDepth[]> {
    return this.transaction.query<QueueDepth>(
      `SELECT name AS queue, state::text AS state, count(*)::int AS jobs,
         extract(epoch FROM now() - min(greatest(created_on, start_after)) FILTER (WHERE start_after <= now()))::float AS "oldestSeconds"
       FROM ${this.transaction.schema.queue}.job
       WHERE state IN ('created', 'retry', 'active') AND name NOT LIKE '\\_\\_%' GROUP BY 1, 2`,
    );
  }

  async ping(): Promise<void> {
    await this.boss.getQueue('castellan');
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.startLock.alone(async () => {
      for (const queue of this.queues.values()) await this.open(queue);
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.workers.values()].map((worker) => worker.stop(STOP_GRACE_MS)));
    await this.boss.stop({ graceful: false });
  }

  private declare(queue: QueueDeclaration): void {
    if (this.queues.has(queue.name)) throw new Error(`The queue ${queue.name} is declared twice.`);
    this.queues.set(queue.name, queue);
  }

  private async open(queue: QueueDeclaration): Promise<void> {
    await this.store(queue);
    if (this.role === 'enqueuer') return;
    if (queue.cron) await this.boss.schedule(queue.name, queue.cron, {}, { tz: 'UTC' });
    const worker = new QueueWorker(this.boss, queue, this.logger);
    this.workers.set(queue.name, worker);
    worker.start();
  }

  private async store({ name, options }: QueueDeclaration): Promise<void> {
    const deadLetter = deadLetterQueue(name);
    const { retryLimit, retryDelaySeconds: retryDelay, expireInSeconds } = options;
    const stored: PgBoss.Queue = { name, retryLimit, retryDelay, retryBackoff: true, expireInSeconds, deadLetter };
    await this.boss.createQueue(deadLetter, { name: deadLetter });
    await this.boss.createQueue(name, stored);
    await this.boss.updateQueue(name, stored);
  }

  private async retakeLeftBehind(): Promise<void> {
    const left = await this.transaction.query<{ name: string; id: string }>(
      `SELECT name, id FROM ${this.transaction.schema.queue}.job WHERE state = 'active'`,
    );
    for (const { name, id } of left) await this.boss.fail(name, id, { error: 'The process was killed.' });
  }
}
