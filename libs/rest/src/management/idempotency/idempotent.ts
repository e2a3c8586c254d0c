/** Of routes that take an `Idempotency-Key`. */
export const IDEMPOTENT = 'castellan:idempotent';
