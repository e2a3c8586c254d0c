import { BUSY, type PlaceAnswer, type PlaceRules, placesLeft, type SpendRules, TAKEN } from './places.js';

interface Place {
  readonly isSpent: boolean;
  endsAt: number;
}

/** The places behind one key, in a process. */
export class MemoryPlaces {
  private readonly held = new Map<string, Place>();

  /** When the last of them is free again. */
  get endsAt(): number {
    return Math.max(0, ...[...this.held.values()].map(({ endsAt }) => endsAt));
  }

  take(holder: string, rules: PlaceRules, now: number): PlaceAnswer {
    const spent = this.spent(now);
    if (spent.length >= rules.places) return { outcome: 'spent', ttlMs: Math.min(...spent.map(({ endsAt }) => endsAt)) - now };
    if (placesLeft(rules, spent.length, this.held.size - spent.length) <= 0) return BUSY;
    this.held.set(holder, { isSpent: false, endsAt: now + rules.leaseMs });
    return TAKEN;
  }

  spend(holder: string, { places, windowMs, refusalMs }: SpendRules, now: number): boolean {
    this.free(holder);
    const spent = this.spent(now);
    if (spent.length >= places) return false;
    const isLast = spent.length + 1 === places;
    this.held.set(`spent ${holder}`, { isSpent: true, endsAt: now + windowMs });
    if (isLast) for (const place of this.spent(now)) place.endsAt = now + refusalMs;
    return isLast;
  }

  /** Whether nobody holds any now. */
  free(holder: string): boolean {
    this.held.delete(holder);
    return this.held.size === 0;
  }

  private spent(now: number): readonly Place[] {
    for (const [holder, { endsAt }] of this.held) if (endsAt <= now) this.held.delete(holder);
    return [...this.held.values()].filter(({ isSpent }) => isSpent);
  }
}
