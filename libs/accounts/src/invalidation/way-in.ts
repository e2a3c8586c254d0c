import type { RequestContext } from '@castellan/common';
import type { AuthEventName } from '@castellan/log';
import type { User } from '../users/user.types.js';

/** What people add to their account to get into it, besides the password. */
export type AddedWay = 'phone' | 'second_factor' | 'authenticator' | 'backup_codes' | 'passkey' | 'identity';

/** Why ways in are removed, for the history. */
export interface Removal {
  readonly cause: AuthEventName;
  readonly context: RequestContext;
}

/** One kind of way in that a thief could have left in an account. Each is named in `WAYS_IN`, and none is forgotten. */
export interface WayIn {
  /** Removes what was added at that moment or after it; gives what that was. Part of the caller's transaction, which holds the user. */
  removeSince(user: User, cutOff: Date, removal: Removal): Promise<readonly AddedWay[]>;
}

/** All kinds of ways in. */
export const WAYS_IN = Symbol('WAYS_IN');
