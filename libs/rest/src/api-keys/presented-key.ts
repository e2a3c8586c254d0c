import { KEY_PREFIX } from '@castellan/api-keys';
import type { IncomingHttpHeaders } from 'node:http';

const BEARER = new RegExp(`^bearer[ \\t]+(${KEY_PREFIX}.*)$`, 'i');

/** What a request shows as an API key; null for an access token, which never begins like one, and for nothing. */
export function presentedKey({ authorization = '' }: Pick<IncomingHttpHeaders, 'authorization'>): string | null {
  return BEARER.exec(authorization)?.[1]?.trim() ?? null;
}
