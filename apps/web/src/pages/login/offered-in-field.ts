import { ceremonies } from '../../app/passkeys.js';
import type { Assertion, RequestOptions } from '../../passkeys/ceremonies.js';

/** What `passkeys/login/options/` answers. */
interface Question {
  readonly options: RequestOptions;
  readonly expires_in: number;
}

/** How long before its end a question is asked anew: what somebody needs from picking to the end. */
const MARGIN_SECONDS = 30;

interface Picked<Q> {
  readonly asked: Q;
  readonly credential: Assertion;
}

/**
 * Has the browser offer passkeys in the field for the name until one is picked. A question is good for minutes: it is asked anew in time, for
 * as long as somebody looks at the page. Null where none was picked. @throws ProblemError, NetworkFailure where it cannot be asked
 */
export async function offeredInField<Q extends Question>(ask: () => Promise<Q>, leaving: AbortSignal): Promise<Picked<Q> | null> {
  const { canFillIn, filledIn } = await ceremonies();
  if (!(await canFillIn())) return null;
  while (!leaving.aborted) {
    const asked = await ask();
    const { signal: isOld, clear } = after(Math.max(asked.expires_in - MARGIN_SECONDS, asked.expires_in / 2));
    const credential = await filledIn(asked.options, AbortSignal.any([leaving, isOld]));
    clear();
    if (credential) return { asked, credential };
    if (!isOld.aborted) return null;
    await untilSeen(leaving);
  }
  return null;
}

function after(seconds: number): { readonly signal: AbortSignal; readonly clear: () => void } {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), seconds * 1000);
  return { signal: over.signal, clear: () => clearTimeout(timer) };
}

/** Resolves when somebody looks at the page, at once where they do. */
function untilSeen(leaving: AbortSignal): Promise<void> {
  if (document.visibilityState === 'visible') return Promise.resolve();
  return new Promise((resolve) => {
    const once = { once: true, signal: leaving };
    document.addEventListener('visibilitychange', () => resolve(), once);
    leaving.addEventListener('abort', () => resolve(), { once: true });
  });
}
