import { Injectable } from '@nestjs/common';
import { Transaction } from '../database/transaction.js';
import { deadLetterQueue } from './queue-declaration.js';

const DEAD = deadLetterQueue('');

/** How a queue does. */
export interface QueueState {
  readonly queue: string;
  /** Not begun yet, those included that wait for their next try. */
  readonly waiting: number;
  readonly running: number;
  /** Out of tries: somebody has to look at them. */
  readonly failed: number;
  /** How long ago the oldest waiting job was enqueued, in seconds by the clock of the database; null when none waits. */
  readonly oldestSeconds: number | null;
}

/** Looks at the queues, for people. */
@Injectable()
export class QueueHealth {
  constructor(private readonly transaction: Transaction) {}

  /** Of every queue there is, by name; empty ones too. */
  all(): Promise<readonly QueueState[]> {
    const schema = this.transaction.schema.queue;
    return this.transaction.query(
      `SELECT q.name AS queue, coalesce(sum(jobs) FILTER (WHERE is_waiting), 0)::int AS waiting,
         coalesce(sum(jobs) FILTER (WHERE is_running), 0)::int AS running, coalesce(sum(jobs) FILTER (WHERE is_dead), 0)::int AS failed,
         extract(epoch FROM now() - min(oldest) FILTER (WHERE is_waiting))::int AS "oldestSeconds"
       FROM ${schema}.queue q LEFT JOIN (${openJobs(schema)}) open ON open.queue = q.name
       WHERE q.name NOT LIKE '\\_\\_%' AND q.name NOT LIKE '%${DEAD}' GROUP BY q.name ORDER BY q.name COLLATE "C"`,
    );
  }
}

const openJobs = (schema: string): string => `SELECT CASE WHEN is_dead THEN left(name, -${DEAD.length}) ELSE name END AS queue, is_dead,
    NOT is_dead AND state < 'active' AS is_waiting, NOT is_dead AND state = 'active' AS is_running, count(*) AS jobs, min(created_on) AS oldest
  FROM (SELECT name, name LIKE '%${DEAD}' AS is_dead, state, created_on FROM ${schema}.job WHERE state <= 'active') job GROUP BY 1, 2, 3, 4`;
