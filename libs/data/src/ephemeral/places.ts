/** Places behind one key. Each is held by somebody under way, for a while, or spent by a failure. */
export interface PlaceRules {
  readonly places: number;
  /** How many may be under way together; all that are left unless told. */
  readonly atOnce?: number;
  /** Whoever died with a place gives it back after that. */
  readonly leaseMs: number;
}

/** How long spent places stay so. */
export interface SpendRules {
  readonly places: number;
  readonly windowMs: number;
  /** Once the last one is spent all stay so for that long, and nothing that comes meanwhile prolongs it. */
  readonly refusalMs: number;
}

/** `busy`: what is left is held by others under way, for now. `spent`: nothing is left for `ttlMs`. */
export type PlaceAnswer = { readonly outcome: 'taken' | 'busy' } | { readonly outcome: 'spent'; readonly ttlMs: number };

export const TAKEN: PlaceAnswer = { outcome: 'taken' };
export const BUSY: PlaceAnswer = { outcome: 'busy' };

/** How many are free for whoever comes next. */
export function placesLeft({ places, atOnce = places }: PlaceRules, spent: number, underWay: number): number {
  return Math.min(atOnce, places - spent) - underWay;
}
