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

/** Whom an authenticator shows beside the passkey. */
export interface Person {
  /** Tells this account from others of the same person, such as an address. */
  readonly name: string;
  readonly displayName: string;
}

/** A passkey that was just made, looked at and not kept yet: `add` keeps it. */
export interface NewPasskey {
  readonly credentialId: Buffer;
  /** In COSE form (RFC 9052 §7). */
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly isSynced: boolean;
  readonly transports: readonly string[];
  readonly aaguid: string;
  readonly isUserVerified: boolean;
}

/** What a browser is told, so that it offers no passkey that was removed (`signalAllAcceptedCredentials`, WebAuthn level 3, §5.1.10.3). */
export interface PasskeySignals {
  readonly rpId: string;
  /** In base64url, as are the credentials. */
  readonly userHandle: string;
  readonly credentialIds: readonly string[];
}
