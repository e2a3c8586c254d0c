/** What a snapshot does not see: which transactions had yet to end. */
export interface Unseen {
  /** The first that had not begun. */
  readonly next: bigint;
  /** Those before it that were still running. */
  readonly running: ReadonlySet<bigint>;
}

/**
 * Which transactions had ended when it was taken, as PostgreSQL writes a `pg_snapshot`: `xmin:xmax:xip,xip`
 * (https://www.postgresql.org/docs/15/functions-info.html#FUNCTIONS-PG-SNAPSHOT).
 */
export class Snapshot implements Unseen {
  private constructor(
    readonly text: string,
    readonly next: bigint,
    readonly running: ReadonlySet<bigint>,
  ) {}

  /** @throws SyntaxError for what is none */
  static parse(text: string): Snapshot {
    const [, next, running] = /^\d+:(\d+):([\d,]*)$/.exec(text) ?? [];
    if (next === undefined || running === undefined) throw new SyntaxError(`This is no snapshot: ${text}`);
    return new Snapshot(text, BigInt(next), new Set(running === '' ? [] : running.split(',').map(BigInt)));
  }

  /** Whether what the transaction wrote was there to be seen. */
  sees(xid: bigint): boolean {
    return xid < this.next && !this.running.has(xid);
  }
}

/** What one of them at least does not see. */
export function unseenByAny(snapshots: readonly Unseen[]): Unseen {
  const next = snapshots.map((snapshot) => snapshot.next).reduce((least, one) => (one < least ? one : least));
  return { next, running: new Set(snapshots.flatMap(({ running }) => [...running])) };
}
