/** A key pair that signs access tokens. */
export interface SigningKey {
  readonly kid: string;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
}

/** The public half, by which tokens are checked. */
export interface VerificationKey {
  readonly kid: string;
  /** SubjectPublicKeyInfo, PEM. */
  readonly publicKey: string;
}

/** Port: where signing and verification keys come from. `accounts` fills it from the database. Look-ups are in memory. */
export abstract class KeySource {
  /** The key that signs now. */
  abstract signingKey(): SigningKey;
  abstract find(kid: string): VerificationKey | undefined;
  /** Loads the keys again because a token names an unknown one; implementations bound how often they really do. */
  abstract reload(): Promise<void>;
}
