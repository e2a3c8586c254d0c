import { NetworkFailure } from '../problems/network-failure.js';
import type { Call } from '../transports/call.js';
import type { Transport } from '../transports/transport.js';

type Fetch = (request: Request) => Promise<Response>;

/** Two of them are shorter than the ten seconds for which the service answers the same refresh token again. */
const TIMEOUT_MS = 4_000;

/** `fetch` that hangs no longer than a refresh may. */
export function inTime(fetch: Fetch): Fetch {
  return (request) => fetch(new Request(request, { signal: AbortSignal.timeout(TIMEOUT_MS) }));
}

/**
 * Refreshes; an answer that was lost is asked for again at once, as the refresh token that made it is good for seconds only.
 * @returns null where there is nothing to refresh with
 */
export async function refresh(transport: Transport, fetch: Fetch): Promise<Response | null> {
  return refreshOnce(transport, inTime(fetch)).catch((error: unknown) => {
    if (error instanceof NetworkFailure) return refreshOnce(transport, inTime(fetch));
    throw error;
  });
}

async function refreshOnce(transport: Transport, fetch: Fetch): Promise<Response | null> {
  const equipped = await transport.refreshRequest();
  if (!equipped) return null;
  const call: Call = { request: equipped.request, route: 'auth/refresh', effect: 'refreshes' };
  const response = await fetch(equipped.request);
  await transport.learn(call, response, equipped.proof);
  return response;
}
