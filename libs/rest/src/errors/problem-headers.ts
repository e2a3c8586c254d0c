import type { DomainError } from '@castellan/common';
import { MethodNotAllowed, UnsupportedCoding } from './http-errors.js';
import { PROBLEM_JSON } from './problem.js';

/** The headers that go with a problem; all names in lower case. `tokenPresented`: the request came with credentials of ours. */
export function problemHeaders(error: DomainError, tokenPresented: boolean): Record<string, string> {
  return { 'content-type': PROBLEM_JSON, ...challenge(error, tokenPresented), ...retry(error), ...allow(error), ...codings(error) };
}

/** RFC 6750 §3.1: `error` only where a token came, so that a mere lack of one tells nothing more. */
function challenge(error: DomainError, tokenPresented: boolean): Record<string, string> {
  if (error.kind !== 'unauthenticated') return {};
  return { 'www-authenticate': tokenPresented ? 'Bearer error="invalid_token"' : 'Bearer' };
}

function retry({ extras }: DomainError): Record<string, string> {
  return extras.retryAfter === undefined ? {} : { 'retry-after': String(extras.retryAfter) };
}

function allow(error: DomainError): Record<string, string> {
  return error instanceof MethodNotAllowed ? { allow: error.allowed.join(', ') } : {};
}

/** RFC 9110 §15.5.16: the codings that would have been taken. */
function codings(error: DomainError): Record<string, string> {
  return error instanceof UnsupportedCoding ? { 'accept-encoding': 'identity' } : {};
}
