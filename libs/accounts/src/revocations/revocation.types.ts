import type { Snapshot, Unseen } from './snapshot.js';

/** A session or a user whose tokens are over; of one of both. */
export interface Revocation {
  readonly sessionId: string | null;
  readonly userId: string | null;
  /** Tokens of the user with an older version are over; null: all of theirs. */
  readonly version: number | null;
  /** Tokens of the session with an older step are over; null: all of its. */
  readonly step: number | null;
  readonly at: Date;
}

/** A revocation with what says where it stands in the feed. */
export interface StoredRevocation extends Revocation {
  readonly id: string;
  readonly xid: bigint;
}

/** Where a follower stands: at what came after a snapshot, or, at the beginning, at what is younger than a moment. */
export type Place = { readonly after: Unseen } | { readonly since: Date };

/** Of a place, what was there at one moment, from one row on: the pages of what is too much for one answer. */
export interface Leaf {
  readonly upTo: Snapshot;
  readonly afterId: string;
}

/** What a cursor says. */
export interface Position {
  /** The database that it is of; null at the beginning: of any. */
  readonly of: string | null;
  readonly place: { readonly after: Snapshot } | { readonly since: Date };
  readonly leaf: Leaf | null;
}

/** What there was, and all that could be seen when it was read. */
export interface Seen {
  /** Which database this is, and in which of its lives: after a return to a backup the numbers of transactions begin anew. */
  readonly database: string;
  readonly snapshot: Snapshot;
  readonly rows: readonly StoredRevocation[];
  /** There is more, after the row of this id. */
  readonly cutAfter?: string;
}

/** What a follower is told: `reset`: their cursor is of no use, and they begin again without one. */
export type FeedAnswer =
  | { readonly reset: true }
  | { readonly reset: false; readonly cursor: string; readonly results: readonly Revocation[]; readonly more: boolean };

/** How long a revocation is kept: longer than `ACCESS_TOKEN_TTL` can be, and whoever comes back with an older cursor begins again. */
export const REVOCATIONS_KEPT_MS = 25 * 60 * 60_000;
