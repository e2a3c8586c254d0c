import { mediaTypeOf } from '../media-type.js';
import { unlessGivenUp } from './given-up.js';
import { NetworkFailure } from './network-failure.js';

type Fetch = (request: Request) => Promise<Response>;

/** `fetch` that lets the service's own answers through alone, and those whole. */
export function answersOf(fetch: Fetch): Fetch {
  return async (request) => {
    const { response, text } = await unlessGivenUp(request, whole(fetch, request));
    if (!isOfTheService(response, text)) throw new NetworkFailure(response.status);
    return response;
  };
}

/** Who reads it later cannot be cut off. */
async function whole(fetch: Fetch, request: Request): Promise<{ readonly response: Response; readonly text: string }> {
  try {
    const response = await fetch(stayingThere(request));
    return { response, text: await response.clone().text() };
  } catch (cause) {
    throw new NetworkFailure(null, { cause });
  }
}

/** `fetch` sends a body on to wherever a redirect leads (WHATWG Fetch, HTTP-redirect fetch): a password or a token must not go there. */
function stayingThere(request: Request): Request {
  return request.method === 'GET' ? request : new Request(request, { redirect: 'error' });
}

/**
 * What fails is a problem with a code; what succeeds is JSON, a picture or nothing at all. A proxy, or the page of a network that wants a
 * sign-in, says something else.
 */
function isOfTheService(response: Response, text: string): boolean {
  const type = mediaTypeOf(response);
  if (!response.ok) return type === 'application/problem+json' && isProblem(parsed(text));
  if (response.status === 204 || type.startsWith('image/')) return true;
  return type === 'application/json' && parsed(text) !== undefined;
}

function isProblem(body: unknown): boolean {
  const { code, detail } = Object(body) as { readonly code?: unknown; readonly detail?: unknown }; // any value has members, or none
  return typeof code === 'string' && typeof detail === 'string';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
