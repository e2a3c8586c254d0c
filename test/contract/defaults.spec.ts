import { ACCESS_TOKEN_TTL_MS } from '@castellan/access';
import { ACCOUNTS_DEFAULTS } from '@castellan/accounts';
import { loadConfiguration } from '@castellan/config';
import { OTP_DEFAULTS } from '@castellan/otp';
import { ANSWER_FLOORS, CONFIGURABLE_LIMITS, MAX_CONNECTIONS } from '@castellan/rest';
import { BACKUP_CODES } from '@castellan/twofactor';

/** The environment page says what holds where a variable is not set; the constants beside the rules say it to whoever imports a lib. */
describe('what the environment documents as a default', () => {
  const { accounts, otp, passwords, tokens, twoFactor, ...configuration } = loadConfiguration({
    NODE_ENV: 'test',
    SECRET_KEY: 'a secret key of more than 32 bytes',
  });

  it('is the default of one-time codes', () => expect(otp).toEqual(OTP_DEFAULTS));

  it('is the default of the HTTP face', () => {
    const { limits, answerFloors, maxConnections } = configuration;
    expect([limits, answerFloors, maxConnections]).toEqual([CONFIGURABLE_LIMITS, ANSWER_FLOORS, MAX_CONNECTIONS]);
  });

  it('is the default of access tokens and backup codes', () => {
    expect([tokens.accessTtlMs, twoFactor.backupCodes]).toEqual([ACCESS_TOKEN_TTL_MS, BACKUP_CODES]);
  });

  it('is the default of accounts', () => {
    expect(ACCOUNTS_DEFAULTS).toMatchObject({
      ...accounts,
      requireVerifiedEmail: configuration.requireVerifiedEmail,
      verificationTtlMs: configuration.verificationTtlMs,
      passwordHasher: passwords.hasher,
      bcryptCost: passwords.bcryptCost,
      contextWords: passwords.contextWords,
      breachedPasswords: passwords.breached,
      refreshTtlMs: tokens.refreshTtlMs,
      sessionMaxAgeMs: tokens.sessionMaxAgeMs,
      twoFactorPolicy: twoFactor.policy,
      pendingTtlMs: twoFactor.pendingTtlMs,
      trustedDeviceTtlMs: twoFactor.trustedDeviceTtlMs,
    });
  });
});
