import type { PortedGroup } from '@castellan/permissions';
import type { PortedUser } from './ported-user.js';
import type { Refusal, Remark } from './refusal.js';

/** Some users as they were read, and what could not be read of them. */
export interface PortedBatch {
  /** Users seen in the source, those that are refused too. */
  readonly read: number;
  readonly users: readonly PortedUser[];
  readonly refused: readonly Refusal[];
  readonly remarks: readonly Remark[];
  /** Users by what their password is stored as. */
  readonly families: Readonly<Record<string, number>>;
  /** Groups that these users may be in. */
  readonly groups?: readonly PortedGroup[];
}
