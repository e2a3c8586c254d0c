import { statusOf } from '@castellan/common';
import type { DomainErrorClass, ErrorExtras } from '@castellan/common';
import { errorCode } from '../errors/codes.js';
import { problemOf } from '../errors/problem.js';

const EXAMPLE_TRACE_ID = '0b8f8d4e-6c0b-4c55-9a53-6d3d6f0a9d11';

const EXAMPLE_EXTRAS: Readonly<Record<string, ErrorExtras>> = {
  validation_failed: { errors: { email: ['Enter a valid e-mail address.'], password: ['This field is required.'] } },
  session_ended: { reason: 'logout' },
  throttled: { retryAfter: 42 },
  unavailable: { retryAfter: 2 },
};

const HEADERS: Readonly<Record<number, object>> = {
  401: { 'WWW-Authenticate': { description: 'The challenge (RFC 6750).', schema: { type: 'string' }, example: 'Bearer' } },
  429: { 'Retry-After': { description: 'Seconds until the limit is lifted.', schema: { type: 'integer' }, example: 42 } },
  503: { 'Retry-After': { description: 'Seconds until it is worth another try.', schema: { type: 'integer' }, example: 2 } },
};

/** OpenAPI responses for the given failures, by status: their codes, what they mean, an example of each. */
export function errorResponses(errors: readonly DomainErrorClass[]): Readonly<Record<string, object>> {
  const byStatus = new Map<number, Map<string, DomainErrorClass>>();
  for (const error of errors) {
    const status = statusOf(error.kind);
    byStatus.set(status, (byStatus.get(status) ?? new Map<string, DomainErrorClass>()).set(error.code, error));
  }
  return Object.fromEntries(
    [...byStatus].sort(([a], [b]) => a - b).map(([status, codes]) => [status, response(status, [...codes.values()])]),
  );
}

function response(status: number, errors: readonly DomainErrorClass[]): object {
  return {
    description: errors.map(({ code }) => `\`${code}\`: ${errorCode(code)?.meaning ?? ''}`).join('\n\n'),
    ...(HEADERS[status] && { headers: HEADERS[status] }),
    content: { 'application/problem+json': { schema: schemaOf(errors), examples: Object.fromEntries(errors.map(example)) } },
  };
}

function schemaOf(errors: readonly DomainErrorClass[]): object {
  const code = { type: 'string', enum: errors.map((error) => error.code) };
  return { allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { code } }] };
}

function example(error: DomainErrorClass): readonly [string, object] {
  const extras = EXAMPLE_EXTRAS[error.code] ?? {};
  return [error.code, { summary: errorCode(error.code)?.title ?? error.code, value: problemOf(new error(extras), EXAMPLE_TRACE_ID) }];
}
