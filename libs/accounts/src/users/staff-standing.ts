import type { User } from './user.types.js';

/** Of the user `u`: may they act as staff at all? Whoever holds a session, a panel or a key of theirs asks this. */
export const MAY_ACT = 'u.is_active AND u.is_staff AND u.closed_at IS NULL AND NOT u.password_reset_required';

/** `MAY_ACT`, of one who was read. */
export const mayAct = ({ isActive, isStaff, closedAt, passwordResetRequired }: StaffStanding): boolean =>
  isActive && isStaff && closedAt === null && !passwordResetRequired;

type StaffStanding = Pick<User, 'isActive' | 'isStaff' | 'closedAt' | 'passwordResetRequired'>;
