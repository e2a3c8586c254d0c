import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Longer than any number with its blanks and brackets. */
const MAX_INPUT = 40;

/** The number in E.164, such as `+4915112345678`; null for what is no possible international number. The country is never guessed. */
export function phoneNumber(typed: string): string | null {
  if (typed.length > MAX_INPUT || !typed.trimStart().startsWith('+')) return null;
  const parsed = parsePhoneNumberFromString(typed, { extract: false });
  return parsed?.isValid() && !parsed.ext ? parsed.number : null;
}
