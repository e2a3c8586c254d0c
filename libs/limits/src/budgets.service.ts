import { setTimeout as sleep } from 'node:timers/promises';
import { randomToken, Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** How long a failure counts. @internal */
export const FAILURE_WINDOW_MS = 15 * 60_000;

/** How long a spent budget refuses everything. @internal */
export const FAILURE_REFUSAL_MS = 15 * 60_000;

/** An attempt whose process died gives its place back after that; none takes so long. */
const LEASE_MS = 60_000;
/** How long an attempt waits while others hold every place that failures have left, and how often it looks. */
const PATIENCE_MS = 2_000;
const LOOK_EVERY_MS = 25;

/** Whose failures are counted together, and how many there may be: only failures count, and what was right costs nothing. */
export interface Budget {
  readonly name: string;
  readonly maxFailures: number;
  /** How many attempts may be under way together; as many as failures have left unless told. */
  readonly atOnce?: number;
  /** How long a failure counts; 15 minutes unless told. */
  readonly windowMs?: number;
  /** How long a spent budget refuses everything; 15 minutes unless told. */
  readonly refusalMs?: number;
}

/** A place in a budget, taken before the secret is looked at. */
export interface Reservation {
  readonly budget: Budget;
  readonly holder: string;
}

/** How an attempt ended: nothing was looked at, or what was looked at was wrong (and the last one allowed), or it was right. */
export type Attempt<T> =
  { readonly kind: 'spent' } | { readonly kind: 'wrong'; readonly isLast: boolean } | { readonly kind: 'right'; readonly value: T };

const SPENT = { kind: 'spent' } as const;

/**
 * So many failures in a time, then a time of refusal. A place is taken before the secret is looked at and given back when
 * it was right, so that of a hundred parallel guesses at a password five are looked at. A place that an attempt under way holds is no
 * failure: who comes when all are held waits for one, so that parallel right passwords are not called wrong. Refused attempts count for
 * nothing: they never prolong a refusal.
 */
@Injectable()
export class Budgets {
  constructor(private readonly store: EphemeralStore) {}

  /**
   * Null when the budget is spent.
   * @throws Unavailable when every place was held by others for two seconds, and when the store is away: it never fails open
   */
  async reserve(budget: Budget): Promise<Reservation | null> {
    const holder = randomToken(12);
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (;;) {
      const { outcome } = await this.take(budget, holder);
      if (outcome === 'taken') return { budget, holder };
      if (outcome === 'spent') return null;
      if (performance.now() >= giveUpAt) throw new Unavailable({ retryAfter: 1 });
      await sleep(LOOK_EVERY_MS * (1 + Math.random()));
    }
  }

  /** While the store is away it comes back by itself. */
  async giveBack({ budget, holder }: Reservation): Promise<void> {
    await this.store.freePlace(keyOf(budget), holder).catch((error: unknown) => {
      if (!(error instanceof Unavailable)) throw error;
    });
  }

  /** Keeps the place taken; the last failure begins the refusal (then true), and what comes after that a new budget. */
  fail({ budget, holder }: Reservation): Promise<boolean> {
    const { maxFailures: places, windowMs = FAILURE_WINDOW_MS, refusalMs = FAILURE_REFUSAL_MS } = budget;
    return this.store.spendPlace(keyOf(budget), holder, { places, windowMs, refusalMs });
  }

  /** For how many ms the budget is spent; null while it is not. Takes no place. */
  async refusedFor(budget: Budget): Promise<number | null> {
    const answer = await this.store.takePlace(keyOf(budget), '', { places: budget.maxFailures, atOnce: 0, leaseMs: 0 });
    return answer.outcome === 'spent' ? answer.ttlMs : null;
  }

  /** The owner proved themselves otherwise, by a reset: the budget is whole again. */
  async restore(budget: Budget): Promise<void> {
    await this.store.delete(keyOf(budget));
  }

  /**
   * Looks at one secret in a place of the budget; `look` gives null for a wrong one. A right one gives its place back, and so does one that
   * nobody could look at.
   * @throws what `reserve` and `look` throw
   */
  async attempt<T>(budget: Budget, look: () => Promise<T | null>): Promise<Attempt<T>> {
    const place = await this.reserve(budget);
    if (!place) return SPENT;
    try {
      const value = await look();
      if (value === null) return { kind: 'wrong', isLast: await this.fail(place) };
      await this.giveBack(place);
      return { kind: 'right', value };
    } catch (error) {
      await this.giveBack(place); // a spent one stays spent
      throw error;
    }
  }

  private take(budget: Budget, holder: string) {
    const { maxFailures: places, atOnce } = budget;
    return this.store.takePlace(keyOf(budget), holder, { places, leaseMs: LEASE_MS, ...(atOnce !== undefined && { atOnce }) });
  }
}

const keyOf = ({ name }: Budget): string => `budget:${name}`;
