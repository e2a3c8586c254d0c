import type { PlaceAnswer, PlaceRules, SpendRules } from './places.js';
import type { StoreKind } from './store-kinds.js';

/** What an atomic increment leaves: the new count and the milliseconds until the counter is forgotten. */
export interface Counter {
  readonly count: number;
  readonly ttlMs: number;
}

/**
 * Short-lived values, on one node or shared by all: pending sign-ins, counters, one-time marks. Every method is one atomic step, so
 * of N parallel takers of a value one wins. Values are strings; keys begin as their kind says
 * (`STORE_KINDS`; those of Nest teams with `app:` or `app-count:`). Throws `Unavailable` within 1 s when the store is away: callers
 * that guard something with it refuse, they never fail open.
 */
export abstract class EphemeralStore {
  /** Null for what is not there, or no longer. */
  abstract get(key: string): Promise<string | null>;

  /** In the place of an older value; gone after `ttlMs`. @throws StoreFull where its kind has no room */
  abstract set(key: string, value: string, ttlMs: number): Promise<void>;

  /** True if the key was free and is now this value; false changes nothing. */
  abstract setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>;

  /** Reads and deletes in one step: for values that may be used once. */
  abstract take(key: string): Promise<string | null>;

  /** Adds one. The time to live begins with the first hit and is not prolonged by later ones. */
  abstract increment(key: string, ttlMs: number): Promise<Counter>;

  /** Takes one back, never below zero, and keeps the time to live; 0 for a counter that is gone. */
  abstract decrement(key: string): Promise<number>;

  /** Takes one of the places behind the key for `holder`, whose name nobody else has. */
  abstract takePlace(key: string, holder: string, rules: PlaceRules): Promise<PlaceAnswer>;

  /** The holder's place is spent; true for the last one there was. */
  abstract spendPlace(key: string, holder: string, rules: SpendRules): Promise<boolean>;

  /** Gives the holder's place back; a spent one stays. */
  abstract freePlace(key: string, holder: string): Promise<void>;

  /** Deletes the key only while it holds this value. */
  abstract compareAndDelete(key: string, value: string): Promise<boolean>;

  /** True if there was something to delete. */
  abstract delete(key: string): Promise<boolean>;

  /** Which kinds had no room since this was asked last, and how often that was told. */
  takeFull(): ReadonlyMap<StoreKind, number> {
    return new Map();
  }

  /** Whether it is a server that others share (a Redis), which may be away. */
  get isShared(): boolean {
    return false;
  }

  /** Resolves when the store answers. */
  abstract ping(): Promise<void>;

  abstract close(): Promise<void>;
}
