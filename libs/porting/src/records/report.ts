import type { Refusal, Remark } from './refusal.js';

/** What a run did, or would do. Counts are of users, but for `refused`, which names rows of any table. */
export interface PortingReport {
  /** Users seen in the source. */
  readonly read: number;
  readonly made: number;
  readonly updated: number;
  /** Nothing to do: as in the source, or changed here since. */
  readonly left: number;
  readonly refused: readonly Refusal[];
  /** Users by what their password was stored as. */
  readonly families: Readonly<Record<string, number>>;
  /** Users whose password opens nothing until they reset it by mail. */
  readonly reset_needed: number;
  readonly remarks: readonly Remark[];
}
