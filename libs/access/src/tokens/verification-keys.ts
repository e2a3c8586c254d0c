/** A public key by which tokens are checked. */
export interface VerificationKey {
  readonly kid: string;
  /** SubjectPublicKeyInfo, PEM. */
  readonly publicKey: string;
}

/** Port: the keys whose tokens are accepted. `PublishedKeys` fills it from the JWKS of a Castellan, `accounts` from the database. */
export abstract class VerificationKeys {
  /** In memory: asked for each token that is not remembered. */
  abstract find(kid: string): VerificationKey | undefined;
  /**
   * Loads the keys again because a token names an unknown one; implementations bound how often they really do.
   * @throws Unavailable when they cannot be loaded
   */
  abstract reload(): Promise<void>;
}
