import { because } from '@castellan/accounts';
import type { ManagementOperator } from './management-operators.js';
import type { ReasonDto } from './reason.dto.js';

/** The operator with the reason that the body gives. @throws ValidationFailed for one that is too long, or not plain */
export const withReason = (operator: ManagementOperator, { reason }: ReasonDto): ManagementOperator => because(operator, reason ?? '');
