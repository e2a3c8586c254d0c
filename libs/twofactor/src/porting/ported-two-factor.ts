/** Two-step sign-in of a user on the way from one system to another. */
export interface PortedTwoFactor {
  /** Null while it is off: backup codes may come before the switch, with a second factor that a host keeps. */
  readonly enabledAt: Date | null;
  /** Null where it is on by another second factor. */
  readonly totp: PortedTotp | null;
  readonly backupCodes: readonly PortedBackupCode[];
}

/** An authenticator of a user on the way from one system to another. */
export interface PortedTotp {
  /** Base32 (RFC 4648) without padding; SHA-1, six digits, 30 seconds. */
  readonly secret: string;
  readonly enabledAt: Date;
  /** The newest time step that was accepted; 0 for none. */
  readonly lastUsedStep: number;
}

/** As another system kept it, in the clear, or by the selector and slow hash of ours. */
export type PortedBackupCode = ({ readonly code: string } | { readonly selector: string; readonly hash: string }) & {
  readonly createdAt: Date;
  readonly usedAt: Date | null;
};
