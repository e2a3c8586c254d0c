export { FAILURE_REFUSAL_MS, FailureBudget } from './failure-budget.service.js';
export type { Budget, Reservation } from './failure-budget.service.js';
export { LimitsModule } from './limits.module.js';
