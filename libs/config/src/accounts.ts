import type { AccountConfiguration } from './configuration.js';
import { durationWithin, spell } from './durations.js';
import { integerWithin, parseBoolean } from './values.js';
import type { Variables } from './variables.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Reads what is particular to accounts: the life of links, sessions and closed accounts. */
export function readAccounts(variables: Variables): AccountConfiguration {
  return {
    passwordResetTtlMs: readTtl(variables, 'PASSWORD_RESET_TTL', HOUR, DAY),
    pendingEmailTtlMs: readTtl(variables, 'PENDING_EMAIL_TTL', HOUR, DAY),
    undoTtlMs: readTtl(variables, 'UNDO_LINK_TTL', 72 * HOUR, 30 * DAY),
    erasureDelayMs: readTtl(variables, 'ACCOUNT_ERASURE_DELAY', 14 * DAY, 365 * DAY),
    eventsRetentionMs: readTtl(variables, 'EVENTS_RETENTION', 400 * DAY, 3650 * DAY),
    maxSessions: variables.read('MAX_SESSIONS', 50, integerWithin(1, 1000), '50'),
    keepSessionOnPasswordChange: variables.read('UPDATE_SESSION_AUTH_HASH', true, parseBoolean, 'true'),
  };
}

function readTtl(variables: Variables, name: string, fallback: number, max: number): number {
  return variables.read(name, fallback, durationWithin({ min: SECOND, max }), spell(fallback));
}
