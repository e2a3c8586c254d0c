import { cookieValue } from '@castellan/common';
import type { TokenRequest } from '../requests/token-request.js';

const SCHEME = 'bearer ';

/**
 * The access token a request carries, or null. An `Authorization` header, even a bad one, makes cookies ignored
 * (docs/reference/contract.md#transports).
 */
export function presentedToken(headers: TokenRequest['headers'], cookieName: string | null): string | null {
  const { authorization, cookie } = headers;
  if (authorization !== undefined) return bearerToken(authorization);
  return (cookie !== undefined && cookieName !== null && cookieValue(cookie, cookieName)) || null;
}

function bearerToken(authorization: string): string | null {
  if (authorization.slice(0, SCHEME.length).toLowerCase() !== SCHEME) return null;
  return authorization.slice(SCHEME.length).trim() || null;
}
