/** A user as services pass them on; no secret in it. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly username: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly isActive: boolean;
  readonly isVerified: boolean;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  /** Sorted codenames, their own and their groups'. A superuser has all there are, an inactive user none. */
  readonly permissions: readonly string[];
  readonly tokenVersion: number;
  readonly dateJoined: Date;
  readonly lastLogin: Date | null;
  /** A right password opens nothing until it is reset. */
  readonly passwordResetRequired: boolean;
  /** Set while the account is closed and not yet erased. */
  readonly closedAt: Date | null;
}

/** A user as sign-in answers and guards need them. */
export interface SignedInUser extends User {
  readonly twoFactorEnabled: boolean;
}

/** A user together with the stored password, for the one place that checks it. */
export interface UserWithPassword extends User {
  readonly passwordHash: string | null;
}

/** What a sign-up gives of a new user. */
export interface NewUser {
  readonly email: string;
  readonly username: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly passwordHash: string | null;
}

/** What a new user may do and counts as, besides who they are. */
export interface NewStanding {
  readonly isVerified: boolean;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
}

export type UserName = { readonly email: string } | { readonly username: string };
