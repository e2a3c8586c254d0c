import { masters, may } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import type { ListRow } from '@castellan/data';

/** Whom the services let this operator act on; what they would refuse is not offered. */
export const isCustomerOf = (row: ListRow, operator: Operator): boolean =>
  masters(operator, { isStaff: row['is_staff'] === true, isSuperuser: row['is_superuser'] === true });
/** As `isCustomerOf`, for what nobody does to themselves. */
export const isAnotherOf = (row: ListRow, operator: Operator): boolean => isCustomerOf(row, operator) && row['id'] !== operator.id;

export const mayChange = (operator: Operator): boolean => may(operator, 'users.change');

/** For whom an act makes sense, and on whom this operator may do it: not on themselves. */
export const isOther =
  (fits: (row: ListRow) => boolean) =>
  (row: ListRow, operator: Operator): boolean =>
    fits(row) && isAnotherOf(row, operator);
export const isSet = (name: string) => (row: ListRow) => row[name] === true;
export const isNotSet = (name: string) => (row: ListRow) => row[name] === false;
