/** How many at once one process tells one endpoint: one that is slow holds up no other. */
const LANES = 2;
/** Who took so long the last time is slow. */
const SLOW_MS = 1_000;
/** What is supposed of who was never told, and of who answered at once. */
const [UNKNOWN_PACE_MS, LEAST_PACE_MS] = [1_000, 50];
/** Seconds. A receiver that is well again is told what waits within the longer one. */
const [LEAST_WAIT, MOST_WAIT] = [2, 600];

/**
 * Who is being told right now. Slow ones have half of the places together: several of them would hold all for as long as an answer may take.
 */
export class WebhookLanes {
  private readonly taken = new Map<string, number>();
  /** How long the last answer took, in ms. */
  private readonly paces = new Map<string, number>();
  /** The turn that was given last to who found no lane, in ms. */
  private readonly turns = new Map<string, number>();

  /** @param places how many are told at once */
  constructor(private readonly places: number) {}

  /** False when all lanes to it are taken. Else call `leave` after. */
  enter(endpointId: string): boolean {
    const taken = this.taken.get(endpointId) ?? 0;
    if (taken >= LANES || (this.isSlow(endpointId) && this.takenBySlow() >= this.places / 2)) return false;
    this.taken.set(endpointId, taken + 1);
    return true;
  }

  /** @param ms how long it took */
  leave(endpointId: string, ms: number): void {
    const left = (this.taken.get(endpointId) ?? 1) - 1;
    if (left > 0) this.taken.set(endpointId, left);
    else this.taken.delete(endpointId);
    this.paces.set(endpointId, Math.max(ms, LEAST_PACE_MS));
  }

  /**
   * For who found no lane: in how many seconds to look again. They queue up, each as long after the other as the endpoint needs: a hundred
   * thousand that look again every few seconds would hold up everybody. @param now in ms, monotonic
   */
  secondsToWait(endpointId: string, now: number): number {
    const pace = this.paces.get(endpointId) ?? UNKNOWN_PACE_MS;
    const turn = Math.min(Math.max(this.turns.get(endpointId) ?? now, now) + pace / LANES, now + MOST_WAIT * 1_000);
    this.turns.set(endpointId, turn);
    return Math.max(Math.ceil((turn - now) / 1_000), LEAST_WAIT);
  }

  private isSlow(endpointId: string): boolean {
    return (this.paces.get(endpointId) ?? 0) >= SLOW_MS;
  }

  private takenBySlow(): number {
    return [...this.taken].reduce((sum, [endpointId, taken]) => (this.isSlow(endpointId) ? sum + taken : sum), 0);
  }
}
