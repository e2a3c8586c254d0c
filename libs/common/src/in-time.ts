import { setTimeout as sleep } from 'node:timers/promises';

/** For work of others, which may never end: rejects after `ms`, also when the work throws at once. What comes later is nobody's. */
export async function inTime<T>(ms: number, work: () => T | Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const late = sleep(ms, undefined, { signal: deadline.signal }).then(
    () => Promise.reject(new Error(`no answer within ${ms} ms`)),
    () => new Promise<never>(() => {}), // the work was quicker
  );
  try {
    return await Promise.race([work(), late]);
  } finally {
    deadline.abort();
  }
}
