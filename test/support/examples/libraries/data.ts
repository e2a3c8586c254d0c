import { Jobs, Transaction } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';

@Injectable()
export class Parcels implements OnModuleInit {
  readonly sent: string[] = [];

  constructor(
    private readonly transaction: Transaction,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.handle<{ id: string }>('parcels.send', {}, async ({ id }) => {
      await this.transaction.query('UPDATE parcels SET sent_at = now() WHERE id = $1', [id]); // may run twice, and that does no harm
      this.sent.push(id);
    });
  }

  /** The row and the job are committed together, or neither is. */
  async pack(id: string): Promise<void> {
    await this.transaction.run(async () => {
      await this.transaction.query('INSERT INTO parcels (id) VALUES ($1)', [id]);
      await this.jobs.enqueue('parcels.send', { id });
    });
  }
}
