import { domainError } from '@castellan/common';

/** 401: no key of this service, or one with a typing error in it; `reason` says `expired` or `revoked` where its secret was right. */
export class InvalidApiKey extends domainError('invalid_api_key', 'unauthenticated', 'The API key is not valid.') {}

/** 400: whoever runs a proxy or a log on the way has read it by now. */
export class ApiKeyInUrl extends domainError(
  'api_key_in_url',
  'invalid',
  'An API key stands in the URL. Revoke it: it stands in logs now. Send the new one as Authorization: Bearer.',
) {}
