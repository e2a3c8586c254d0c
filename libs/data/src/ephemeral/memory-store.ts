import type { Clock } from '@castellan/common';
import { type Counter, EphemeralStore } from './ephemeral-store.js';
import { MemoryPlaces } from './memory-places.js';
import type { PlaceAnswer, PlaceRules, SpendRules } from './places.js';
import { kindOf, STORE_KINDS, StoreFull, type StoreKind } from './store-kinds.js';

interface Entry {
  value: string;
  expiresAt: number;
  readonly places?: MemoryPlaces;
}

const SWEEP_MS = 10_000;

/** The store of a single process. No method waits, so each is atomic by the single thread of JavaScript. */
export class MemoryStore extends EphemeralStore {
  private readonly kinds = new Map<StoreKind, Map<string, Entry>>();
  private readonly sweeper = setInterval(() => this.sweep(), SWEEP_MS).unref();

  /** @param assertSole throws while another process may keep a memory of its own, and the limits would count twice */
  constructor(
    private readonly clock: Clock,
    private readonly assertSole: () => void = () => {},
    private readonly quotaOf: (kind: StoreKind) => number = (kind) => STORE_KINDS[kind].quota,
  ) {
    super();
  }

  async get(key: string): Promise<string | null> {
    return this.live(key)?.value ?? null;
  }

  async set(key: string, value: string, ttlMs: number): Promise<void> {
    this.put(key, value, ttlMs);
  }

  async setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean> {
    if (this.live(key)) return false;
    this.put(key, value, ttlMs);
    return true;
  }

  async take(key: string): Promise<string | null> {
    const entry = this.live(key);
    this.entriesOf(key).delete(key);
    return entry?.value ?? null;
  }

  async increment(key: string, ttlMs: number): Promise<Counter> {
    const entry = this.live(key);
    if (!entry) return this.startCounter(key, ttlMs);
    const count = countIn(entry) + 1;
    entry.value = String(count);
    return { count, ttlMs: entry.expiresAt - this.clock.monotonic() };
  }

  async decrement(key: string): Promise<number> {
    const entry = this.live(key);
    if (!entry) return 0;
    const count = Math.max(0, countIn(entry) - 1);
    entry.value = String(count);
    return count;
  }

  async takePlace(key: string, holder: string, rules: PlaceRules): Promise<PlaceAnswer> {
    return this.inPlaces(key, (places, now) => places.take(holder, rules, now));
  }

  async spendPlace(key: string, holder: string, rules: SpendRules): Promise<boolean> {
    return this.inPlaces(key, (places, now) => places.spend(holder, rules, now));
  }

  async freePlace(key: string, holder: string): Promise<void> {
    if (this.live(key)?.places?.free(holder)) this.entriesOf(key).delete(key);
  }

  async compareAndDelete(key: string, value: string): Promise<boolean> {
    return this.live(key)?.value === value && this.entriesOf(key).delete(key);
  }

  async delete(key: string): Promise<boolean> {
    return this.live(key) !== null && this.entriesOf(key).delete(key);
  }

  async ping(): Promise<void> {
    this.assertSole();
  }

  async close(): Promise<void> {
    clearInterval(this.sweeper);
    this.kinds.clear();
  }

  private live(key: string): Entry | null {
    this.assertSole();
    const entry = this.entriesOf(key).get(key);
    return entry && entry.expiresAt > this.clock.monotonic() ? entry : null;
  }

  private inPlaces<T>(key: string, work: (places: MemoryPlaces, now: number) => T): T {
    const places = this.live(key)?.places ?? new MemoryPlaces();
    const answer = work(places, this.clock.monotonic());
    if (places.endsAt === 0) this.entriesOf(key).delete(key);
    else this.keep(key, { value: '', places, expiresAt: places.endsAt });
    return answer;
  }

  private startCounter(key: string, ttlMs: number): Counter {
    this.put(key, '1', ttlMs);
    return { count: 1, ttlMs };
  }

  /** Full means refused: forgetting somebody's counter or one-time mark instead would be a way around it. */
  private put(key: string, value: string, ttlMs: number): void {
    this.keep(key, { value, expiresAt: this.clock.monotonic() + ttlMs });
  }

  private keep(key: string, entry: Entry): void {
    this.assertSole();
    const [kind, entries] = [kindOf(key), this.entriesOf(key)];
    if (entries.size >= this.quotaOf(kind) && !entries.has(key)) throw new StoreFull(kind);
    entries.set(key, entry);
  }

  private entriesOf(key: string): Map<string, Entry> {
    const kind = kindOf(key);
    const entries = this.kinds.get(kind) ?? new Map<string, Entry>();
    this.kinds.set(kind, entries);
    return entries;
  }

  private sweep(): void {
    const now = this.clock.monotonic();
    for (const entries of this.kinds.values()) {
      for (const [key, { expiresAt }] of entries) if (expiresAt <= now) entries.delete(key);
    }
  }
}

/** As Redis does: a value that is no whole number cannot be counted. */
function countIn({ value }: Entry): number {
  const count = Number(value);
  if (!Number.isSafeInteger(count)) throw new TypeError('The value of this key is not a counter.');
  return count;
}
