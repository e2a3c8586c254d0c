import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Longer than any number with its blanks and brackets. */
const MAX_INPUT = 40;
/** Nobody reads SMS there, and some of them earn by each message (pumping), inside of allowed countries too. */
const NO_MAILBOX: ReadonlySet<unknown> = new Set(['PREMIUM_RATE', 'SHARED_COST', 'TOLL_FREE', 'UAN', 'PAGER', 'VOICEMAIL']);

/**
 * The number in E.164, such as `+4915112345678`; null for what is no international number, or one of a kind that takes no SMS. The country
 * is never guessed.
 * @internal
 */
export function phoneNumber(typed: string): string | null {
  if (typed.length > MAX_INPUT || !typed.trimStart().startsWith('+')) return null;
  const parsed = parsePhoneNumberFromString(typed, { extract: false });
  return parsed?.isValid() && !parsed.ext && !NO_MAILBOX.has(parsed.getType()) ? parsed.number : null;
}
