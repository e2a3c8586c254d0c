import { ACCESS_TOKEN_TTL_MS } from '@castellan/access';
import { ACCOUNTS_DEFAULTS } from '@castellan/accounts';
import { documentedDefaults } from '@castellan/config';
import { FEDERATION_DEFAULTS } from '@castellan/federation';
import { OTP_DEFAULTS } from '@castellan/otp';
import { PASSKEYS_DEFAULTS } from '@castellan/passkeys';
import { ANSWER_FLOORS, CONFIGURABLE_LIMITS, MAX_CONNECTIONS } from '@castellan/rest';
import { BACKUP_CODES } from '@castellan/twofactor';

/** What holds where a variable is not set stands beside its rule; the page of the environment says it once more. */
const IN_FORCE: Readonly<Record<string, unknown>> = {
  MAX_CONNECTIONS,
  REQUIRE_VERIFIED_EMAIL: ACCOUNTS_DEFAULTS.requireVerifiedEmail,
  UPDATE_SESSION_AUTH_HASH: ACCOUNTS_DEFAULTS.keepSessionOnPasswordChange,
  MAX_SESSIONS: ACCOUNTS_DEFAULTS.maxSessions,
  VERIFICATION_TTL: ACCOUNTS_DEFAULTS.verificationTtlMs,
  PASSWORD_RESET_TTL: ACCOUNTS_DEFAULTS.passwordResetTtlMs,
  PENDING_EMAIL_TTL: ACCOUNTS_DEFAULTS.pendingEmailTtlMs,
  UNDO_LINK_TTL: ACCOUNTS_DEFAULTS.undoTtlMs,
  ACCOUNT_ERASURE_DELAY: ACCOUNTS_DEFAULTS.erasureDelayMs,
  EVENTS_RETENTION: ACCOUNTS_DEFAULTS.eventsRetentionMs,
  PASSWORD_HASHER: ACCOUNTS_DEFAULTS.passwordHasher,
  BCRYPT_COST: ACCOUNTS_DEFAULTS.bcryptCost,
  ACCESS_TOKEN_TTL: ACCESS_TOKEN_TTL_MS,
  REFRESH_TOKEN_TTL: ACCOUNTS_DEFAULTS.refreshTtlMs,
  SESSION_MAX_AGE: ACCOUNTS_DEFAULTS.sessionMaxAgeMs,
  TWO_FACTOR_POLICY: ACCOUNTS_DEFAULTS.twoFactorPolicy,
  BACKUP_CODES_COUNT: BACKUP_CODES,
  PENDING_SESSION_TTL: ACCOUNTS_DEFAULTS.pendingTtlMs,
  TRUSTED_DEVICE_TTL: ACCOUNTS_DEFAULTS.trustedDeviceTtlMs,
  OTP_TTL: OTP_DEFAULTS.ttlMs,
  OTP_LENGTH: OTP_DEFAULTS.length,
  OTP_MAX_ATTEMPTS: OTP_DEFAULTS.maxAttempts,
  OTP_MAX_REQUESTS: OTP_DEFAULTS.maxRequests,
  OTP_RESEND_COOLDOWN: OTP_DEFAULTS.resendCooldownMs,
  PASSKEY_CHALLENGE_TTL: PASSKEYS_DEFAULTS.challengeTtlMs,
  PROVIDER_STATE_TTL: FEDERATION_DEFAULTS.stateTtlMs,
  ANSWER_FLOOR_SIGNUP: ANSWER_FLOORS.signUpMs,
  ANSWER_FLOOR_MAIL: ANSWER_FLOORS.mailMs,
  ...Object.fromEntries(Object.entries(CONFIGURABLE_LIMITS).map(([name, limit]) => [`THROTTLE_${name.toUpperCase()}`, limit])),
};

describe('the default that the environment documents', () => {
  it.each(Object.entries(IN_FORCE))('of %s is the one in force: %j', (name, inForce) => {
    expect(documentedDefaults().get(name)).toEqual(inForce);
  });
});
