import { EphemeralStore } from '@castellan/data';
import { Injectable } from '@nestjs/common';

const MAX_FAILURES = 5;
const WINDOW_MS = 15 * 60_000;
const REFUSAL_MS = 15 * 60_000;

/** A place in a budget, taken before the password is looked at. */
export interface Reservation {
  readonly budget: string;
}

/**
 * Five failures in 15 minutes, then 15 minutes of refusal (contract §4). A place is taken before the hash and given back after a right
 * password, so that a hundred parallel guesses get five hashes. Refused attempts count for nothing: they never prolong a refusal.
 */
@Injectable()
export class FailureBudget {
  constructor(private readonly store: EphemeralStore) {}

  /**
   * Null when the budget is spent. The place is taken first and the refusal looked at after: whoever takes a place once the fifth
   * failure has emptied the counters is sure to see the refusal that was set before.
   * @throws Unavailable when the store is away: it never fails open
   */
  async reserve(budget: string): Promise<Reservation | null> {
    const { count } = await this.store.increment(reserved(budget), WINDOW_MS);
    const isRefused = count > MAX_FAILURES || (await this.store.get(refusal(budget))) !== null;
    if (!isRefused) return { budget };
    await this.giveBack({ budget });
    return null;
  }

  async giveBack({ budget }: Reservation): Promise<void> {
    const left = await this.store.decrement(reserved(budget));
    if (left === 0) await this.store.compareAndDelete(reserved(budget), '0'); // the window begins with the next attempt
  }

  /** Keeps the place taken; the fifth failure begins the refusal, and what comes after it a new budget. */
  async fail({ budget }: Reservation): Promise<void> {
    const { count } = await this.store.increment(failed(budget), WINDOW_MS);
    if (count < MAX_FAILURES) return;
    await this.store.set(refusal(budget), '1', REFUSAL_MS);
    await this.clearCounters(budget);
  }

  /** The owner proved themselves otherwise, by a reset: the budget is whole again. */
  async restore(budget: string): Promise<void> {
    await this.clearCounters(budget);
    await this.store.delete(refusal(budget));
  }

  private async clearCounters(budget: string): Promise<void> {
    await this.store.delete(reserved(budget));
    await this.store.delete(failed(budget));
  }
}

const reserved = (budget: string): string => `password-budget:${budget}:reserved`;
const failed = (budget: string): string => `password-budget:${budget}:failed`;
const refusal = (budget: string): string => `password-budget:${budget}:refusal`;
