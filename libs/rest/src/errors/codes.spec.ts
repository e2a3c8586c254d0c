import { statusOf } from '@castellan/common';
import type { ErrorKind } from '@castellan/common';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES, errorCode } from './codes.js';
import { renderErrorsPage } from './errors-page.js';

const ROOT = join(import.meta.dirname, '../../../..');

/** Codes that are answered where there is no exception to throw, on the bare socket. */
const ON_THE_SOCKET = ['headers_too_large', 'request_timeout'];

/** Every `domainError('code', 'kind'` in the sources of the libs. */
function declared(): readonly { readonly code: string; readonly kind: ErrorKind }[] {
  const files = readdirSync(join(ROOT, 'libs'), { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(join(ROOT, 'libs', file), 'utf8'));
  return sources.flatMap((source) =>
    [...source.matchAll(/^export class \w+ extends domainError\(\s*'([^']+)',\s*'([^']+)'/gm)].map(([, code, kind]) => ({
      code: code!,
      kind: kind as ErrorKind,
    })),
  );
}

describe('the list of error codes', () => {
  it('has every code that a lib throws, with the status of its kind', () => {
    const thrown = declared();
    expect(thrown.length).toBeGreaterThan(10);
    for (const { code, kind } of thrown) expect({ code, status: errorCode(code)?.status }).toEqual({ code, status: statusOf(kind) });
  });

  it('has no code that nothing answers', () => {
    const thrown = new Set(declared().map(({ code }) => code));
    const idle = Object.keys(ERROR_CODES).filter((code) => !thrown.has(code));
    expect(idle.sort()).toEqual([...ON_THE_SOCKET].sort());
  });

  it('keeps the codes that clients already branch on', () => {
    const fixed =
      'validation_failed malformed_json unsupported_media_type payload_too_large not_found method_not_allowed not_authenticated token_expired token_invalid session_ended invalid_credentials email_unverified invalid_code challenge_expired invalid_link permission_denied reauthentication_required two_factor_required two_factor_setup_required already_enabled not_enabled csrf_rejected transport_mismatch throttled unavailable internal_error';
    expect(Object.keys(ERROR_CODES)).toEqual(expect.arrayContaining(fixed.split(' ')));
  });

  it('is what docs/reference/errors.md says', () => {
    expect(readFileSync(join(ROOT, 'docs/reference/errors.md'), 'utf8')).toBe(renderErrorsPage());
  });
});
