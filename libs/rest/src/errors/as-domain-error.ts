import { NotAuthenticated, PermissionDenied } from '@castellan/access';
import { DomainError, NotFound, Throttled, Unavailable, ValidationFailed } from '@castellan/common';
import { isStoreAway } from '@castellan/data';
import { HttpException } from '@nestjs/common';
import { ThrottlerException } from '@nestjs/throttler';
import { BadRequest, InternalError, MalformedJson, PayloadTooLarge, UnsupportedMediaType } from './http-errors.js';

/** Any failure as one of the documented ones. What is not expected becomes `internal_error`, with the original as its cause. */
export function asDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof ThrottlerException) return new Throttled({ retryAfter: 60 });
  if (isStoreAway(error)) return new Unavailable({ cause: error });
  const status = statusOfFramework(error);
  return status === undefined ? new InternalError({ cause: error }) : byStatus(status, error);
}

/** Nest's exceptions and Fastify's errors carry a status; nothing else is trusted to choose one. */
function statusOfFramework(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return undefined;
}

function byStatus(status: number, cause: unknown): DomainError {
  switch (status) {
    case 401:
      return new NotAuthenticated({ cause });
    case 403:
      return new PermissionDenied({ cause });
    case 404:
      return new NotFound({ cause });
    case 413:
      return new PayloadTooLarge({ cause });
    case 415:
      return new UnsupportedMediaType({ cause });
    case 422:
      return new ValidationFailed({ errors: {}, cause });
    case 429:
      return new Throttled({ retryAfter: 60, cause });
    case 503:
      return new Unavailable({ cause });
    default:
      return byClass(status, cause);
  }
}

function byClass(status: number, cause: unknown): DomainError {
  if (status >= 500) return new InternalError({ cause });
  return isJsonError(cause) ? new MalformedJson({ cause }) : new BadRequest({ cause });
}

function isJsonError(error: unknown): boolean {
  return error instanceof SyntaxError || (error instanceof HttpException && error.cause instanceof SyntaxError);
}
