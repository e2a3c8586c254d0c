import type { LocalOperator } from '@castellan/accounts';
import { isStoreAway } from '@castellan/data';
import { AuditLog } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import type { PortedBatch } from '../records/ported-batch.js';
import type { PortingReport } from '../records/report.js';
import { BatchMerge } from './batch-merge.service.js';
import type { BatchRules } from './batch-merge.service.js';
import { Outcome, RunReport } from './run-report.js';
import type { BatchOutcome } from './run-report.js';
import { Seen } from './seen.js';

/** How users are brought along. */
export interface ImportOptions {
  /** The name that the other system has here: with it a second run knows whom the first one brought. At most 100 characters. */
  readonly source: string;
  /** Writes nothing, and reports the same. */
  readonly dryRun?: boolean;
  readonly operator: LocalOperator;
  /** Told after each batch. */
  readonly progress?: (report: PortingReport) => void;
}

/**
 * Brings users along from another system, batch by batch, each in a transaction of its own: a run that was killed is run again. It mails
 * nobody and tells no signal. A row that cannot be taken is told by the report, and never stops the run.
 */
@Injectable()
export class UserImport {
  constructor(
    private readonly merge: BatchMerge,
    private readonly audit: AuditLog,
  ) {}

  /** @throws what the reader of the source throws, and what says that the database is away: what was taken until then stays */
  async run(batches: AsyncIterable<PortedBatch>, { source, dryRun = false, operator, progress }: ImportOptions): Promise<PortingReport> {
    const report = new RunReport();
    const rules: BatchRules = { source, dryRun, seen: new Seen() };
    try {
      for await (const batch of batches) {
        report.add(batch, await this.take(batch, rules));
        progress?.(report.sums);
      }
      return report.sums;
    } finally {
      if (!dryRun && report.sums.read > 0) await this.record(source, report.sums, operator);
    }
  }

  /** Of a batch that fails, each user alone: one that the database refuses does not hold up the others. */
  private async take(batch: PortedBatch, rules: BatchRules): Promise<BatchOutcome> {
    try {
      return await this.merge.take(batch, rules);
    } catch (error) {
      if (!isRefusedData(error)) throw error;
      return this.takeEach(batch, rules);
    }
  }

  private async takeEach({ users, groups }: PortedBatch, rules: BatchRules): Promise<BatchOutcome> {
    const sum = new Outcome();
    for (const user of users) {
      const outcome = await this.merge.take({ users: [user], groups: groups ?? [] }, rules).catch((error: unknown) => {
        if (!isRefusedData(error)) throw error;
        return null;
      });
      if (outcome === null) sum.refuse(user.row, 'invalid_value');
      else sum.add(outcome);
    }
    return sum;
  }

  private async record(
    source: string,
    { read, made, updated, left, refused, reset_needed }: PortingReport,
    { context }: LocalOperator,
  ): Promise<void> {
    const figures = { read, made, updated, left, refused: refused.length, reset_needed };
    const changes = Object.fromEntries(Object.entries(figures).map(([name, count]) => [name, [null, count] as const]));
    await this.audit.record({ action: 'users.imported', target: { type: 'users', id: source }, changes, context });
  }
}

/** SQLSTATE classes 22 (data exception), 23 (integrity constraint violation) and 54 (program limit exceeded: too long for an index). */
function isRefusedData(error: unknown): boolean {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return !isStoreAway(error) && typeof code === 'string' && /^(?:22|23|54)[0-9A-Z]{3}$/.test(code);
}
