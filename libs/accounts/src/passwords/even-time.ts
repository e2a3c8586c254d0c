import { setTimeout } from 'node:timers/promises';

/**
 * Imported and older hashes are often cheaper than today's, so a quick refusal would tell that the user exists and has not signed in
 * since the import. They are answered after the time of today's latest hash. Dearer ones cannot be hidden; each sign-in upgrades one.
 */
export class EvenTime {
  private latestMs = 0;

  /** Today's hash took that long. */
  learn(tookMs: number): void {
    this.latestMs = tookMs;
  }

  /** Waits for what is left of it. */
  async fill(tookMs: number): Promise<void> {
    if (tookMs < this.latestMs) await setTimeout(this.latestMs - tookMs);
  }
}
