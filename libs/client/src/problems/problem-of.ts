import type { Problem } from '../types.js';
import { NetworkFailure } from './network-failure.js';

type Fetch = (request: Request) => Promise<Response>;

/** `fetch` that lets the service's own answers through alone, and those whole. */
export function answersOf(fetch: Fetch): Fetch {
  return async (request) => {
    const response = await whole(fetch, request).catch((cause: unknown) => {
      throw isGivenUp(request, cause) ? cause : new NetworkFailure(null, { cause });
    });
    if (isOfAnother(response)) throw new NetworkFailure(response.status);
    return response;
  };
}

/** Who reads it later cannot be cut off. */
async function whole(fetch: Fetch, request: Request): Promise<Response> {
  const response = await fetch(request);
  await response.clone().arrayBuffer();
  return response;
}

/** By the caller, who hears that; a time that ran out is the network's doing. */
function isGivenUp({ signal }: Request, cause: unknown): boolean {
  return signal.aborted && !(cause instanceof Error && cause.name === 'TimeoutError');
}

/** A failure of the service is a problem; what a proxy, or the page of a network that wants a sign-in, says is none, nor is it HTML. */
function isOfAnother({ ok, status, headers }: Response): boolean {
  const type = headers.get('content-type') ?? '';
  return ok ? type.startsWith('text/html') : status >= 400 && !type.startsWith('application/problem+json');
}

/** The problem in an answer, which stays readable. */
export async function problemOf(response: Response): Promise<Problem> {
  return (await response.clone().json()) as Problem; // `answersOf` let it through
}
