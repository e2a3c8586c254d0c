import { Clock } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Injectable } from '@nestjs/common';

const WINDOW_MS = 15 * 60_000;

/** How long a spent budget refuses everything. */
export const FAILURE_REFUSAL_MS = 15 * 60_000;

/** Whose failures are counted together, and how many there may be in 15 minutes. */
export interface Budget {
  readonly name: string;
  readonly maxFailures: number;
}

/** A place in a budget, taken before the secret is looked at. */
export interface Reservation {
  readonly budget: Budget;
}

/**
 * So many failures in 15 minutes, then 15 minutes of refusal (contract §4). A place is taken before the secret is looked at and given
 * back when it was right, so that a hundred parallel guesses at a password get five hashes. Refused attempts count for nothing: they
 * never prolong a refusal.
 */
@Injectable()
export class FailureBudget {
  constructor(
    private readonly store: EphemeralStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Null when the budget is spent. The place is taken first and the refusal looked at after: whoever takes a place once the fifth
   * failure has emptied the counters is sure to see the refusal that was set before.
   * @throws Unavailable when the store is away: it never fails open
   */
  async reserve(budget: Budget): Promise<Reservation | null> {
    const { count } = await this.store.increment(reserved(budget), WINDOW_MS);
    const isRefused = count > budget.maxFailures || (await this.store.get(refusal(budget))) !== null;
    if (!isRefused) return { budget };
    await this.giveBack({ budget });
    return null;
  }

  async giveBack({ budget }: Reservation): Promise<void> {
    const left = await this.store.decrement(reserved(budget));
    if (left === 0) await this.store.compareAndDelete(reserved(budget), '0'); // the window begins with the next attempt
  }

  /** Keeps the place taken; the last failure begins the refusal (then true), and what comes after it a new budget. */
  async fail({ budget }: Reservation): Promise<boolean> {
    const { count } = await this.store.increment(failed(budget), WINDOW_MS);
    if (count < budget.maxFailures) return false;
    await this.store.set(refusal(budget), String(this.clock.millis() + FAILURE_REFUSAL_MS), FAILURE_REFUSAL_MS);
    await this.clearCounters(budget);
    return true;
  }

  /** When the refusal ends, in ms since the epoch; null when there is none. */
  async refusalEnd(budget: Budget): Promise<number | null> {
    const endsAt = await this.store.get(refusal(budget));
    return endsAt === null ? null : Number(endsAt);
  }

  /** The owner proved themselves otherwise, by a reset: the budget is whole again. */
  async restore(budget: Budget): Promise<void> {
    await this.clearCounters(budget);
    await this.store.delete(refusal(budget));
  }

  private async clearCounters(budget: Budget): Promise<void> {
    await this.store.delete(reserved(budget));
    await this.store.delete(failed(budget));
  }
}

const reserved = ({ name }: Budget): string => `failure-budget:${name}:reserved`;
const failed = ({ name }: Budget): string => `failure-budget:${name}:failed`;
const refusal = ({ name }: Budget): string => `failure-budget:${name}:refusal`;
