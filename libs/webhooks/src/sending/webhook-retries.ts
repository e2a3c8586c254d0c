const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

/** How long after a failure it is tried again, about: a day and some hours in all (docs/reference/contract.md#webhooks). */
export const WEBHOOK_RETRIES_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  12 * HOUR,
];

/** What a receiver asks for is heard so far. */
const MOST_ASKED_MS = HOUR;
/** Those that failed together do not come back together. */
const JITTER = 0.2;

/** In milliseconds after the `tries`th failure; null where it was the last. @param retryAfter in seconds, as the receiver asks */
export function retryAfterMs(retriesMs: readonly number[], tries: number, retryAfter: number | null): number | null {
  const planned = retriesMs[tries - 1];
  if (planned === undefined) return null;
  const asked = Math.min((retryAfter ?? 0) * SECOND, MOST_ASKED_MS);
  return Math.round(Math.max(planned, asked) * (1 + JITTER * Math.random()));
}
