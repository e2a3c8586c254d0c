import { ProblemError } from '@castellan/client';

/** Refusals that a proof of who this is takes back: the last one is too long ago, or was of one factor where two are asked for. */
const REFUSALS = ['reauthentication_required', 'two_factor_required'];

/** Asks who this is, and says whether it was proven: `RecentDialog`, while it is on the page. */
export type Asker = () => Promise<boolean>;

let asker: Asker | null = null;
let asking: Promise<boolean> | null = null;

/** Gives what takes the asker away again. */
export function askWith(ask: Asker): () => void {
  asker = ask;
  return () => {
    if (asker === ask) asker = null;
  };
}

/**
 * Makes a call that wants a recent proof: where it is refused for want of one, that is asked for, once for all who wait, and the call goes
 * out once more (docs/reference/contract.md#recent-proof). Null where nobody would prove anything: then nothing was done.
 * @throws whatever the call throws
 */
export async function withProof<T>(call: () => Promise<T>): Promise<{ readonly answer: T } | null> {
  try {
    return { answer: await call() };
  } catch (error) {
    if (!isRefusal(error) || !asker) throw error;
    return (await ask(asker)) ? { answer: await call() } : null;
  }
}

function ask(asked: Asker): Promise<boolean> {
  asking ??= asked().finally(() => {
    asking = null;
  });
  return asking;
}

const isRefusal = (error: unknown): boolean => error instanceof ProblemError && REFUSALS.includes(error.problem.code);
