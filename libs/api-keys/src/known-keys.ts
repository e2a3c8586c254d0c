import type { Change } from '@castellan/data';
import type { AddressRanges } from './address-ranges.js';
import type { AuthenticatedKey, StoredApiKey } from './api-key.types.js';

const MAX_KEYS = 10_000;

/** A key and what it may do, as it was read. */
export interface KnownKey {
  readonly stored: StoredApiKey;
  readonly key: AuthenticatedKey;
  readonly ranges: AddressRanges;
}

/**
 * Keys that were right, until the bus tells of a change of them or of their maker. What was read while something changed is not
 * remembered: a slow read would bring a revoked key back.
 */
export class KnownKeys {
  private readonly keys = new Map<string, KnownKey>();
  private changes = 0;

  get(id: string): KnownKey | undefined {
    return this.keys.get(id);
  }

  /** Call before reading; hand the result to `keep`. */
  begin(): number {
    return this.changes;
  }

  keep(since: number, known: KnownKey): void {
    if (since !== this.changes) return;
    if (this.keys.size >= MAX_KEYS) this.keys.clear();
    this.keys.set(known.key.id, known);
  }

  forget(change: Change): void {
    if (change.kind === 'everything') this.keys.clear();
    else if (change.kind === 'api_key') this.keys.delete(change.id);
    else if (change.kind === 'user') this.forgetThoseOf(change.id);
    else return;
    this.changes += 1;
  }

  private forgetThoseOf(makerId: string): void {
    for (const [id, { key }] of this.keys) if (key.makerId === makerId) this.keys.delete(id);
  }
}
