import type { CacheUse } from '@castellan/common';
import { LRUCache } from 'lru-cache';

const MAX_ENTRIES = 100_000;

/** A read that is under way; it is worth remembering only while nothing changed since it began. */
interface Fill {
  isValid: boolean;
}

/**
 * Remembers what was read until it is told otherwise. A fill begun before an invalidation is discarded, however late it ends
 * (docs/reference/contract.md#sessions): otherwise a slow read could bring a revoked session back.
 */
export class LiveCache<V extends object> {
  private readonly values = new LRUCache<string, V>({ max: MAX_ENTRIES });
  private readonly fills = new Map<string, Set<Fill>>();
  private hits = 0;
  private misses = 0;

  get(key: string): V | undefined {
    const value = this.values.get(key);
    if (value) this.hits += 1;
    else this.misses += 1;
    return value;
  }

  /** The same for who will `get` it where this is nothing: that is when the miss counts. */
  recall(key: string): V | undefined {
    const value = this.values.get(key);
    if (value) this.hits += 1;
    return value;
  }

  /** What is remembered may not be used now. */
  pass(): void {
    this.misses += 1;
  }

  get use(): CacheUse {
    return { hits: this.hits, misses: this.misses, entries: this.values.size };
  }

  /** Call before reading; hand the result to `settle`. */
  begin(key: string): Fill {
    const fill = { isValid: true };
    const running = this.fills.get(key);
    if (running) running.add(fill);
    else this.fills.set(key, new Set([fill]));
    return fill;
  }

  /** Ends a fill; without a value it is only forgotten. */
  settle(key: string, fill: Fill, value?: V): void {
    const running = this.fills.get(key);
    running?.delete(fill);
    if (running?.size === 0) this.fills.delete(key);
    if (value && fill.isValid) this.values.set(key, value);
  }

  invalidate(key: string): void {
    this.values.delete(key);
    for (const fill of this.fills.get(key) ?? []) fill.isValid = false;
  }

  clear(): void {
    this.values.clear();
    for (const running of this.fills.values()) for (const fill of running) fill.isValid = false;
  }
}
