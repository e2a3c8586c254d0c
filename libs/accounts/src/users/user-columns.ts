import { columnsOf } from '@castellan/data';
import { UserEntity } from './user.entity.js';

/** What a `User` has of its row. */
export const USER_FIELDS = [
  'id',
  'email',
  'username',
  'firstName',
  'lastName',
  'isActive',
  'disabledUntil',
  'isVerified',
  'isStaff',
  'isSuperuser',
  'tokenVersion',
  'dateJoined',
  'lastLogin',
  'passwordResetRequired',
  'closedAt',
] as const satisfies readonly (keyof UserEntity)[];

/** Of the alias `u`, sorted. Each branch is computed only when it is taken: two index look-ups for most users, and what their groups have for the others. */
export const PERMISSIONS = `CASE
    WHEN NOT u.is_active THEN '{}'
    WHEN u.is_superuser THEN ARRAY(SELECT p.codename FROM permissions p ORDER BY p.codename COLLATE "C")
    ELSE ARRAY(SELECT held.permission FROM (
      SELECT up.permission FROM user_permissions up WHERE up.user_id = u.id
      UNION SELECT gp.permission FROM user_groups ug JOIN group_permissions gp ON gp.group_id = ug.group_id WHERE ug.user_id = u.id
    ) held ORDER BY held.permission COLLATE "C") END`;

/** Columns of a `User`, from the alias `u`. */
export const USER_COLUMNS = `${columnsOf(UserEntity, 'u', USER_FIELDS)}, u.password_hash IS NOT NULL AS "hasPassword",
  coalesce(NOT u.is_active AND u.disabled_until <= now(), false) AS "isBanOver", ${PERMISSIONS} AS permissions`;
