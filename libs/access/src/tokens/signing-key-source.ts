/** A key pair that signs access tokens. */
export interface SigningKey {
  readonly kid: string;
  /** PKCS #8, PEM. */
  readonly privateKey: string;
}

/** Port: where the signing key comes from. Only a service that issues tokens needs it; `accounts` fills it from the database. */
export abstract class SigningKeySource {
  /** The key that signs now. */
  abstract signingKey(): SigningKey;
}
