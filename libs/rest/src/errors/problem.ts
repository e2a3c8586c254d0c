import type { DomainError, ProblemBody } from '@castellan/common';
import { errorCode } from './codes.js';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** An error as clients of this service see it: with a title, and the id by which its operator finds the request. */
export interface Problem extends ProblemBody {
  readonly title: string;
  readonly trace_id: string;
}

export function problemOf(error: DomainError, traceId: string): Problem {
  const { type, status, detail, code, ...members } = error.getResponse();
  return { type, title: errorCode(code)?.title ?? 'Error', status, detail, code, trace_id: traceId, ...members };
}
