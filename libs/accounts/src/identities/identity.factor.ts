import type { Identity } from '@castellan/federation';
import type { FirstFactor } from '../factors/factor.js';

/** What histories and clients call it. */
export const IDENTITY_KIND = 'federated';

/** A provider that says who it is: level 1, whatever it claims of itself. An account whose password has to be replaced wants its mailbox first. */
export const byIdentity = ({ id }: Pick<Identity, 'id'>): FirstFactor => ({
  kind: IDENTITY_KIND,
  step: 'first',
  amr: ['fed'],
  aal: 1,
  isStoppedByReset: true,
  hasSeenDevice: false,
  instance: id,
  isNeverSecond: true,
});
