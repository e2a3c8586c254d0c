/** What is used of the Web Locks of a browser. */
export interface Locks {
  request<T>(name: string, work: (lock: object | null) => Promise<T>): Promise<T>;
}

/** Those of this browser, or of this Node; null where there are none. */
export function locksHere(): Locks | null {
  return (globalThis as { readonly navigator?: { readonly locks?: Locks } }).navigator?.locks ?? null; // typed in browsers alone
}

/** Longer than all that a refresh may wait for; what hangs then holds nobody up. */
const LONGEST_TURN_MS = 15_000;

/** What changes the session comes one after the other, in all tabs: a late refresh would put back whom a sign-in has replaced. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** @param name of the lock: one for all tabs that have the session */
  constructor(
    private readonly locks: Locks | null,
    private readonly name: string,
  ) {}

  /** Whether others than this client may take turns, too. */
  get areShared(): boolean {
    return this.locks !== null;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    let begun: Promise<T> | null = null;
    const begin = (): Promise<void> => settled((begun ??= work()));
    const turn = this.last.then(() => this.inLock(begin));
    this.last = turn;
    await turn;
    return begun!; // a turn ends when its work has begun, and mostly has come to an end
  }

  /** Frames in a sandbox have locks, and may not use them: such a page goes on alone. */
  private async inLock(begin: () => Promise<void>): Promise<void> {
    try {
      await (this.locks ? this.locks.request(this.name, begin) : begin());
    } catch {
      await begin();
    }
  }
}

async function settled(work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, LONGEST_TURN_MS);
  });
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
