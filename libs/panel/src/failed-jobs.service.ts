import { OperatorGate } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import { FailedJobs } from '@castellan/data';
import { AuditLog } from '@castellan/log';
import { Injectable } from '@nestjs/common';

/** Jobs that were given up. Every method throws `PermissionDenied`, and `NotFound` for what is not there. */
@Injectable()
export class PanelFailedJobs {
  constructor(
    private readonly gate: OperatorGate,
    private readonly jobs: FailedJobs,
    private readonly audit: AuditLog,
  ) {}

  async retry(operator: Operator, id: string): Promise<void> {
    await this.gate.acting(operator, 'jobs.change', async () => {
      const changes = { queue: [null, await this.jobs.retry(id)] } as const;
      await this.audit.record({ action: 'job.retried', target: { type: 'job', id }, changes, context: operator.context });
    });
  }

  async drop(operator: Operator, id: string): Promise<void> {
    await this.gate.acting(operator, 'jobs.delete', async () => {
      const changes = { queue: [await this.jobs.drop(id), null] } as const;
      await this.audit.record({ action: 'job.deleted', target: { type: 'job', id }, changes, context: operator.context });
    });
  }
}
