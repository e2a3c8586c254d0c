/** The passkeys of a user on the way from one system to another. */
export interface PortedPasskeys {
  /** What authenticators know the user by, in base64url. */
  readonly handle: string;
  readonly createdAt: Date;
  readonly credentials: readonly PortedPasskey[];
}

/** One credential of a user (the credential record of WebAuthn level 3, §4). */
export interface PortedPasskey {
  readonly id: string;
  /** Base64url. */
  readonly credentialId: string;
  /** COSE, in base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly isSynced: boolean;
  readonly transports: readonly string[];
  readonly aaguid: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}
