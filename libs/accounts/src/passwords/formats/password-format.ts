import type { Derivation, StoredKey } from './derivation.js';

/** A way of storing passwords. Formats only read and write strings; the hashing is done on the threads of `HashingPool`. */
export interface PasswordFormat {
  /** What its stored strings begin with; no format's prefix begins another's. */
  readonly prefix: string;
  /** What is hashed in the place of the typed password. */
  prepare(password: string): string;
  /** Null for a string that cannot be read. Costs are bounded by the caller. */
  parse(stored: string): StoredKey | null;
}

/** A format that passwords are stored in today. */
export interface CurrentFormat extends PasswordFormat {
  /** How the next password is hashed: today's cost, a new salt. */
  derivation(): Derivation;
  render(key: StoredKey): string;
  /** Is this how a new string would be made, but for the salt? */
  isCurrent(derivation: Derivation): boolean;
}

/** Django and its like hash the password as it was typed, without Unicode normalization. */
export const asTyped = (password: string): string => password;
