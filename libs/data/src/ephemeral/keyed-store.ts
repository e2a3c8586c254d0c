import { hmacSha256, SealBroken, Vault } from '@castellan/common';
import type { SecretKeys } from '@castellan/common';
import { type Counter, EphemeralStore } from './ephemeral-store.js';
import type { PlaceAnswer, PlaceRules, SpendRules } from './places.js';
import { kindOf, STORE_KINDS, StoreFull, type StoreKind } from './store-kinds.js';

/**
 * Lets the store behind it know nothing: keys become keyed hashes behind the prefix of their kind, and values that decide something are
 * sealed for their key. Who reads Redis learns no address, network or user; who writes there can wipe what is counted, and make no value
 * that opens or moves anything: a value that was not sealed here is none.
 */
export class KeyedStore extends EphemeralStore {
  private readonly vault: Vault;
  private readonly hashKey: Buffer;
  private readonly full = new Map<StoreKind, number>();

  constructor(
    private readonly inner: EphemeralStore,
    keys: SecretKeys,
  ) {
    super();
    this.vault = new Vault(keys, 'data/store-value');
    this.hashKey = keys.current('data/store-key').key;
  }

  get(key: string): Promise<string | null> {
    return this.ask(key, async (hashed) => this.open(key, hashed, await this.inner.get(hashed)));
  }

  set(key: string, value: string, ttlMs: number): Promise<void> {
    return this.ask(key, (hashed) => this.inner.set(hashed, this.seal(key, hashed, value), ttlMs));
  }

  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean> {
    return this.ask(key, (hashed) => this.inner.setIfAbsent(hashed, this.seal(key, hashed, value), ttlMs));
  }

  take(key: string): Promise<string | null> {
    return this.ask(key, async (hashed) => this.open(key, hashed, await this.inner.take(hashed)));
  }

  increment(key: string, ttlMs: number): Promise<Counter> {
    return this.ask(key, (hashed) => this.inner.increment(hashed, ttlMs));
  }

  decrement(key: string): Promise<number> {
    return this.ask(key, (hashed) => this.inner.decrement(hashed));
  }

  takePlace(key: string, holder: string, rules: PlaceRules): Promise<PlaceAnswer> {
    return this.ask(key, (hashed) => this.inner.takePlace(hashed, holder, rules));
  }

  spendPlace(key: string, holder: string, rules: SpendRules): Promise<boolean> {
    return this.ask(key, (hashed) => this.inner.spendPlace(hashed, holder, rules));
  }

  freePlace(key: string, holder: string): Promise<void> {
    return this.ask(key, (hashed) => this.inner.freePlace(hashed, holder));
  }

  /** Two seals of one value differ: what is there is opened and, as it was, deleted. */
  compareAndDelete(key: string, value: string): Promise<boolean> {
    return this.ask(key, async (hashed) => {
      const kept = await this.inner.get(hashed);
      return kept !== null && this.open(key, hashed, kept) === value && this.inner.compareAndDelete(hashed, kept);
    });
  }

  delete(key: string): Promise<boolean> {
    return this.ask(key, (hashed) => this.inner.delete(hashed));
  }

  override get isShared(): boolean {
    return this.inner.isShared;
  }

  ping(): Promise<void> {
    return this.inner.ping();
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  /** Which kinds had no room since this was asked last, and how often that was told. */
  override takeFull(): ReadonlyMap<StoreKind, number> {
    const seen = new Map(this.full);
    this.full.clear();
    return seen;
  }

  private async ask<T>(key: string, work: (hashed: string) => Promise<T>): Promise<T> {
    const kind = kindOf(key);
    const hashed = STORE_KINDS[kind].prefix + hmacSha256(this.hashKey, key).toString('base64url');
    try {
      return await work(hashed);
    } catch (error) {
      if (error instanceof StoreFull) this.full.set(kind, (this.full.get(kind) ?? 0) + 1);
      throw error;
    }
  }

  private seal(key: string, hashed: string, value: string): string {
    return isSealed(key) ? this.vault.seal(value, hashed) : value;
  }

  private open(key: string, hashed: string, kept: string | null): string | null {
    if (kept === null || !isSealed(key)) return kept;
    try {
      return this.vault.open(kept, hashed).toString();
    } catch (error) {
      if (error instanceof SealBroken) return null; // nobody's who knows the secret
      throw error;
    }
  }
}

const isSealed = (key: string): boolean => STORE_KINDS[kindOf(key)].holds === 'sealed';
