import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from './faults.js';
import type { Fault } from './faults.js';
import { loadConfiguration } from './load-configuration.js';

const SECRET = 'mFr1uYb4Qe0kLz9TnWc7HsXo2Vd6PgJa8RiB';
const PRODUCTION = {
  NODE_ENV: 'production',
  SECRET_KEY: SECRET,
  PUBLIC_URL: 'https://auth.example.com',
  FRONTEND_URL: 'https://app.example.com/',
  MAIL_FROM: 'Example <no-reply@example.com>',
  SMTP_URL: 'smtps://user:password@mail.example.com:465',
  DATABASE_URL: 'postgres://user:password@db.example.com/castellan?sslmode=verify-full',
};

function faultsOf(env: NodeJS.ProcessEnv): readonly Fault[] {
  try {
    loadConfiguration(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

const faultyNames = (env: NodeJS.ProcessEnv): string[] => faultsOf(env).map(({ name }) => name);

describe(loadConfiguration.name, () => {
  it('needs nothing in development', () => {
    const directory = mkdtempSync(join(tmpdir(), 'config-'));
    const configuration = loadConfiguration({ DATA_DIR: directory });
    rmSync(directory, { recursive: true });

    expect(configuration).toMatchObject({
      environment: 'development',
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      frontendUrl: 'http://localhost:3000',
      frontendOrigins: ['http://localhost:3000'],
      tokenAudience: 'http://localhost:3000',
      database: { kind: 'embedded', directory: join(directory, 'db') },
      redisUrl: null,
      inbox: true,
      mail: { smtpUrl: null },
      sms: { provider: { kind: 'inbox' }, prefixes: null, operatorsEmail: null },
      appName: 'Castellan',
      passwords: { contextWords: [], breached: null },
      cookies: { accessName: 'access_token', refreshName: 'refresh_token', deviceName: 'device', sameSite: 'lax', secure: false },
    });
    expect([configuration.secretKeys.length, configuration.secretIsGenerated]).toEqual([1, true]);
  });

  it('leaves to the rules what is not set', () => {
    const { requireVerifiedEmail, verificationTtlMs, maxConnections, passwords, ...rest } = loadConfiguration(PRODUCTION);
    const { issuer, ...twoFactor } = rest.twoFactor;

    expect([requireVerifiedEmail, verificationTtlMs, maxConnections, passwords.hasher, passwords.bcryptCost]).toEqual(
      Array.from({ length: 5 }),
    );
    const sections = [rest.limits, rest.tokens, rest.answerFloors, rest.otp, rest.accounts, twoFactor];
    expect(sections.flatMap((section) => Object.values(section)).filter((value) => value !== undefined)).toEqual([]);
    expect(issuer).toBe('Castellan');
  });

  it('turns every development default off in production', () => {
    expect(loadConfiguration(PRODUCTION)).toMatchObject({
      host: '::',
      adminHost: '127.0.0.1',
      metricsHost: '127.0.0.1',
      frontendUrl: 'https://app.example.com',
      frontendOrigins: ['https://app.example.com'],
      tokenAudience: 'https://auth.example.com',
      secretKeys: [SECRET],
      inbox: false,
      sms: { provider: { kind: 'off' } },
      cookies: {
        accessName: '__Host-access_token',
        refreshName: '__Host-refresh_token',
        deviceName: '__Host-device',
        pendingName: '__Host-pending',
        sameSite: 'lax',
        secure: true,
      },
    });
  });

  it('asks for TLS to other machines in production', () => {
    expect(faultyNames({ ...PRODUCTION, DATABASE_URL: 'postgres://db.example.com/castellan' })).toEqual(['DATABASE_URL']);
  });

  it('keeps the inbox off in production even on a local address', () => {
    expect(loadConfiguration({ ...PRODUCTION, PUBLIC_URL: 'http://localhost:3000' }).inbox).toBe(false);
  });

  it('tells everything that production lacks at once', () => {
    const names = faultyNames({ NODE_ENV: 'production' });
    expect(names.sort()).toEqual(['DATABASE_URL', 'FRONTEND_URL', 'MAIL_FROM', 'PUBLIC_URL', 'SECRET_KEY', 'SMTP_URL']);
  });

  it('holds a misspelt environment to the rules of production', () => {
    expect(faultyNames({ NODE_ENV: 'prodution' })).toEqual(expect.arrayContaining(['NODE_ENV', 'SECRET_KEY', 'PUBLIC_URL']));
  });

  it('takes the first superuser with both of its variables, the password as it stands', () => {
    const superuser = { SUPERUSER_EMAIL: ' admin@example.com', SUPERUSER_PASSWORD: ' hunter2 ' };
    expect(loadConfiguration({ ...PRODUCTION, ...superuser }).superuser).toEqual({ email: 'admin@example.com', password: ' hunter2 ' });
    expect(loadConfiguration(PRODUCTION).superuser).toBeNull();
    expect(loadConfiguration({ ...PRODUCTION, SUPERUSER_EMAIL: '', SUPERUSER_PASSWORD: '' }).superuser).toBeNull();
  });

  it.each([
    [{ SUPERUSER_EMAIL: 'admin@example.com' }, 'SUPERUSER_PASSWORD'],
    [{ SUPERUSER_PASSWORD: 'hunter2' }, 'SUPERUSER_EMAIL'],
    [{ SUPERUSER_EMAIL: 'admin', SUPERUSER_PASSWORD: 'hunter2' }, 'SUPERUSER_EMAIL'],
  ])('refuses half a superuser, %j, without telling the password', (superuser, name) => {
    const faults = faultsOf({ ...PRODUCTION, ...superuser });
    expect(faults.map((fault) => fault.name)).toEqual([name]);
    expect(new ConfigurationError(faults).message).not.toContain('hunter2');
  });

  it('names the variable, what is wrong and the line to change', () => {
    const { SECRET_KEY: _, ...env } = PRODUCTION;
    expect(faultsOf(env)).toEqual([
      { name: 'SECRET_KEY', problem: 'is required in production', change: 'SECRET_KEY=<output of: openssl rand -base64 48>' },
    ]);
  });

  it.each([
    ['SECRET_KEY', 'hunter2-is-too-short'],
    ['SECRET_KEY', 'abababababababababababababababababababab'],
    ['SECRET_KEY_FALLBACKS', 'hunter2-is-too-short'],
    ['DATABASE_URL', 'mysql://user:hunter2@db/castellan'],
    ['DATABASE_URL', 'postgres://user:hunter2@db:port/castellan'],
    ['REDIS_URL', 'http://:hunter2@cache'],
    ['SMTP_URL', 'user:hunter2@mail.example.com'],
    ['PUBLIC_URL', 'https://user:hunter2@auth.example.com'],
  ])('refuses a bad %s without repeating it', (name, value) => {
    const faults = faultsOf({ ...PRODUCTION, [name]: value });
    expect(faults.map((fault) => fault.name)).toEqual([name]);
    expect(new ConfigurationError(faults).message).not.toMatch(/hunter2|abab/);
  });

  it.each([
    ['PUBLIC_URL', 'http://auth.example.com'],
    ['PUBLIC_URL', 'http://localhost.example.com'],
    ['PUBLIC_URL', 'http://127.0.0.2'],
    ['PUBLIC_URL', 'https://auth.example.com/?query'],
    ['PUBLIC_URL', 'auth.example.com'],
    ['PUBLIC_URL', 'javascript:alert(1)'],
    ['FRONTEND_URL', 'http://app.example.com'],
    ['FRONTEND_URL', 'https://app.example.com/#fragment'],
    ['FRONTEND_ORIGINS', '*'],
    ['FRONTEND_ORIGINS', 'null'],
    ['FRONTEND_ORIGINS', 'https://a.example.com, http://b.example.com'],
    ['FRONTEND_ORIGINS', 'https://a.example.com/path'],
    ['MAIL_FROM', 'nobody'],
    ['MAIL_FROM', 'Example <a@example.com>\r\nBcc: b@example.com'],
    ['PORT', '65536'],
    ['PORT', '3e3'],
    ['PORT', '-1'],
    ['ADMIN_PORT', '3000'],
    ['METRICS_PORT', '3001'],
    ['ADMIN_METRICS_PORT', '9464'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['TRUSTED_PROXIES', '::/0'],
    ['TRUSTED_PROXIES', 'proxy.example.com'],
    ['TRUSTED_PROXIES', '10.0.0.0/'],
    ['REQUIRE_VERIFIED_EMAIL', 'no'],
    ['REQUIRE_VERIFIED_EMAIL', 'False'],
    ['PASSWORD_HASHER', 'md5'],
    ['BCRYPT_COST', '9'],
    ['BCRYPT_COST', '17'],
    ['THROTTLE_LOGIN', '10'],
    ['THROTTLE_LOGIN', '0/min'],
    ['THROTTLE_LOGIN', '10/fortnight'],
    ['ACCESS_COOKIE_NAME', 'access token'],
    ['ACCESS_COOKIE_NAME', 'access;token'],
    ['REFRESH_COOKIE_NAME', '__Host-access_token'],
    ['DEVICE_COOKIE_NAME', '__Host-refresh_token'],
    ['COOKIE_SAMESITE', 'Lax'],
    ['ACCESS_TOKEN_TTL', '900'],
    ['ACCESS_TOKEN_TTL', '0s'],
    ['ACCESS_TOKEN_TTL', '2d'],
    ['REFRESH_TOKEN_TTL', '1m'],
    ['SESSION_MAX_AGE', '6d'],
    ['VERIFICATION_TTL', 'ten minutes'],
    ['ANSWER_FLOOR_SIGNUP', '1h'],
    ['OTP_TTL', '300'],
    ['SMS_PROVIDER', 'inbox'],
    ['SMS_PROVIDER', 'Twilio'],
    ['SMS_PREFIXES', '49'],
    ['SMS_PREFIXES', '+49,*'],
    ['OPERATORS_EMAIL', 'Operators <ops@example.com>'],
    ['OTP_TTL', '2h'],
    ['OTP_LENGTH', '3'],
    ['OTP_LENGTH', '11'],
    ['OTP_MAX_ATTEMPTS', '0'],
    ['OTP_MAX_REQUESTS', '0'],
    ['OTP_RESEND_COOLDOWN', '0s'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%j', (name, value) => {
    expect(faultyNames({ ...PRODUCTION, [name]: value })).toEqual([name]);
  });

  it.each([
    ['PUBLIC_URL', 'https://auth.example.com:8443/', { publicUrl: 'https://auth.example.com:8443' }],
    ['PUBLIC_URL', 'http://127.0.0.1:8080', { publicUrl: 'http://127.0.0.1:8080' }],
    ['FRONTEND_URL', 'https://example.com/app//', { frontendUrl: 'https://example.com/app', frontendOrigins: ['https://example.com'] }],
    [
      'FRONTEND_ORIGINS',
      'https://a.example.com,https://b.example.com:8443',
      { frontendOrigins: ['https://a.example.com', 'https://b.example.com:8443'] },
    ],
    ['TOKEN_AUDIENCE', 'example', { tokenAudience: 'example' }],
    ['TRUSTED_PROXIES', '10.0.0.0/8, fd00::/8,192.0.2.1,::1', { trustedProxies: ['10.0.0.0/8', 'fd00::/8', '192.0.2.1/32', '::1/128'] }],
    ['SECRET_KEY_FALLBACKS', `${SECRET}1, ${SECRET}2`, { secretKeys: [SECRET, `${SECRET}1`, `${SECRET}2`] }],
    ['REQUIRE_VERIFIED_EMAIL', 'false', { requireVerifiedEmail: false }],
    ['REDIS_URL', 'rediss://:p@cache:6380/1', { redisUrl: 'rediss://:p@cache:6380/1' }],
    ['ADMIN_HOST', '10.0.0.1', { adminHost: '10.0.0.1' }],
    ['THROTTLE_LOGIN', 'off', { limits: expect.objectContaining({ login: null }) as unknown }],
    ['THROTTLE_SIGNUP', '3/hour', { limits: expect.objectContaining({ signup: { limit: 3, windowMs: 3_600_000 } }) as unknown }],
    ['ACCESS_TOKEN_TTL', '300s', { tokens: expect.objectContaining({ accessTtlMs: 300_000 }) as unknown }],
    ['ACCESS_COOKIE_NAME', 'at', { cookies: expect.objectContaining({ accessName: 'at' }) as unknown }],
    ['COOKIE_SAMESITE', 'none', { cookies: expect.objectContaining({ sameSite: 'none', secure: true }) as unknown }],
    ['OTP_LENGTH', '8', { otp: expect.objectContaining({ length: 8 }) as unknown }],
    ['LOG_LEVEL', '', { logLevel: 'info' }],
    ['SOMETHING_ELSE', 'entirely', { environment: 'production' }],
  ])('reads %s=%j', (name, value, expected) => {
    expect(loadConfiguration({ ...PRODUCTION, [name]: value })).toMatchObject(expected);
  });

  it.each([
    [{ COOKIE_SAMESITE: 'none' }, 'COOKIE_SAMESITE'],
    [{ ACCESS_COOKIE_NAME: '__Host-at' }, 'ACCESS_COOKIE_NAME'],
    [{ REFRESH_COOKIE_NAME: '__Secure-rt' }, 'REFRESH_COOKIE_NAME'],
  ])('refuses cookies that browsers drop over http: %j', (extra, name) => {
    expect(faultyNames({ ...PRODUCTION, PUBLIC_URL: 'http://localhost', ...extra })).toEqual([name]);
  });

  it('wants a mail server where the inbox cannot be read', () => {
    expect(faultyNames({ SECRET_KEY: SECRET, PUBLIC_URL: 'https://dev.example.com' })).toEqual(['SMTP_URL']);
  });
});
