import { AuthorizationResponseError } from 'openid-client';
import { Denied, Failed } from '../providers/failures.js';

/** What the standards call it when the person says no, or would have to be asked (RFC 6749 §4.1.2.1; OpenID Connect Core 1.0, §3.1.2.6). */
const DENIALS: readonly string[] = [
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
];

/** What went wrong in our words: a text of the provider is for nobody's log. */
export function asFailure(error: unknown, denials: readonly string[] = []): Denied | Failed {
  if (error instanceof Denied || error instanceof Failed) return error;
  if (error instanceof AuthorizationResponseError && [...DENIALS, ...denials].includes(error.error)) return new Denied();
  const own = causesOf(error).find((cause) => cause instanceof Failed);
  return own ?? new Failed(error instanceof Error ? error.message : 'something else', error);
}

function causesOf(error: unknown): readonly unknown[] {
  return error instanceof Error ? [error.cause, ...causesOf(error.cause)] : [];
}
