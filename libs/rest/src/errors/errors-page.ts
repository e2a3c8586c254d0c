import { ERROR_CODES, type ErrorCode } from './codes.js';

/** `docs/reference/errors.md`: the closed list of codes for client authors. `scripts/generate-errors.ts` writes it. */
export function renderErrorsPage(): string {
  const entries = Object.entries<ErrorCode>(ERROR_CODES).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '# Errors',
    '',
    'Every error is `application/problem+json` (RFC 9457). Programs branch on `code`; codes are added, never renamed.',
    '`trace_id` is in the header `X-Request-Id` and in [the log](../operations/request-log.md). 401 means only: refresh or sign in. 429 and 503',
    'carry `Retry-After`. Nothing that a client sends produces another 5xx. Generated from `libs/rest/src/errors/codes.ts`.',
    '',
    '```json',
    EXAMPLE,
    '```',
    '',
    ...entries.flatMap(entry),
  ].join('\n');
}

const EXAMPLE = `{
  "type": "urn:castellan:error:validation_failed",
  "title": "${ERROR_CODES.validation_failed.title}",
  "status": 400,
  "detail": "Some fields are missing or wrong.",
  "code": "validation_failed",
  "trace_id": "0b8f8d4e-6c0b-4c55-9a53-6d3d6f0a9d11",
  "errors": { "email": ["Enter a valid e-mail address."] }
}`;

function entry([code, { status, title, meaning, remedy }]: readonly [string, ErrorCode]): readonly string[] {
  return [`## ${code}`, '', `**${status}** ${title}`, '', meaning, '', `_What to do:_ ${remedy}`, ''];
}
