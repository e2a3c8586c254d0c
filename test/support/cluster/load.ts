import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';

const AFTER_A_FAILURE_MS = 50;

/** How work went that was done beside a story. */
export interface Load {
  /** Rounds that were whole. */
  readonly done: number;
  /** What made rounds fail. */
  readonly failures: readonly string[];
}

/**
 * Works on and on beside a story, and ends with it, whatever becomes of it.
 * @param workers how many work at once
 * @param round one piece of work; a failure of it is kept, and its worker goes on
 */
export async function underLoad(workers: number, round: (worker: number) => Promise<void>, story: () => Promise<void>): Promise<Load> {
  const over = new AbortController();
  const load = { done: 0, failures: [] as string[] };
  const work = async (worker: number): Promise<void> => {
    while (!over.signal.aborted) {
      try {
        await round(worker);
        load.done += 1;
      } catch (error) {
        load.failures.push(error instanceof Error && error.cause ? `${error.message}: ${inspect(error.cause)}` : String(error));
        await sleep(AFTER_A_FAILURE_MS);
      }
    }
  };
  const working = Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  try {
    await story();
  } finally {
    over.abort();
    await working;
  }
  return load;
}
