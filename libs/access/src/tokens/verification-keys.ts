/** A public key by which tokens are checked. */
export interface VerificationKey {
  readonly kid: string;
  /** SubjectPublicKeyInfo, PEM. */
  readonly publicKey: string;
}

/** Port: the keys whose tokens are accepted. `PublishedKeys` fills it from the JWKS of a Castellan, `accounts` from the database. */
export abstract class VerificationKeys {
  /** In memory: asked for each request. Nothing for a key that is gone, or while what is in memory may be out of date. */
  abstract find(kid: string): VerificationKey | undefined;
  /**
   * Loads the keys again because a token names one that is not found; implementations bound how often they really do.
   * @throws Unavailable when they cannot be loaded
   */
  abstract reload(): Promise<void>;

  /** The names of the claims that the issuer says it writes for other services; null where it does not say. @throws Unavailable */
  tokenClaims?(): Promise<readonly string[] | null>;
}
