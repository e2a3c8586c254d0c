import type { Reading } from './field-rule.js';

const MAX_LENGTH = 35; // what RFC 5646 §4.4.1 asks buffers to hold

/** A language tag (BCP 47), kept in its canonical form: `pt-br` is `pt-BR`, `iw` is `he`. */
export function readLanguage(given: string): Reading<string> {
  try {
    const [tag] = given.length <= MAX_LENGTH ? Intl.getCanonicalLocales(given) : [];
    if (tag !== undefined) return { value: tag };
  } catch {
    // a RangeError: not well formed
  }
  return { problem: 'Enter a language tag such as en or pt-BR.' };
}
