import { statusOf } from '@castellan/common';
import type { DomainError } from '@castellan/common';
import { errorCode } from './codes.js';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** An error as clients see it: RFC 9457 with our extension members (docs/reference/contract.md#problems). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly trace_id: string;
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  readonly retry_after?: number;
  readonly reason?: string;
}

/** A URN rather than a URL: the identifier stays the same wherever the service runs (RFC 9457 §3.1.1). */
export const problemType = (code: string): string => `urn:castellan:error:${code}`;

export function problemOf(error: DomainError, traceId: string): Problem {
  const { errors, retryAfter, reason } = error.extras;
  return {
    type: problemType(error.code),
    title: errorCode(error.code)?.title ?? 'Error',
    status: statusOf(error.kind),
    detail: error.detail,
    code: error.code,
    trace_id: traceId,
    ...(errors && { errors }),
    ...(retryAfter !== undefined && { retry_after: retryAfter }),
    ...(reason !== undefined && { reason }),
  };
}
