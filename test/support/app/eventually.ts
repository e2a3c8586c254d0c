import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_PAUSE_MS = 20;
/** Even the limit of open routes, 600 a minute, leaves room for some stories that look this often. */
const LAST_PAUSE_MS = 250;

/** Looks again until the condition holds, however often the look itself fails; rejects with what it saw last. */
export async function eventually<T>(look: () => Promise<T>, holds: (seen: T) => boolean, withinMs = 40_000): Promise<T> {
  const end = performance.now() + withinMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
    const seen = await look().catch((error: unknown) => new LookFailed(error));
    if (!(seen instanceof LookFailed) && holds(seen)) return seen;
    if (performance.now() > end) throw new Error(`It did not come to pass; last seen: ${describe(seen)}`);
    await sleep(pause);
  }
}

/** Rejects when there is no result in time: a request that hangs must fail its story, and say so. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const late = sleep(ms, undefined, { signal: deadline.signal }).then(() => Promise.reject(new Error(`No answer within ${ms} ms.`)));
  try {
    return await Promise.race([work, late]);
  } finally {
    deadline.abort();
    late.catch(() => undefined);
  }
}

class LookFailed {
  constructor(readonly error: unknown) {}
}

function describe(seen: unknown): string {
  return seen instanceof LookFailed ? String(seen.error) : JSON.stringify(seen).slice(0, 2_000);
}
