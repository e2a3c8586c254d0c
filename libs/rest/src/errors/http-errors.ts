import { domainError, type ErrorExtras } from '@castellan/common';

/** Failures that only HTTP knows; those of the domain live in their libs. */
export class MalformedJson extends domainError('malformed_json', 'invalid', 'The body is not valid JSON.') {}

export class BadRequest extends domainError('bad_request', 'invalid', 'The request cannot be understood.') {}

export class InvalidCursor extends domainError(
  'invalid_cursor',
  'invalid',
  'The cursor is of no page of this list with these filters in this order.',
) {}

export class CsrfRejected extends domainError(
  'csrf_rejected',
  'forbidden',
  'The request came from an origin that is not allowed. If the page is a front end of this service, its operator adds its origin to FRONTEND_ORIGINS.',
) {}

export class PayloadTooLarge extends domainError('payload_too_large', 'too_large', 'The body is larger than 100 kB.') {}

export class UnsupportedMediaType extends domainError('unsupported_media_type', 'unsupported', 'Send application/json in UTF-8.') {}

/** A compressed body: what it would become is not known before it is unpacked, so none is (a bomb of kilobytes fills gigabytes). */
export class UnsupportedCoding extends domainError('unsupported_media_type', 'unsupported', 'Send the body uncompressed.') {}

export class InternalError extends domainError('internal_error', 'internal', 'Something went wrong. Please report the trace id.') {}

export class MethodNotAllowed extends domainError('method_not_allowed', 'method_not_allowed', 'This path does not have this method.') {
  constructor(
    /** The methods the path has, for `Allow` (RFC 9110 §15.5.6). */
    readonly allowed: readonly string[] = [],
    extras: ErrorExtras = {},
  ) {
    super(extras);
  }
}
