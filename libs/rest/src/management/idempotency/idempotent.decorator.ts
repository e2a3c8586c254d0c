import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IDEMPOTENT, TOLD_ONCE } from './idempotent.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

/**
 * A route of the management API that makes something, and makes it once for each `Idempotency-Key` of its operator: repeated within 24
 * hours, the request gets the answer of the first, with `Idempotent-Replayed: true`. Above `@Remembers`, which then
 * sees what became of it from outside of the transaction.
 * @param toldOnce the field of the answer that holds a secret: it is not kept, and null in a repeated answer
 */
export const Idempotent = ({ toldOnce = null }: { readonly toldOnce?: string | null } = {}): MethodDecorator =>
  applyDecorators(
    SetMetadata(IDEMPOTENT, true),
    SetMetadata(TOLD_ONCE, toldOnce),
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Repeat the request with the same key, and it is done once.',
      schema: { type: 'string', maxLength: 255 },
    }),
  );
