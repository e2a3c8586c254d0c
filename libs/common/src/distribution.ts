/** Upper bounds in seconds, of what a request may wait for: from what the quickest routes take to where people have given up. @internal */
export const LATENCY_BOUNDS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** How often something came to how much: kept where it happens, told at a scrape as a histogram. @internal */
export class Distribution {
  /** Of each bound, and last of what is above all of them; not yet added up. */
  private readonly counts: number[];
  private total = 0;

  constructor(readonly bounds: readonly number[] = LATENCY_BOUNDS_S) {
    this.counts = Array<number>(bounds.length + 1).fill(0);
  }

  observe(value: number): void {
    let at = 0;
    while (at < this.bounds.length && value > this.bounds[at]!) at += 1;
    this.counts[at]! += 1;
    this.total += value;
  }

  get sum(): number {
    return this.total;
  }

  get count(): number {
    return this.counts.reduce((all, count) => all + count, 0);
  }

  /** How many were at most each bound. */
  get cumulative(): readonly number[] {
    let all = 0;
    return this.bounds.map((_, at) => (all += this.counts[at]!));
  }
}
