import { OperatorRecords } from './operator-records.service.js';

export const OPERATORS_PROVIDERS = [OperatorRecords];
