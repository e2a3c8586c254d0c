import { NotFound } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { Transaction } from '../database/transaction.js';
import { Listing } from '../listing/listing.js';
import { Jobs } from './jobs.js';
import { deadLetterQueue } from './queue-declaration.js';

const DEAD = deadLetterQueue('');

/** Jobs that used up all their tries. What they were to do is not shown: it may name people. */
@Injectable()
export class FailedJobs extends Listing {
  constructor(
    private readonly unit: Transaction,
    private readonly jobs: Jobs,
  ) {
    super(unit, {
      from: `(SELECT id, left(name, -${DEAD.length}) AS queue, created_on, data FROM pgboss.job WHERE name LIKE '%${DEAD}' AND state = 'created') j`,
      key: 'id',
      columns: {
        id: { sql: 'j.id', kind: 'uuid' },
        queue: { sql: 'j.queue', kind: 'text', filter: 'contains', isSortable: true },
        created_at: { sql: 'j.created_on', kind: 'time', filter: 'range', isSortable: true },
      },
      order: { by: 'created_at', direction: 'desc' },
    });
  }

  /** The same work anew, with all its tries. Of parallel calls one enqueues. @throws NotFound */
  async retry(id: string): Promise<void> {
    await this.unit.run(async () => {
      const { queue, data } = await this.take(id);
      await this.jobs.enqueue(queue, data);
    });
  }

  /** @throws NotFound */
  async drop(id: string): Promise<void> {
    await this.take(id);
  }

  private async take(id: string): Promise<{ readonly queue: string; readonly data: object }> {
    const [job] = await this.unit.query<{ queue: string; data: object }>(
      `DELETE FROM pgboss.job WHERE id = $1 AND name LIKE '%${DEAD}' AND state = 'created' RETURNING left(name, -${DEAD.length}) AS queue, data`,
      [id],
    );
    if (!job) throw new NotFound();
    return job;
  }
}
