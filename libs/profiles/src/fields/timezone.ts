import type { Reading } from './field-rule.js';

/** A name of the IANA time zone database, not an offset: an offset has no summer time. */
const NAME = /^[A-Za-z][A-Za-z0-9+_/-]{1,63}$/;

/** Kept as typed, in the database's spelling where only the case differs: an older name (`Asia/Calcutta`) stays what its owner chose. */
export function readTimezone(given: string): Reading<string> {
  const known = NAME.test(given) ? resolved(given) : null;
  if (known === null) return { problem: 'Enter a time zone such as Europe/Paris.' };
  return { value: known.toLowerCase() === given.toLowerCase() ? known : given };
}

function resolved(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null; // a RangeError: there is no such zone
  }
}
