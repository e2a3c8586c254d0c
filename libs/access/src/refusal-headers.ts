import type { DomainError } from '@castellan/common';
import { NotAuthenticated } from './errors.js';

/** What the header of an answer says of a refusal; its body is `getResponse()`. */
export function refusalHeaders(error: DomainError): Readonly<Record<string, string>> {
  return { ...challenge(error), ...retry(error) };
}

/** RFC 6750 §3.1: `error` only where a token came. */
function challenge({ kind, code }: DomainError): Record<string, string> {
  if (kind !== 'unauthenticated') return {};
  return { 'www-authenticate': code === NotAuthenticated.code ? 'Bearer' : 'Bearer error="invalid_token"' };
}

function retry({ extras }: DomainError): Record<string, string> {
  return extras.retryAfter === undefined ? {} : { 'retry-after': String(extras.retryAfter) };
}
