/** The row of a user on the way from one system to another. */
export interface PortedAccount {
  readonly email: string;
  readonly isVerified: boolean;
  /** Null for none. */
  readonly username: string | null;
  readonly firstName: string;
  readonly lastName: string;
  /** `undefined`: not brought along. A hash of a format that we read, as it is; null for none. */
  readonly passwordHash?: string | null;
  /** Somebody may know the password: it opens nothing until it is reset by mail. */
  readonly passwordResetRequired: boolean;
  readonly isActive: boolean;
  readonly disabledUntil: Date | null;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  readonly dateJoined: Date;
  readonly lastLogin: Date | null;
  /** Proven, in E.164; null for none. */
  readonly phone: string | null;
  readonly phoneVerifiedAt: Date | null;
  readonly proofDueAt: Date | null;
  readonly closedAt: Date | null;
  readonly eraseAt: Date | null;
}
