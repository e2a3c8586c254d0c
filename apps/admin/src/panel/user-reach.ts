import { masters } from '@castellan/accounts';
import type { Operator } from '@castellan/accounts';
import type { ListRow } from '@castellan/data';

/** Whom the services let this operator act on; what they would refuse is not offered. */
export const isCustomerOf = (row: ListRow, operator: Operator): boolean =>
  masters(operator, { isStaff: row['is_staff'] === true, isSuperuser: row['is_superuser'] === true });
/** As `isCustomerOf`, for what nobody does to themselves. */
export const isAnotherOf = (row: ListRow, operator: Operator): boolean => isCustomerOf(row, operator) && row['id'] !== operator.id;
