/** Of routes that take an `Idempotency-Key`. */
export const IDEMPOTENT = 'castellan:idempotent';
/** Of those whose answer has a secret: the name of its field. */
export const TOLD_ONCE = 'castellan:told-once';
