import type { AssuranceLevel } from '@castellan/access';

/** Who acts, and how they have signed in. */
export interface ActingOptions {
  /** Codenames, as `users.view`; none unless told. */
  readonly permissions?: readonly string[];
  /** 2: with an authenticator, whose codes the actor knows; 1 unless told. */
  readonly aal?: AssuranceLevel;
  /** False: the sign-in is too long ago for `@RequiresRecentAuth()`. */
  readonly recent?: boolean;
  readonly staff?: boolean;
  readonly superuser?: boolean;
  /** Somebody there is already, by id, or what a new user is called; a new one with an address of its own unless told. */
  readonly user?: string | NewActor;
}

/** What a new user is called. */
export interface NewActor {
  readonly email?: string;
  readonly username?: string;
  readonly firstName?: string;
  readonly lastName?: string;
}
