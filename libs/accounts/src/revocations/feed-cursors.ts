import { SealBroken, Vault } from '@castellan/common';
import type { SecretKeys } from '@castellan/common';
import type { Position } from './revocation.types.js';
import { Snapshot } from './snapshot.js';

/** A position as it is written down: moments in ms. */
interface Written {
  /** Of which database. */
  readonly of: string;
  /** When the cursor was given. */
  readonly at: number;
  readonly after?: string;
  readonly since?: number;
  readonly upTo?: string;
  readonly afterId?: string;
}

/** Positions as texts that nobody else can make or read: what runs in a database is nobody's business. */
export class FeedCursors {
  private readonly vault: Vault;

  constructor(keys: SecretKeys) {
    this.vault = new Vault(keys, 'revocation-feed');
  }

  write({ of, place, leaf }: Position & { readonly of: string }, at: number): string {
    const where = 'since' in place ? { since: place.since.getTime() } : { after: place.after.text };
    const page = leaf && { upTo: leaf.upTo.text, afterId: leaf.afterId };
    return this.vault.seal(JSON.stringify({ of, at, ...where, ...page } satisfies Written), 'cursor');
  }

  /** Null for what is not ours, and for one older than `notBefore`: what came after it may be gone. */
  read(cursor: string, notBefore: number): Position | null {
    const written = this.open(cursor);
    if (!written || written.at < notBefore) return null;
    const { of, upTo, afterId } = written;
    const leaf = upTo !== undefined && afterId !== undefined ? { upTo: Snapshot.parse(upTo), afterId } : null;
    return { of, place: placeOf(written), leaf };
  }

  private open(cursor: string): Written | null {
    try {
      return JSON.parse(this.vault.open(cursor, 'cursor').toString()) as Written; // sealed by us alone
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }
}

function placeOf({ after, since = 0 }: Written): Position['place'] {
  return after === undefined ? { since: new Date(since) } : { after: Snapshot.parse(after) };
}
