import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '@castellan/common';

/** SQLSTATEs of transactions that the server ended for the sake of others, and that succeed when they are run again. */
const CONFLICTS: readonly unknown[] = ['40001', '40P01'];

/** Whether the error, or one that it wraps, is a deadlock or a serialization failure (PostgreSQL manual, 13.5). */
export function isConflict(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
    if (CONFLICTS.includes((current as { code?: unknown }).code)) return true;
  }
  return false;
}

const MOST_ATTEMPTS = 5;
const PAUSE_MS = 20;

/** A conflict after which nothing may be tried again: `Unavailable`, whose caller may. */
export class Final extends Unavailable {
  constructor(cause: unknown) {
    super({ cause });
  }
}

/** Tries again what met a conflict, a few times, with growing pauses at random, so that the same do not meet again. */
export async function againOnConflict<T>(work: (isLast: boolean) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt === MOST_ATTEMPTS);
    } catch (error) {
      if (error instanceof Final || !isConflict(error)) throw error;
      if (attempt === MOST_ATTEMPTS) throw new Final(error);
      await sleep(PAUSE_MS * attempt * (0.5 + Math.random()));
    }
  }
}
