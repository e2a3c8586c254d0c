import type { User } from './user.types.js';

/** May its address still be proven? */
export const isWaitingForProof = ({ isActive, isVerified }: User): boolean => isActive && !isVerified;

/** Nobody has proven the address or ever signed in: only a sign-up form was sent. In SQL it is `UNPROVEN`. */
export function isMereSignUp(user: User): boolean {
  return isWaitingForProof(user) && !user.isStaff && !user.isSuperuser && user.lastLogin === null;
}

/** As `isMereSignUp`, in SQL. */
export const UNPROVEN = 'NOT is_verified AND NOT is_staff AND NOT is_superuser AND last_login IS NULL';
