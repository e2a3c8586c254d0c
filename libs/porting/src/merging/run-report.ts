import type { PortedBatch } from '../records/ported-batch.js';
import type { Refusal, RefusalReason, Remark } from '../records/refusal.js';
import type { PortingReport } from '../records/report.js';
import type { Fate } from './judged-user.js';

/** What a batch came to. */
export interface BatchOutcome {
  readonly fates: Readonly<Record<Fate, number>>;
  readonly refused: readonly Refusal[];
  readonly remarks: readonly Remark[];
  readonly resetNeeded: number;
}

/** Collects what one batch comes to. */
export class Outcome implements BatchOutcome {
  readonly fates = { made: 0, updated: 0, left: 0 };
  readonly refused: Refusal[] = [];
  readonly remarks: Remark[] = [];
  resetNeeded = 0;

  refuse(row: string, reason: RefusalReason): void {
    this.refused.push({ row, reason });
  }

  add({ fates, refused, remarks, resetNeeded }: BatchOutcome): void {
    for (const fate of ['made', 'updated', 'left'] as const) this.fates[fate] += fates[fate];
    this.refused.push(...refused);
    this.remarks.push(...remarks);
    this.resetNeeded += resetNeeded;
  }

  remark(row: string, remark: string): void {
    this.remarks.push({ row, remark });
  }
}

/** The sums of a run. */
export class RunReport {
  private read = 0;
  private readonly fates = { made: 0, updated: 0, left: 0 };
  private readonly refused: Refusal[] = [];
  private readonly remarks: Remark[] = [];
  private readonly families: Record<string, number> = Object.create(null) as Record<string, number>;
  private resetNeeded = 0;

  add(batch: PortedBatch, outcome: BatchOutcome): void {
    this.read += batch.read;
    for (const fate of ['made', 'updated', 'left'] as const) this.fates[fate] += outcome.fates[fate];
    this.refused.push(...batch.refused, ...outcome.refused);
    this.remarks.push(...batch.remarks, ...outcome.remarks);
    for (const [name, count] of Object.entries(batch.families)) this.families[name] = (this.families[name] ?? 0) + count;
    this.resetNeeded += outcome.resetNeeded;
  }

  get sums(): PortingReport {
    const { read, fates, refused, families, resetNeeded, remarks } = this;
    return { read, ...fates, refused, families: { ...families }, reset_needed: resetNeeded, remarks };
  }
}
