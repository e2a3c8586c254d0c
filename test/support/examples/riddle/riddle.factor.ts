import type { FirstFactor } from '@castellan/accounts';

/** A factor that no lib has ever heard of. */
export const RIDDLE: FirstFactor = { kind: 'riddle', step: 'first', amr: ['kba'], aal: 1, isStoppedByReset: false, hasSeenDevice: false };
