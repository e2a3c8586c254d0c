import { SessionState, VerificationKeys } from '@castellan/access';
import type { AccessOptions } from '@castellan/access';
import type { RestApplication } from '@castellan/rest';
import { accessOptions } from '../core-modules.js';
import type { SettledOptions } from './settled-options.js';

/** How the host's own routes accept tokens: by the keys and the sessions of the Castellan inside, so that what is revoked there is over at once. */
export function accessOfHost({ configuration, acceptsCookie }: SettledOptions, inner: RestApplication): AccessOptions {
  const { accessCookie, ...options } = accessOptions(configuration);
  return {
    ...options,
    ownApi: false, // its refusals are about the host's routes
    accessCookie: acceptsCookie ? accessCookie : null,
    keys: inner.get(VerificationKeys, { strict: false }),
    sessions: inner.get(SessionState, { strict: false }),
    passportName: null, // passport's names are the host's, and a second Castellan would take the same
  };
}
