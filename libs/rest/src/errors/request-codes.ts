import type { ErrorCode } from './error-code.js';

/** Those of the list that say that the request itself is wrong. */
export const REQUEST_CODES = {
  validation_failed: {
    status: 400,
    title: 'Validation failed',
    meaning: 'Fields are missing or wrong; `errors` lists every failure of every field.',
    remedy: 'Show each message at its field and send the request again.',
  },
  malformed_json: {
    status: 400,
    title: 'Malformed JSON',
    meaning: 'The body is not one well-formed JSON object in UTF-8, names a key twice, or nests deeper than 32 levels.',
    remedy: 'Correct the program that made the body.',
  },
  bad_request: {
    status: 400,
    title: 'Bad request',
    meaning: 'The request line, the URL or a header cannot be understood.',
    remedy: 'Correct the program that made the request.',
  },
  api_key_in_url: {
    status: 400,
    title: 'API key in the URL',
    meaning: 'An API key stands in the path or the query, which proxies and logs keep. It opened nothing.',
    remedy: 'Revoke the key and make a new one; send it as `Authorization: Bearer ck_…`.',
  },
  invalid_link: {
    status: 400,
    title: 'Invalid link',
    meaning: 'The mailed link is wrong, used, replaced by a newer one, or expired; which of them is not told.',
    remedy: 'Ask for a new link.',
  },
  password_required: {
    status: 400,
    title: 'Password required',
    meaning:
      'The address was signed up with more than once, so its proof needs the password of one of those sign-ups; none was sent, or none fits.',
    remedy: 'Ask for the password and send it with the link, which is not spent; where it is forgotten, have a new one chosen by a reset.',
  },
  email_missing: {
    status: 400,
    title: 'No e-mail address',
    meaning: 'The provider named no e-mail address, and nobody is linked with it yet. Browsers and apps are told by `error`.',
    remedy: 'Have the user let the provider tell the address, or sign up without it.',
  },
  invalid_cursor: {
    status: 400,
    title: 'Invalid cursor',
    meaning: 'The cursor was changed, or is of another list, other filters or another order.',
    remedy: 'Follow `next` and `previous` as they came; begin again without a cursor.',
  },
  transport_mismatch: {
    status: 400,
    title: 'Transport mismatch',
    meaning: 'The refresh token came by the other transport than its session was made with, or two different ones came.',
    remedy: 'Send the token the way it was received: as cookie, or in the body, not both.',
  },
} as const satisfies Readonly<Record<string, ErrorCode>>;
