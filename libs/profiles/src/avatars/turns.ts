import { Unavailable } from '@castellan/common';

interface Waiting {
  readonly places: number;
  readonly go: () => void;
}

/** Lets work of bounded size run at once, and the rest wait in order, up to a bound. */
export class Turns {
  private free: number;
  private readonly queue: Waiting[] = [];

  constructor(
    private readonly places: number,
    private readonly maxWaiting: number,
  ) {
    this.free = places;
  }

  /**
   * Runs the work when as many places are free and all who came before have theirs.
   * @throws Unavailable when too many wait already
   */
  async run<T>(places: number, work: () => Promise<T>): Promise<T> {
    await this.take(Math.min(places, this.places));
    try {
      return await work();
    } finally {
      this.giveBack(Math.min(places, this.places));
    }
  }

  private take(places: number): Promise<void> {
    if (this.queue.length === 0 && this.free >= places) {
      this.free -= places;
      return Promise.resolve();
    }
    if (this.queue.length >= this.maxWaiting) throw new Unavailable({ retryAfter: 5 });
    return new Promise((go) => this.queue.push({ places, go }));
  }

  private giveBack(places: number): void {
    this.free += places;
    for (let [next] = this.queue; next && next.places <= this.free; [next] = this.queue) {
      this.queue.shift();
      this.free -= next.places;
      next.go();
    }
  }
}
