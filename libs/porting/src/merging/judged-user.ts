import type { ImportedUser, PortedAccount, StoredAccount } from '@castellan/accounts';
import type { PortedUser } from '../records/ported-user.js';

/** A user with all that is known of them here. */
export interface KnownUser {
  readonly user: PortedUser;
  /** Their key in the source. */
  readonly externalId: string;
  readonly account: PortedAccount;
  /** From an earlier run. */
  readonly imported: ImportedUser | null;
  readonly here: StoredAccount | null;
}

/** What becomes of a row. */
export type Fate = 'made' | 'updated' | 'left';
