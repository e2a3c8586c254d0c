import type { CborMap } from './cbor.js';

/** What an attacker, or an authenticator gone wrong, does otherwise. What is left out is as it should be, and all is signed as it is. */
export interface Tampering {
  /** The page that asked. */
  readonly origin?: string;
  readonly challenge?: string;
  /** `webauthn.create` or `webauthn.get`. */
  readonly type?: string;
  /** Asked in a frame of another site. */
  readonly crossOrigin?: unknown;
  /** Whatever else the client says. */
  readonly clientData?: Readonly<Record<string, unknown>>;
  readonly rpId?: string;
  readonly isPresent?: boolean;
  readonly isVerified?: boolean;
  readonly isSynced?: boolean;
  readonly isBackedUp?: boolean;
  readonly counter?: number;
  /** In the answer and not in what is signed. */
  readonly id?: string;
  /** Null leaves it out. */
  readonly userHandle?: string | null;
  readonly transports?: readonly unknown[];
  readonly attestation?: { readonly fmt: string; readonly attStmt: CborMap };
  /** In the place of the whole thing. */
  readonly attestationObject?: Buffer;
  /** Of an answer, before it is signed; what it says of itself. */
  readonly authenticatorData?: (honest: Buffer) => Buffer;
  /** After it was signed. */
  readonly signature?: (honest: Buffer) => Buffer;
}
