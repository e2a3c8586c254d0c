import { PLAIN_LINE } from '@castellan/common';
import type { Person } from './federation.types.js';
import type { Claimed } from './providers/provider.js';
import type { ProviderSettings } from './providers/provider-settings.js';
import { Failed } from './providers/failures.js';

/** OpenID Connect Core 1.0, §2: `sub` has 255 characters of ASCII at most. */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,254}$/;

/** RFC 5321 §4.5.3.1.3, less the brackets. */
const EMAIL_LENGTH = 254;

const NAME_LENGTH = 150;

/** Reads what a provider claims with suspicion. @throws Failed for a subject that is none @internal */
export function personOf(claimed: Claimed, { id, trustsEmail, signsUp }: ProviderSettings): Person {
  const { issuer, subject } = claimed;
  if (!SUBJECT.test(subject)) throw new Failed('the subject is none');
  const email = emailOf(claimed.email);
  const isTrusted = trustsEmail ?? claimed.isTrusted;
  return {
    provider: id,
    issuer,
    subject,
    email,
    // As a boolean alone: `"false"` is a true value in many languages.
    vouchesForEmail: email !== null && isTrusted && claimed.emailVerified === true,
    signsUp,
    firstName: nameOf(claimed.firstName),
    lastName: nameOf(claimed.lastName),
  };
}

function emailOf(told: unknown): string | null {
  const email = typeof told === 'string' ? told.trim() : '';
  const isAddress = email.length <= EMAIL_LENGTH && /^[^\s@]+@[^\s@]+$/.test(email) && PLAIN_LINE.test(email);
  return isAddress ? email : null;
}

function nameOf(told: unknown): string {
  const name = typeof told === 'string' ? told.trim() : '';
  return name.length <= NAME_LENGTH && PLAIN_LINE.test(name) ? name : '';
}
