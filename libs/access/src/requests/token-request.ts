import type { IncomingHttpHeaders } from 'node:http';

/** What a token comes in with: a request of Express or Fastify, or what stands for one elsewhere. */
export interface TokenRequest {
  readonly headers: Pick<IncomingHttpHeaders, 'authorization' | 'cookie'>;
}

type Members = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}

/** The request, if it is one. */
export function asRequest(value: unknown): TokenRequest | null {
  return isObject(value) && isObject(value['headers']) ? (value as unknown as TokenRequest) : null; // its headers are text, as Node reads them
}

/** What stands for a request where there is only a text that a client sent in place of the header. */
export function requestWith(authorization: unknown): TokenRequest {
  return typeof authorization === 'string' ? { headers: { authorization } } : { headers: {} };
}

/** `auth.token` of socket.io and the like hold the token alone, or as the header has it. */
export function asBearer(token: unknown): string | undefined {
  if (typeof token !== 'string' || token === '') return undefined;
  return /^bearer /i.test(token) ? token : `Bearer ${token}`;
}
