import type { UserEntity } from './user.entity.js';
import type { USER_FIELDS } from './user-columns.js';

/** A user as services pass them on; no secret in it. */
export interface User extends Pick<UserEntity, (typeof USER_FIELDS)[number]> {
  /** False for who signs in by codes alone. */
  readonly hasPassword: boolean;
  /** Still disabled, though the end of it has come: the next sign-in enables them. */
  readonly isBanOver: boolean;
  /** Sorted codenames, their own and their groups'. A superuser has all there are, an inactive user none. */
  readonly permissions: readonly string[];
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
