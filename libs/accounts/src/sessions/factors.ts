import type { Assurance } from './session.types.js';

/** What can open the door alone. */
export type FirstFactor = 'password' | 'email_otp' | 'sms_otp';

/** What can only follow a first factor. */
export type SecondFactor = 'totp' | 'backup_code';

/** The factors just proven. A code by mail or SMS is never a second one: it proves no more than access to the account's address. */
export interface ProvenFactors {
  readonly first: FirstFactor;
  readonly second: SecondFactor | null;
}

/** Authentication method references, RFC 8176 §2. */
const METHODS: Readonly<Record<FirstFactor | SecondFactor, string>> = {
  password: 'pwd',
  email_otp: 'otp',
  sms_otp: 'sms',
  totp: 'otp',
  backup_code: 'otp',
};

/** The level and methods that a session says of itself (NIST SP 800-63B §4). */
export function assuranceOf({ first, second }: ProvenFactors): Assurance {
  if (second === null) return { aal: 1, amr: [METHODS[first]] };
  return { aal: 2, amr: [...new Set([METHODS[first], ...secondFactorMethods(second)])] };
}

/** What a second factor adds to the methods of a session. */
export function secondFactorMethods(second: SecondFactor): readonly string[] {
  return [METHODS[second], 'mfa'];
}
