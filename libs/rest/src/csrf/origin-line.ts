import type { ErrorExtras } from '@castellan/common';

/** Scheme, host and port as browsers write them (RFC 6454), also of web views: nothing that a line of a log, or a page, could not hold. */
const ORIGIN = /^[a-z][a-z0-9+.-]{1,31}:\/\/[a-z0-9.\-[\]:]{1,255}$/i;

export const isOrigin = (text: string): boolean => ORIGIN.test(text);

/** What lets this origin in, beside those that are. */
export const lineFor = (origin: string): string => `FRONTEND_ORIGINS=…,${origin}`;

/** What a page hears that was refused: the line that would let it in, where its origin is one; nothing else of a request is repeated. */
export function refusalOf(origin: string | undefined): ErrorExtras {
  if (origin === undefined || !isOrigin(origin)) return {};
  return {
    detail: `The request came from ${origin}, which is not allowed. If that is a front end of this service, its operator sets: ${lineFor(origin)}`,
  };
}
