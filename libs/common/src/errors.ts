import { HttpException } from '@nestjs/common';

const STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  method_not_allowed: 405,
  conflict: 409,
  precondition: 412,
  too_large: 413,
  unsupported: 415,
  throttled: 429,
  internal: 500,
  unavailable: 503,
} as const;

/** What went wrong, in terms of the domain. */
export type ErrorKind = keyof typeof STATUS;

/** The HTTP status that says so (RFC 9110 §15), for whatever answers by HTTP: the API, the panel, a service that takes our tokens. */
export const statusOf = (kind: ErrorKind): number => STATUS[kind];

/** Members that some failures carry besides their code. */
export interface ErrorExtras {
  /** What is said instead of the class's own text, where a place has to be named that the class cannot know. */
  readonly detail?: string;
  /** All failures of all fields together: `{field: [message, …]}`. */
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  /** Seconds until the client may try again. */
  readonly retryAfter?: number;
  /** Why a session ended, for `session_ended`; `unknown_passkey`, for `invalid_passkey`; `expired` or `revoked`, for `invalid_api_key`. */
  readonly reason?: string;
  readonly cause?: unknown;
}

/** A URN rather than a URL: the identifier stays the same wherever the service runs (RFC 9457 §3.1.1). */
export const problemType = (code: string): string => `urn:castellan:error:${code}`;

/** A failure as clients see it: RFC 9457 with extension members (docs/reference/contract.md#problems). */
export interface ProblemBody {
  /** `problemType(code)`. */
  readonly type: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  /** Seconds. */
  readonly retry_after?: number;
  readonly reason?: string;
}

/**
 * An expected failure with a stable code from the documented, closed list. Unexpected ones stay plain errors. In a Nest app without any
 * filter of ours it is answered with its status and its `ProblemBody`, since Nest knows it as an `HttpException`.
 */
export class DomainError extends HttpException {
  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    readonly detail: string,
    readonly extras: ErrorExtras = {},
  ) {
    super(problemOf(code, kind, detail, extras), statusOf(kind), { cause: extras.cause });
    this.message = detail;
  }

  /** GraphQL.js hands these on with the error, whatever the server around it (https://graphql.org/graphql-js/error/). */
  get extensions(): ProblemBody {
    return this.getResponse();
  }

  override getResponse(): ProblemBody {
    return super.getResponse() as ProblemBody; // what the constructor gave
  }
}

function problemOf(code: string, kind: ErrorKind, detail: string, { errors, retryAfter, reason }: ErrorExtras): ProblemBody {
  return {
    type: problemType(code),
    status: statusOf(kind),
    detail,
    code,
    ...(errors && { errors }),
    ...(retryAfter !== undefined && { retry_after: retryAfter }),
    ...(reason !== undefined && { reason }),
  };
}

/** A class of one expected failure: thrown by services, documented on routes, mapped by the one error filter. */
export interface DomainErrorClass {
  new (extras?: ErrorExtras): DomainError;
  readonly code: string;
  readonly kind: ErrorKind;
  readonly detail: string;
}

/**
 * Makes the class of one expected failure:
 * `export class InvalidCode extends domainError('invalid_code', 'unauthenticated', 'The code is wrong or has expired.') {}`.
 */
export function domainError(code: string, kind: ErrorKind, detail: string): DomainErrorClass {
  return class extends DomainError {
    static readonly code = code;
    static readonly kind = kind;
    static readonly detail = detail;

    constructor(extras: ErrorExtras = {}) {
      super(code, kind, extras.detail ?? detail, extras);
    }
  };
}

/** 400: `errors` names each field that is wrong, and what is wrong with it. */
export class ValidationFailed extends domainError('validation_failed', 'invalid', 'Some fields are missing or wrong.') {}

/** 404: what was asked for is not there, or not the caller's to see. */
export class NotFound extends domainError('not_found', 'missing', 'There is nothing here.') {}

/** 429: `retryAfter` says in how many seconds it is worth to try again. */
export class Throttled extends domainError('throttled', 'throttled', 'Too many requests. Try again later.') {}

/** A store or a queue cannot be reached or is full; the client may try again after `retryAfter` seconds. */
export class Unavailable extends domainError('unavailable', 'unavailable', 'The service cannot answer right now. Try again shortly.') {
  constructor(extras: ErrorExtras = {}) {
    super({ retryAfter: 2, ...extras });
  }
}
