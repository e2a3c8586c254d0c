import { Throttled } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { Injectable } from '@nestjs/common';

/** Whose uses are counted together, and how many there may be: every use counts, whatever came of it. */
export interface Allowance {
  /** Begins as its kind of key does (`STORE_KINDS` of libs/data). */
  readonly name: string;
  /** How many in a window. */
  readonly uses: number;
  /** Begins with the first use; later ones do not prolong it. */
  readonly windowMs: number;
}

/** What a use leaves. */
export interface Use {
  /** There was none left: it is refused. */
  readonly isOver: boolean;
  /** How many more there are. */
  readonly left: number;
  /** Until the window ends. */
  readonly ttlMs: number;
}

/** So many uses in a time. Each is one atomic step, over all nodes. Throws Unavailable while the store is away: nothing here fails open. */
@Injectable()
export class Allowances {
  constructor(private readonly store: EphemeralStore) {}

  /** Counts one use; the caller refuses what is over. */
  async take({ name, uses, windowMs }: Allowance): Promise<Use> {
    const { count, ttlMs } = await this.store.increment(name, windowMs);
    return { isOver: count > uses, left: Math.max(0, uses - count), ttlMs };
  }

  /** @throws Throttled when there was none left, until the window ends */
  async demand(allowance: Allowance): Promise<Use> {
    const use = await this.take(allowance);
    if (use.isOver) throw throttledFor(use.ttlMs);
    return use;
  }

  /** For a use that came to nothing by another refusal. */
  async giveBack({ name }: Allowance): Promise<void> {
    await this.store.decrement(name);
  }

  /** Nothing of it is left for so long, whatever its window. */
  async exhaust({ name, uses }: Allowance, ms: number): Promise<void> {
    await this.store.set(name, String(uses), ms);
  }

  /** Asks the store as `take` does and counts nothing, where nobody may see by the answer whether something was to be counted. */
  async pretend({ name }: Allowance): Promise<void> {
    await this.store.get(name);
  }
}

/** The answer to whoever has to wait so long: in whole seconds, and never none. @internal */
export function throttledFor(ms: number): Throttled {
  return new Throttled({ retryAfter: Math.max(1, Math.ceil(ms / 1000)) });
}
