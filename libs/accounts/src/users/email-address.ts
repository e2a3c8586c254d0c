import { isEmail } from 'class-validator';
import { domainToUnicode } from 'node:url';

const MAX_LENGTH = 254; // RFC 5321 §4.5.3.1.3
/** Quoted local parts spell one mailbox in many ways; what cannot be seen makes two addresses look like one. */
const NEVER = /["\p{C}\p{Z}]/u;
/** Else the parser of hosts would cut at a slash, or read `%65`. */
const DOMAIN = /^[a-z\d.\-\u0080-\u{10ffff}]+$/u;

/**
 * Folds an address for storage and look-up: NFC, lower case, no blanks around, and of the spellings of an international domain the one
 * that people read. One person, one account, however it is typed.
 * @internal
 */
export function normalizeEmail(email: string): string {
  const text = email.trim().normalize('NFC').toLowerCase();
  const at = text.lastIndexOf('@') + 1;
  return at === 0 ? text : text.slice(0, at) + foldDomain(text.slice(at));
}

function foldDomain(domain: string): string {
  return (DOMAIN.test(domain) && domainToUnicode(domain)) || domain; // empty for what is no domain
}

/** Whether it is an address that we write to. What comes after is the same address, so it is looked at as it will be stored. @internal */
export function isEmailAddress(typed: string): boolean {
  if (typed.length > MAX_LENGTH || NEVER.test(typed.trim())) return false;
  const email = normalizeEmail(typed);
  return email.length <= MAX_LENGTH && isEmail(email);
}
