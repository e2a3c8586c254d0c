import { END_REASONS } from '@castellan/access';
import { ERROR_CODES } from '../errors/codes.js';

/** The schema of every error (RFC 9457). */
export const PROBLEM_SCHEMA = {
  type: 'object' as const,
  description: 'An error as RFC 9457 puts it. Programs branch on `code`; people read `detail`.',
  required: ['type', 'title', 'status', 'detail', 'code', 'trace_id'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'The code as a URN.' },
    title: { type: 'string', description: 'The kind of error, in few words.' },
    status: { type: 'integer', description: 'The HTTP status again.' },
    detail: { type: 'string', description: 'What went wrong, for people.' },
    code: { type: 'string', enum: Object.keys(ERROR_CODES), description: 'A closed list, see docs/reference/errors.md. Never renamed.' },
    trace_id: { type: 'string', description: 'The same as `X-Request-Id`; the operator finds the request in the log by it.' },
    errors: {
      type: 'object',
      description: 'All failures of all fields.',
      additionalProperties: { type: 'array', items: { type: 'string' } },
    },
    retry_after: { type: 'integer', description: 'Seconds, as in `Retry-After`.' },
    reason: { type: 'string', enum: [...END_REASONS], description: 'Why the session ended, with `session_ended`. A closed list.' },
  },
};
