import type { DefaultsOf } from '@castellan/common';
import { EVENTS_RETENTION_MS } from './cleanup/neighbour-cleanup.service.js';
import { ERASURE_DELAY_MS } from './closing/account-erasure.service.js';
import { PASSWORD_RESET_TTL_MS, PENDING_EMAIL_TTL_MS, UNDO_TTL_MS, VERIFICATION_TTL_MS } from './links/link-purposes.js';
import type { GivenAccountsOptions } from './options.js';
import { BCRYPT_COST } from './passwords/password-hasher.js';
import { REFRESH_TTL_MS, SESSION_MAX_AGE_MS } from './sessions/session-life.js';
import { MAX_SESSIONS } from './sessions/session-opening.service.js';
import { REFRESH_GRACE_MS } from './sessions/session-refresh.service.js';
import { PENDING_SIGN_IN_TTL_MS } from './sign-in/pending-sign-ins.service.js';
import { TRUSTED_DEVICE_TTL_MS } from './sign-in/sign-in.service.js';

/** What holds where the host tells nothing; each number stands in the file of its rule. @internal */
export const ACCOUNTS_DEFAULTS: DefaultsOf<GivenAccountsOptions> = {
  signInUrl: null,
  requireVerifiedEmail: true,
  passwordHasher: 'bcrypt',
  bcryptCost: BCRYPT_COST,
  contextWords: [],
  breachedPasswords: null,
  verificationTtlMs: VERIFICATION_TTL_MS,
  passwordResetTtlMs: PASSWORD_RESET_TTL_MS,
  pendingEmailTtlMs: PENDING_EMAIL_TTL_MS,
  undoTtlMs: UNDO_TTL_MS,
  twoFactorPolicy: 'required_for_staff',
  pendingTtlMs: PENDING_SIGN_IN_TTL_MS,
  trustedDeviceTtlMs: TRUSTED_DEVICE_TTL_MS,
  keepSessionOnPasswordChange: true,
  maxSessions: MAX_SESSIONS,
  erasureDelayMs: ERASURE_DELAY_MS,
  operatorsEmail: null,
  incidents: {},
  eventsRetentionMs: EVENTS_RETENTION_MS,
  tokenClaims: [],
  refreshTtlMs: REFRESH_TTL_MS,
  sessionMaxAgeMs: SESSION_MAX_AGE_MS,
  refreshGraceMs: REFRESH_GRACE_MS,
};
