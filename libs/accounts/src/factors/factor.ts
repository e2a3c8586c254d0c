import type { AssuranceLevel } from '@castellan/access';

/** Something a user proves themselves by, as plain data that the folder of the factor declares: no list of them is kept anywhere. */
interface Factor {
  /** What histories and clients call it. */
  readonly kind: string;
  /** Authentication method references, RFC 8176 §2. */
  readonly amr: readonly string[];
}

/** What can open the door alone. It is kept while a sign-in waits, so it is nothing but data. */
export interface FirstFactor extends Factor {
  readonly step: 'first';
  /** Which one of its kind it was, where a user may have several that are second factors, too: the same is never both. */
  readonly instance?: string;
  /** None of its kind is ever a second factor: so a trusted device, which another one has made that, stands in for the second after it. */
  readonly isNeverSecond?: true;
  /** What it proves alone (NIST SP 800-63B §4): 2 only for what is two factors in one, such as a key that has verified its user. */
  readonly aal: AssuranceLevel;
  /** Does an account whose password has to be replaced refuse it? */
  readonly isStoppedByReset: boolean;
  /** Has its proof looked at the shown device token already? Copies are found out at every door, once. */
  readonly hasSeenDevice: boolean;
}

/** What can only follow a first factor. A code by mail or SMS is never one: it proves no more than access to the account's address. */
export interface SecondFactor extends Factor {
  readonly step: 'second';
}

/** The factors just proven. */
export interface ProvenFactors {
  readonly first: FirstFactor;
  readonly second: SecondFactor | null;
}

/** What was proven: the assurance level and the methods behind it (RFC 8176). */
export interface Assurance {
  readonly aal: AssuranceLevel;
  readonly amr: readonly string[];
}

/** The level and methods that a session says of itself (NIST SP 800-63B §4). */
export function assuranceOf({ first, second }: ProvenFactors): Assurance {
  if (second === null) return { aal: first.aal, amr: first.amr };
  return { aal: 2, amr: [...new Set([...first.amr, ...secondFactorMethods(second)])] };
}

/** What a second factor adds to the methods of a session. */
export function secondFactorMethods({ amr }: SecondFactor): readonly string[] {
  return [...amr, 'mfa'];
}
