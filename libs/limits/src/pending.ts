import type { EphemeralStore } from '@castellan/data';
import { Budgets } from './budgets.service.js';

/** What is to be waited for, and how. @internal */
export interface PendingRules {
  readonly ttlMs: number;
  /** Attempts that may fail while it waits; 1 unless told. */
  readonly tries?: number;
}

/**
 * What became of a turn: what waited was over before it, the attempt was wrong (and the last one allowed), or its own outcome.
 * @internal
 */
export type Turn<T> =
  { readonly kind: 'over' } | { readonly kind: 'wrong'; readonly isLast: boolean } | { readonly kind: 'done'; readonly value: T };

const OVER = { kind: 'over' } as const;

/**
 * Something that waits for a while to be finished, shared by all nodes: a sign-in for its second factor, a number for its proof. The store
 * seals it for its name with the current key (names of a `sealed` kind, `STORE_KINDS` of libs/data): whoever reads the store learns
 * nothing, and whoever writes there can begin none and move none to another name. What it is bound to (a user, their token version, a
 * device) stands in the value. Throws Unavailable while the store is away.
 * @internal
 */
export class Pending<T> {
  private readonly budgets: Budgets;

  constructor(
    private readonly store: EphemeralStore,
    private readonly rules: PendingRules,
  ) {
    this.budgets = new Budgets(store);
  }

  /** In the place of what waited under the name. */
  async put(name: string, value: T, ttlMs = this.rules.ttlMs): Promise<void> {
    await this.store.set(name, JSON.stringify(value), ttlMs);
  }

  async find(name: string): Promise<T | null> {
    return this.read(await this.store.get(name));
  }

  /** Of all who take it, one gets it. */
  async take(name: string): Promise<T | null> {
    return this.read(await this.store.take(name));
  }

  async discard(name: string): Promise<void> {
    await this.store.delete(name);
  }

  /** Only while it is the one that was found: what was put meanwhile stays. */
  async discardFound(name: string, found: T): Promise<void> {
    await this.store.compareAndDelete(name, JSON.stringify(found));
  }

  /**
   * Makes one attempt at it; `attempt` gives null for a wrong one, and the last wrong one ends the wait. One at a time: whoever waited
   * finds it over if the one before was right, and has spent no try, so that of any number of parallel right ones one wins.
   * @throws Unavailable, also when others took all the turns of two seconds
   */
  async inTurn<R>(name: string, attempt: (waiting: T) => Promise<R | null>): Promise<Turn<R>> {
    const { ttlMs, tries = 1 } = this.rules;
    const budget = { name, maxFailures: tries, atOnce: 1, windowMs: ttlMs, refusalMs: ttlMs };
    const made = await this.budgets.attempt(budget, async () => {
      const waiting = await this.find(name);
      return waiting === null ? OVER : asDone(await attempt(waiting));
    });
    if (made.kind === 'wrong' && made.isLast) await this.discard(name);
    if (made.kind === 'right') return made.value;
    return made.kind === 'spent' ? OVER : made;
  }

  private read(kept: string | null): T | null {
    return kept === null ? null : (JSON.parse(kept) as T); // sealed by the store: `put` wrote it
  }
}

const asDone = <R>(value: R | null): Turn<R> | null => (value === null ? null : { kind: 'done', value });
