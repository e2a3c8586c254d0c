/** What a challenge is bound to: an answer to it is worth nothing anywhere else. */
export interface Ceremony {
  /** What the answer opens, such as `registration`. */
  readonly purpose: string;
  readonly userId: string;
  /** The session, or the sign-in that waits, in which it was asked for. */
  readonly boundTo: string;
}

/** A passkey, without its key. */
export interface Passkey {
  readonly id: string;
  readonly userId: string;
  /** 1 to 64 characters. */
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  /** Can it be copied to other devices of its owner (backup eligible, WebAuthn level 3, §6.1.3)? */
  readonly isSynced: boolean;
  readonly transports: readonly string[];
  /** The model of the authenticator, as a UUID; zeros where it does not tell. */
  readonly aaguid: string;
}

/** Somebody has proven that they hold the passkey. */
export interface Assertion {
  readonly userId: string;
  readonly passkey: Passkey;
  /** Did the authenticator look at who they are, by finger, face or PIN? */
  readonly isUserVerified: boolean;
}
