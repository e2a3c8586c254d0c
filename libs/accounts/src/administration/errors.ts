import { domainError } from '@castellan/common';

/** Without a superuser nobody could give anyone any right again, so the last active one stays what they are. */
export class LastSuperuser extends domainError(
  'last_superuser',
  'conflict',
  'This is the last active superuser. Make another one first.',
) {}

/** 412: whoever changes it saw another version of it (RFC 9110 §15.5.13). */
export class PreconditionFailed extends domainError('precondition_failed', 'precondition', 'It was changed meanwhile. Read it again.') {}

/** 409: the key stands for another request. */
export class IdempotencyConflict extends domainError(
  'idempotency_conflict',
  'conflict',
  'This Idempotency-Key came with another request before. Use a new one for each thing to be made.',
) {}
