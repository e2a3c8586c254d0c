import type { Request, RequestHandler } from 'express';
import { refuse } from './refuse.js';

const SAFE = ['GET', 'HEAD'];
const KNOWN = [...SAFE, 'POST'];

/**
 * The panel is for browsers, and a browser says where an unsafe request comes from (OWASP CSRF cheat sheet, "Verifying origin"). So one
 * that says nothing is refused too, unlike at the API. The cookies are SameSite=Strict besides.
 * @param url where operators reach the panel: its origin alone is let in. Null: the origin that the `Host` header names
 */
export function sameOrigin(url: string | null): RequestHandler {
  const isOurs = originTest(url);
  return (request, response, next) => {
    if (!KNOWN.includes(request.method)) {
      refuse(request, response, 405, 'This method is not used here.');
      return;
    }
    if (SAFE.includes(request.method) || isSameOrigin(request, isOurs)) {
      next();
      return;
    }
    refuse(request, response, 403, 'The request came from another site and was refused.');
  };
}

type OriginTest = (origin: string, host: string | undefined) => boolean;

/** A proxy may have put a `Host` of its own, so what is configured counts more. */
function originTest(url: string | null): OriginTest {
  if (url === null) return (origin, host) => host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
  const own = new URL(url).origin;
  return (origin) => origin === own;
}

function isSameOrigin({ headers: { origin, host, 'sec-fetch-site': site } }: Request, isOurs: OriginTest): boolean {
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined ? site === 'same-origin' : isOurs(origin, host);
}
