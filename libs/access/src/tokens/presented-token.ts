import type { IncomingHttpHeaders } from 'node:http';

const SCHEME = 'bearer ';

/** The access token a request carries, or null. An `Authorization` header, even a bad one, makes cookies ignored (contract §1). */
export function presentedToken(headers: IncomingHttpHeaders, cookieName: string | null): string | null {
  const { authorization, cookie } = headers;
  if (authorization !== undefined) return bearerToken(authorization);
  return cookie !== undefined && cookieName !== null ? cookieValue(cookie, cookieName) : null;
}

function bearerToken(authorization: string): string | null {
  if (authorization.slice(0, SCHEME.length).toLowerCase() !== SCHEME) return null;
  return authorization.slice(SCHEME.length).trim() || null;
}

/** Tokens are base64url and dots, so nothing needs decoding. Of two different cookies of one name neither is believed: one may be planted. */
function cookieValue(header: string, name: string): string | null {
  const wanted = `${name}=`;
  let found: string | null = null;
  for (const pair of header.split(';')) {
    const trimmed = pair.trim();
    if (!trimmed.startsWith(wanted)) continue;
    const value = trimmed.slice(wanted.length);
    if (found !== null && found !== value) return null;
    found = value;
  }
  return found || null;
}
