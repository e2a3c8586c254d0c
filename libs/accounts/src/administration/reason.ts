import { ValidationFailed } from '@castellan/common';
import type { Operator } from './operator.js';

const MAX_REASON = 500;
const TOO_LONG = { reason: [`Say it in at most ${MAX_REASON} characters.`] };
const MISSING = { reason: [`Say why, in 1 to ${MAX_REASON} characters.`] };

/**
 * The operator with the reason for what they do next; an empty one is none. It is kept for ever, in the audit log alone, so it should name
 * nobody. @throws ValidationFailed beyond 500 characters
 */
export function because<T extends Operator>(operator: T, reason: string): T {
  const why = reason.trim();
  if (why.length > MAX_REASON) throw new ValidationFailed({ errors: TOO_LONG });
  return why === '' ? operator : { ...operator, context: { ...operator.context, reason: why } };
}

/** Who acts at the panel says why; whoever runs the process need not. @throws ValidationFailed @internal */
export function demandReason({ sessionId, context }: Operator): void {
  if (sessionId !== null && context.reason === undefined) throw new ValidationFailed({ errors: MISSING });
}
