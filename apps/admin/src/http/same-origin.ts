import type { Request, RequestHandler } from 'express';
import { refuse } from './refuse.js';

const SAFE = ['GET', 'HEAD'];
const KNOWN = [...SAFE, 'POST'];

/**
 * The panel is for browsers, and a browser says where an unsafe request comes from (OWASP CSRF cheat sheet, "Verifying origin"). So one
 * that says nothing is refused too, unlike at the API. The cookies are SameSite=Strict besides.
 */
export const sameOrigin: RequestHandler = (request, response, next) => {
  if (!KNOWN.includes(request.method)) {
    refuse(request, response, 405, 'This method is not used here.');
    return;
  }
  if (SAFE.includes(request.method) || isSameOrigin(request)) {
    next();
    return;
  }
  refuse(request, response, 403, 'The request came from another site and was refused.');
};

function isSameOrigin({ headers: { origin, host, 'sec-fetch-site': site } }: Request): boolean {
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined) return site === 'same-origin';
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
