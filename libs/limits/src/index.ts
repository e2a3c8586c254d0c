export { Allowances, throttledFor } from './allowances.service.js';
export type { Allowance, Use } from './allowances.service.js';
export { Budgets, FAILURE_REFUSAL_MS, FAILURE_WINDOW_MS } from './budgets.service.js';
export type { Attempt, Budget, Reservation } from './budgets.service.js';
export { LimitsModule } from './limits.module.js';
export { Pending } from './pending.js';
export type { PendingRules, Turn } from './pending.js';
