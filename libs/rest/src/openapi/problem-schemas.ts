import { END_REASONS } from '@castellan/access';
import { ERROR_CODES, type Code } from '../errors/codes.js';

const REF = '#/components/schemas/';

const RETRY = { retry_after: { type: 'integer', description: 'Seconds, as in `Retry-After`.' } };
const ERRORS = {
  errors: {
    type: 'object',
    description: 'All failures of all fields.',
    additionalProperties: { type: 'array', items: { type: 'string' } },
  },
};
const REASON = { reason: { $ref: `${REF}EndReason` } };
const UNKNOWN_PASSKEY = { reason: { type: 'string', enum: ['unknown_passkey'], description: 'Where nobody knows the passkey.' } };
const KEY_IS_OVER = { reason: { type: 'string', enum: ['expired', 'revoked'], description: 'Where the secret of the key is right.' } };
const REASONS = { reason: { anyOf: [REASON.reason, UNKNOWN_PASSKEY.reason, KEY_IS_OVER.reason], description: 'More of the code.' } };

/** What some failures always say besides. */
const MORE: Readonly<Partial<Record<Code, Readonly<Record<string, object>>>>> = {
  validation_failed: ERRORS,
  session_ended: REASON,
  throttled: RETRY,
  unavailable: RETRY,
  provider_failed: RETRY,
};

/** What some say besides at times. */
const AT_TIMES: Readonly<Partial<Record<Code, Readonly<Record<string, object>>>>> = {
  invalid_passkey: UNKNOWN_PASSKEY,
  invalid_api_key: KEY_IS_OVER,
};

/** What every failure says (RFC 9457), and may say; the codes are told apart by their own schemas. */
const MEMBERS = {
  type: 'object',
  description: 'What every failure says.',
  required: ['type', 'title', 'detail', 'trace_id'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'The code as a URN.' },
    title: { type: 'string', description: 'The kind of error, in few words.' },
    detail: { type: 'string', description: 'What went wrong, for people.' },
    trace_id: {
      type: 'string',
      description:
        'The operator finds the request in the log by it. The same as `X-Request-Id`, but for a request that brings one and a `traceparent`.',
    },
    ...ERRORS,
    ...REASONS,
    ...RETRY,
  },
};

/** `session_ended` is `SessionEndedProblem`. */
export const problemName = (code: string): string => `${inWords(code)}Problem`;

export const inWords = (code: string): string => code.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** `Problem` is one of all; each code has its own, so that `code` tells what else there is. */
export function problemSchemas(): Readonly<Record<string, object>> {
  const codes = Object.keys(ERROR_CODES) as Code[];
  return {
    Problem: {
      description: 'An error as RFC 9457 puts it. Programs branch on `code`, a closed list that only grows; people read `detail`.',
      oneOf: codes.map((code) => ({ $ref: REF + problemName(code) })),
      discriminator: { propertyName: 'code', mapping: Object.fromEntries(codes.map((code) => [code, REF + problemName(code)])) },
    },
    ProblemMembers: MEMBERS,
    EndReason: { type: 'string', enum: [...END_REASONS], description: 'Why the session ended. A closed list that only grows.' },
    ...Object.fromEntries(codes.map((code) => [problemName(code), schemaOf(code)])),
  };
}

function schemaOf(code: Code): object {
  const more = MORE[code] ?? {};
  const { status, meaning } = ERROR_CODES[code];
  return {
    description: meaning,
    allOf: [
      { $ref: `${REF}ProblemMembers` },
      {
        type: 'object',
        required: ['code', 'status', ...Object.keys(more)],
        properties: { code: { type: 'string', enum: [code] }, status: { type: 'integer', enum: [status] }, ...more, ...AT_TIMES[code] },
      },
    ],
  };
}
