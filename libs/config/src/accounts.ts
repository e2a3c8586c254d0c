import type { AccountConfiguration } from './configuration.js';
import { DAY, lifetime } from './durations.js';
import { settings } from './settings.js';
import { integerWithin, parseBoolean } from './values.js';
import type { Variables } from './variables.js';

export const ACCOUNT_SETTINGS = settings({
  REQUIRE_VERIFIED_EMAIL: {
    byDefault: 'true',
    as: parseBoolean,
    meaning: '`false` lets people sign in before they have proven their address',
  },
  UPDATE_SESSION_AUTH_HASH: {
    byDefault: 'true',
    as: parseBoolean,
    meaning: '`false`: a change of password ends the session it was made in, too',
  },
  MAX_SESSIONS: { byDefault: '50', as: integerWithin(1, 1000), meaning: 'live sessions of one user; the oldest ends' },
  VERIFICATION_TTL: { byDefault: '10m', as: lifetime(DAY), meaning: 'life of the link that proves an address' },
  PASSWORD_RESET_TTL: {
    byDefault: '1h',
    as: lifetime(DAY),
    meaning: 'life of the link that resets a password, and of the one by which staff sets up a second factor',
  },
  PENDING_EMAIL_TTL: { byDefault: '1h', as: lifetime(DAY), meaning: 'life of the link that proves a new address' },
  UNDO_LINK_TTL: {
    byDefault: '72h',
    as: lifetime(30 * DAY),
    meaning: 'life of the links that undo a change of address or report what was not you',
  },
  ACCOUNT_ERASURE_DELAY: {
    byDefault: '14d',
    as: lifetime(365 * DAY),
    meaning: 'a closed account is erased so long after; signing in before undoes it',
  },
  EVENTS_RETENTION: {
    byDefault: '400d',
    as: lifetime(3650 * DAY),
    meaning: 'how long [the history of attempts](events-and-monitoring.md) is kept',
  },
});

/** Reads what is particular to accounts: the life of links, sessions and closed accounts (docs/reference/contract.md#mailed-links). */
export function readAccounts(variables: Variables): AccountConfiguration {
  return {
    passwordResetTtlMs: variables.told(ACCOUNT_SETTINGS.PASSWORD_RESET_TTL),
    pendingEmailTtlMs: variables.told(ACCOUNT_SETTINGS.PENDING_EMAIL_TTL),
    undoTtlMs: variables.told(ACCOUNT_SETTINGS.UNDO_LINK_TTL),
    erasureDelayMs: variables.told(ACCOUNT_SETTINGS.ACCOUNT_ERASURE_DELAY),
    eventsRetentionMs: variables.told(ACCOUNT_SETTINGS.EVENTS_RETENTION),
    maxSessions: variables.told(ACCOUNT_SETTINGS.MAX_SESSIONS),
    keepSessionOnPasswordChange: variables.told(ACCOUNT_SETTINGS.UPDATE_SESSION_AUTH_HASH),
  };
}
