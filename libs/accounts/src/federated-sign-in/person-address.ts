import type { Person } from '@castellan/federation';
import { domainToASCII } from 'node:url';
import { isEmailAddress, normalizeEmail } from '../users/email-address.js';

/** An address that a provider named, as it is stored here. */
export interface NamedAddress {
  readonly email: string;
  /** Is it proven by what the provider says? */
  readonly isVouched: boolean;
}

/** Null where none was named, or none that we write to. */
export function addressOf({ email, vouchesForEmail }: Pick<Person, 'email' | 'vouchesForEmail'>): NamedAddress | null {
  if (email === null || !isEmailAddress(email)) return null;
  const stored = normalizeEmail(email);
  return { email: stored, isVouched: vouchesForEmail && isSpelledAlike(email, stored) };
}

/**
 * The provider vouches for the very letters that it names. Folding makes one address of several, for people who type: the Kelvin sign becomes
 * a `k`, and its mailbox may be another's. So only what differs in the case of ASCII letters is vouched for, and a domain in its other form
 * (RFC 5890 §2.3.2.1).
 */
function isSpelledAlike(named: string, stored: string): boolean {
  const [local, domain] = parted(lowerCase(named));
  const [storedLocal, storedDomain] = parted(stored);
  return local === storedLocal && (domain === storedDomain || domain === domainToASCII(storedDomain));
}

const lowerCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function parted(email: string): readonly [string, string] {
  const at = email.lastIndexOf('@') + 1;
  return [email.slice(0, at), email.slice(at)];
}
