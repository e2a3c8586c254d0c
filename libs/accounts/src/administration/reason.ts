import { PLAIN_LINES, ValidationFailed } from '@castellan/common';
import type { Operator } from './operator.js';

const MAX_REASON = 500;
const TOO_LONG = { reason: [`Say it in at most ${MAX_REASON} characters.`] };
const MISSING = { reason: [`Say why, in 1 to ${MAX_REASON} characters.`] };
const NOT_PLAIN = { reason: ['Control characters are not allowed.'] };
/** Blanks and what has no width say nothing. */
const SAYS_SOMETHING = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * The operator with the reason for what they do next; an empty one is none. It is kept for ever, in the audit log alone, so it should name
 * nobody. A line ends as the form counted it, though browsers send two characters for each (HTML, "multipart form data").
 * @throws ValidationFailed beyond 500 characters, and for control characters: of those some turn the direction of what is read
 */
export function because<T extends Operator>(operator: T, reason: string): T {
  const why = reason.replaceAll('\r\n', '\n').trim();
  if (why.length > MAX_REASON) throw new ValidationFailed({ errors: TOO_LONG });
  if (!PLAIN_LINES.test(why)) throw new ValidationFailed({ errors: NOT_PLAIN });
  return SAYS_SOMETHING.test(why) ? { ...operator, context: { ...operator.context, reason: why } } : operator;
}

/** Who acts at the panel or by the management API says why; whoever runs the process need not. @throws ValidationFailed @internal */
export function demandReason(operator: Operator): void {
  const isLocal = operator.sessionId === null && !('confirm' in operator);
  if (!isLocal && operator.context.reason === undefined) throw new ValidationFailed({ errors: MISSING });
}
