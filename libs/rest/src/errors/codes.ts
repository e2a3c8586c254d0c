import { CONFLICT_CODES } from './conflict-codes.js';
import type { ErrorCode } from './error-code.js';
import { REQUEST_CODES } from './request-codes.js';

export type { ErrorCode } from './error-code.js';

/** The closed list of codes (docs/reference/contract.md#problems). Codes are added, never renamed; `docs/reference/errors.md` is rendered from it. */
export const ERROR_CODES = {
  ...REQUEST_CODES,
  not_authenticated: {
    status: 401,
    title: 'Not signed in',
    meaning: 'The route needs a signed-in user and the request carries no access token.',
    remedy: 'Sign in, or refresh.',
  },
  token_expired: {
    status: 401,
    title: 'Token expired',
    meaning: 'The token was good and its time is over.',
    remedy: 'Refresh; if the refresh token is the expired one, sign in again.',
  },
  token_invalid: {
    status: 401,
    title: 'Token invalid',
    meaning: 'The token is not one of this service, is of another kind, or was replaced.',
    remedy: 'Sign in again.',
  },
  session_ended: {
    status: 401,
    title: 'Session ended',
    meaning: 'The token is genuine and its session is over; `reason` says why.',
    remedy: 'Sign in again; tell the user the reason.',
  },
  invalid_api_key: {
    status: 401,
    title: 'Invalid API key',
    meaning:
      'The API key is not one of this service, has a typing error in it, or is over; where its secret is right, `reason` says `expired` or `revoked`.',
    remedy: 'Have a superuser make a new key; refresh nothing.',
  },
  invalid_credentials: {
    status: 401,
    title: 'Invalid credentials',
    meaning: 'The sign-in failed. An unknown account, a wrong password, a disabled account and too many failures get this one answer.',
    remedy: 'Let the user try again or reset the password.',
  },
  invalid_code: {
    status: 401,
    title: 'Invalid code',
    meaning: 'The one-time code is wrong, used or expired.',
    remedy: 'Let the user enter the current code, or ask for a new one.',
  },
  invalid_passkey: {
    status: 401,
    title: 'Invalid passkey',
    meaning:
      'The passkey proves nothing here: it is unknown, another user’s, or its answer is wrong, used or too late. Where nobody knows it, `reason` is `unknown_passkey`. The session, where there is one, goes on.',
    remedy:
      'Ask for new options and let the user try again; tell the browser of an unknown passkey with `signalUnknownCredential`. Refresh nothing.',
  },
  challenge_expired: {
    status: 401,
    title: 'Challenge expired',
    meaning: 'The sign-in that waited for its second factor is over: expired, finished, or out of attempts.',
    remedy: 'Begin the sign-in again.',
  },
  email_unverified: {
    status: 403,
    title: 'E-mail address not verified',
    meaning: 'The password is right, and the address was never confirmed.',
    remedy: 'Ask the user to follow the mailed link, or send a new one.',
  },
  confirmation_required: {
    status: 403,
    title: 'Confirmation by mail required',
    meaning:
      'The first factor is right, the device is new, and too many wrong codes came from new devices within a day. A link was mailed to the account’s address.',
    remedy: 'Ask the user to follow the mailed link, then send a code again with the same `session_token`; none was spent.',
  },
  password_reset_required: {
    status: 403,
    title: 'Password reset required',
    meaning: 'The password is right, but a sign-in with it was reported as not the owner’s, or an e-mail change was undone.',
    remedy: 'Have the user reset the password by mail, then sign in.',
  },
  sign_in_refused: {
    status: 403,
    title: 'Sign-in refused',
    meaning: 'The provider said who it is, and they may not sign in: the account is disabled, or nobody may sign up by this provider.',
    remedy: 'Tell the user to ask the operator.',
  },
  provider_denied: {
    status: 403,
    title: 'Denied at the provider',
    meaning: 'The user said no at the provider, or was refused there. Browsers and apps are told by `error`.',
    remedy: 'Let the user try again, or sign in another way.',
  },
  permission_denied: {
    status: 403,
    title: 'Permission denied',
    meaning: 'The caller may not do this.',
    remedy: 'Do not repeat the request.',
  },
  reauthentication_required: {
    status: 403,
    title: 'Reauthentication required',
    meaning: 'The route asks for a sign-in of the last five minutes.',
    remedy: 'Confirm the user with `POST /api/auth/reauthenticate/` and repeat the request.',
  },
  two_factor_required: {
    status: 403,
    title: 'Second factor required',
    meaning: 'The route asks for a session that proved two factors.',
    remedy: 'Let the user set up a second factor and sign in with it.',
  },
  two_factor_setup_required: {
    status: 403,
    title: 'Second factor must be set up',
    meaning: 'Policy obliges this user to a second factor, and none is set up.',
    remedy: 'Lead the user through `2fa/setup/` and `2fa/enable/`.',
  },
  csrf_rejected: {
    status: 403,
    title: 'Cross-site request refused',
    meaning: 'An unsafe request with cookies came from an origin that is not allowed.',
    remedy: 'Add the page’s origin to `FRONTEND_ORIGINS`, if it is yours.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    meaning: 'There is no such path, or no such thing that belongs to the caller.',
    remedy: 'Check the path and the id.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    meaning: 'The path exists, and not for this method; `Allow` lists those it has.',
    remedy: 'Use one of the methods in `Allow`.',
  },
  request_timeout: {
    status: 408,
    title: 'Request timeout',
    meaning: 'The request did not arrive whole in time.',
    remedy: 'Send it again.',
  },
  ...CONFLICT_CODES,
  precondition_failed: {
    status: 412,
    title: 'Precondition failed',
    meaning: 'What `If-Match` names is not the current version: somebody changed it meanwhile.',
    remedy: 'Read it again, and repeat the change where it is still wanted.',
  },
  payload_too_large: {
    status: 413,
    title: 'Payload too large',
    meaning: 'The body is larger than 100 kB (an avatar: 5 MB).',
    remedy: 'Send less.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    meaning: 'The body is not `application/json` in UTF-8 (an avatar: `multipart/form-data`), or it is compressed.',
    remedy: 'Send what the route takes, and say so in `Content-Type`.',
  },
  headers_too_large: {
    status: 431,
    title: 'Headers too large',
    meaning: 'The URL and headers together are larger than 16 kB.',
    remedy: 'Send less; clear cookies of other applications on this host.',
  },
  throttled: {
    status: 429,
    title: 'Too many requests',
    meaning: 'A limit was reached; `retry_after` and `Retry-After` say in how many seconds it is lifted.',
    remedy: 'Wait that long.',
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    meaning: 'Something failed that should not; the operator finds it in the log by the `trace_id`.',
    remedy: 'Try later; report the `trace_id`.',
  },
  unavailable: {
    status: 503,
    title: 'Unavailable',
    meaning: 'A store or a queue cannot be reached or is full, or the service is stopping.',
    remedy: 'Repeat the request after `Retry-After` seconds.',
  },
  provider_failed: {
    status: 503,
    title: 'Provider failed',
    meaning:
      'The provider cannot be reached, or its answer proves nothing; the operator finds in the log why. Browsers and apps are told by `error`.',
    remedy: 'Let the user try again later, or sign in another way.',
  },
} as const satisfies Readonly<Record<string, ErrorCode>>;

export type Code = keyof typeof ERROR_CODES;

/** The entry of a code; undefined for one that is not in the list. */
export function errorCode(code: string): ErrorCode | undefined {
  return Object.hasOwn(ERROR_CODES, code) ? ERROR_CODES[code as Code] : undefined; // hasOwn proved the key
}
