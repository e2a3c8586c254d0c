import { NotFound, ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { Transaction } from '../database/transaction.js';
import { Listing } from '../listing/listing.js';
import type { ListRequest, ListRow } from '../listing/listing.types.js';
import { Jobs } from './jobs.js';
import { plainError } from './plain-error.js';
import { deadLetterQueue } from './queue-declaration.js';

const DEAD = deadLetterQueue('');

/** Jobs that used up all their tries. What they were to do is not shown: it may hold links and codes, and name people. */
@Injectable()
export class FailedJobs extends Listing {
  constructor(
    private readonly unit: Transaction,
    private readonly jobs: Jobs,
  ) {
    super(unit, {
      from: `(SELECT id, left(name, -${DEAD.length}) AS queue, created_on, retry_limit, output FROM ${unit.schema.queue}.job
        WHERE name LIKE '%${DEAD}' AND state = 'created') j`,
      key: 'id',
      columns: {
        id: { sql: 'j.id', kind: 'uuid' },
        queue: { sql: 'j.queue', kind: 'text', filter: 'contains', isSortable: true },
        error: { sql: "coalesce(j.output->>'message', j.output->>'error', j.output->>'value')", kind: 'text' },
        tries: { sql: 'j.retry_limit + 1', kind: 'number' },
        created_at: { sql: 'j.created_on', kind: 'time', filter: 'range', isSortable: true },
      },
      order: { by: 'created_at', direction: 'desc' },
    });
  }

  override async page(request: ListRequest): Promise<readonly ListRow[]> {
    return (await super.page(request)).map(withPlainError);
  }

  override async find(ids: readonly string[]): Promise<readonly ListRow[]> {
    return (await super.find(ids)).map(withPlainError);
  }

  /** The same work anew, with all its tries. Gives its queue. Of parallel calls one enqueues. @throws NotFound, ValidationFailed */
  async retry(id: string): Promise<string> {
    return this.unit.run(async () => {
      const { queue, data } = await this.take(id);
      const [declared] = await this.unit.query(`SELECT 1 FROM ${this.unit.schema.queue}.queue WHERE name = $1`, [queue]);
      if (!declared) throw new ValidationFailed({ errors: { job: ['Nobody works on that queue any more. Delete the job.'] } });
      await this.jobs.enqueue(queue, data);
      return queue;
    });
  }

  /** Gives its queue. @throws NotFound */
  async drop(id: string): Promise<string> {
    return (await this.take(id)).queue;
  }

  private async take(id: string): Promise<{ readonly queue: string; readonly data: object }> {
    const [job] = await this.unit.query<{ queue: string; data: object }>(
      `DELETE FROM ${this.unit.schema.queue}.job WHERE id = $1 AND name LIKE '%${DEAD}' AND state = 'created' RETURNING left(name, -${DEAD.length}) AS queue, data`,
      [id],
    );
    if (!job) throw new NotFound();
    return job;
  }
}

function withPlainError(row: ListRow): ListRow {
  const { error } = row;
  return { ...row, error: typeof error === 'string' ? plainError(error) : null };
}
