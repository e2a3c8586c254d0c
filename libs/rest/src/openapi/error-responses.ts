import { statusOf } from '@castellan/common';
import type { DomainErrorClass, ErrorExtras } from '@castellan/common';
import { ERROR_CODES, errorCode } from '../errors/codes.js';
import { problemOf } from '../errors/problem.js';
import { headers } from './headers.js';
import { inWords, problemName } from './problem-schemas.js';

const EXAMPLE_TRACE_ID = '0b8f8d4e-6c0b-4c55-9a53-6d3d6f0a9d11';

const EXAMPLE_EXTRAS: Readonly<Record<string, ErrorExtras>> = {
  validation_failed: { errors: { email: ['Enter a valid e-mail address.'], password: ['This field is required.'] } },
  session_ended: { reason: 'logout' },
  throttled: { retryAfter: 42 },
  unavailable: { retryAfter: 2 },
};

const HEADERS: Readonly<Record<number, readonly string[]>> = { 401: ['WWW-Authenticate'], 429: ['Retry-After'], 503: ['Retry-After'] };

/** What every route that asks for a session may answer: one word for four codes. */
const NO_SESSION = ['NotAuthenticated', 'TokenExpired', 'TokenInvalid', 'SessionEnded'].join('Or');

const ORDER = Object.keys(ERROR_CODES);

/** The failures of all routes: each set of codes that comes under one status is one component, however many routes have it. */
export class ErrorResponses {
  private readonly named = new Map<string, object>();
  private readonly examples = new Map<string, object>();

  /** OpenAPI responses for the given failures, by status, and one for those that any route may have. */
  of(errors: readonly DomainErrorClass[]): Readonly<Record<string, object>> {
    const byStatus = new Map<number, Map<string, DomainErrorClass>>();
    for (const error of errors) {
      const status = statusOf(error.kind);
      byStatus.set(status, (byStatus.get(status) ?? new Map<string, DomainErrorClass>()).set(error.code, error));
    }
    const own = [...byStatus].sort(([a], [b]) => a - b).map(([status, codes]) => [status, this.reference(status, [...codes.values()])]);
    return { ...(Object.fromEntries(own) as Record<string, object>), default: { $ref: '#/components/responses/Problem' } };
  }

  components(): { readonly responses: Readonly<Record<string, object>>; readonly examples: Readonly<Record<string, object>> } {
    const responses = new Map(this.named).set('Problem', ANY);
    return { responses: sorted(responses), examples: sorted(this.examples) };
  }

  private reference(status: number, unsorted: readonly DomainErrorClass[]): object {
    const errors = unsorted.toSorted((a, b) => ORDER.indexOf(a.code) - ORDER.indexOf(b.code));
    const name = errors
      .map(({ code }) => inWords(code))
      .join('Or')
      .replace(NO_SESSION, 'NoSession');
    if (!this.named.has(name)) this.named.set(name, response(status, errors));
    for (const error of errors) this.examples.set(error.code, example(error));
    return { $ref: `#/components/responses/${name}` };
  }
}

function response(status: number, errors: readonly DomainErrorClass[]): object {
  const schemas = errors.map(({ code }) => ({ $ref: `#/components/schemas/${problemName(code)}` }));
  return {
    description: errors.map(({ code }) => `\`${code}\`: ${errorCode(code)?.meaning ?? ''}`).join('\n\n'),
    headers: headers('X-Request-Id', ...(HEADERS[status] ?? [])),
    content: {
      'application/problem+json': {
        schema: schemas.length === 1 ? schemas[0] : { oneOf: schemas },
        examples: Object.fromEntries(errors.map(({ code }) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}

const ANY = {
  description: 'Any other failure: docs/reference/errors.md lists all of them.',
  headers: headers('X-Request-Id', 'WWW-Authenticate', 'Retry-After', 'Allow'),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function example(error: DomainErrorClass): object {
  const extras = EXAMPLE_EXTRAS[error.code] ?? {};
  return { summary: errorCode(error.code)?.title ?? error.code, value: problemOf(new error(extras), EXAMPLE_TRACE_ID) };
}

const sorted = (entries: ReadonlyMap<string, object>): Readonly<Record<string, object>> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
