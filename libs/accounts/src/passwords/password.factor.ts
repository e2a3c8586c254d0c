import type { FirstFactor } from '../factors/factor.js';

/** What somebody knows. Its door spends budgets of known devices, so it has looked at the device before the sign-in does. */
export const PASSWORD: FirstFactor = { kind: 'password', step: 'first', amr: ['pwd'], aal: 1, isStoppedByReset: true, hasSeenDevice: true };
