import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { Denied, Failed } from '../providers/failures.js';

/** What the standards call it when the person says no, or would have to be asked (RFC 6749 §4.1.2.1; OpenID Connect Core 1.0, §3.1.2.6). */
const DENIALS: readonly string[] = [
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
];

/** What operators can do something about (RFC 6749 §5.2). */
const TOKEN_ERRORS: ReadonlyMap<string, string> = new Map([
  ['invalid_client', 'it does not know this client: look at the client id and the secret'],
  ['unauthorized_client', 'it does not let this client use codes'],
  ['invalid_grant', 'it did not take the code'],
]);

/** By the codes of openid-client. Claims and members are called by the names of the standards. */
const REASONS: ReadonlyMap<string, (about: string) => string> = new Map<string, (about: string) => string>([
  ['OAUTH_JWT_CLAIM_COMPARISON_FAILED', (claim) => `the ID token has another ${claim}`],
  ['OAUTH_JWT_TIMESTAMP_CHECK_FAILED', (claim) => `the ID token is not of this time (${claim})`],
  ['OAUTH_KEY_SELECTION_FAILED', () => 'no key of its JWKS fits the ID token'],
  ['OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED', (member) => `an answer has another ${member}`],
  ['OAUTH_RESPONSE_IS_NOT_CONFORM', () => 'an answer has a status that it should not have'],
  ['OAUTH_RESPONSE_IS_NOT_JSON', () => 'an answer is not said to be JSON'],
  ['OAUTH_PARSE_ERROR', () => 'an answer cannot be read'],
]);

/** What went wrong in our words: a text of the provider is for nobody's log. */
export function asFailure(error: unknown, denials: readonly string[] = []): Denied | Failed {
  if (error instanceof Denied || error instanceof Failed) return error;
  const causes = [error, ...causesOf(error)];
  const own = causes.find((cause) => cause instanceof Failed);
  if (own) return own;
  if (error instanceof AuthorizationResponseError)
    return isDenial(error, denials) ? new Denied() : new Failed('it sent somebody back with an error');
  if (error instanceof ResponseBodyError)
    return new Failed(TOKEN_ERRORS.get(error.error) ?? `it answered with an error, status ${error.status}`);
  return new Failed(error instanceof ClientError ? reasonOf(error, causes) : 'an answer is not what it should be');
}

const isDenial = ({ error }: AuthorizationResponseError, denials: readonly string[]): boolean => [...DENIALS, ...denials].includes(error);

/** The library's own messages name what it looked at, and nothing of what came. */
function reasonOf({ code = '', message }: ClientError, causes: readonly unknown[]): string {
  const detailed = causes.find((cause) => cause instanceof Error && cause !== causes[0]);
  return (
    REASONS.get(code)?.(aboutOf(causes)) ??
    (detailed instanceof Error && detailed.name === 'OperationProcessingError' ? detailed.message : message)
  );
}

/** `claim` or `attribute`, where the library says which. */
function aboutOf(causes: readonly unknown[]): string {
  for (const cause of causes) {
    const told: unknown =
      typeof cause === 'object' && cause !== null ? (Reflect.get(cause, 'claim') ?? Reflect.get(cause, 'attribute')) : null;
    if (typeof told === 'string') return told;
  }
  return 'member';
}

function causesOf(error: unknown): readonly unknown[] {
  if (!(error instanceof Error) || error.cause === undefined) return [];
  return [error.cause, ...causesOf(error.cause)];
}
