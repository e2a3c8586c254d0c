import { Messages } from '@castellan/branding';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from '../faults.js';
import { loadConfiguration } from '../load-configuration.js';
import { inOptions } from './option-fault.js';
import { loadOptions } from './load-options.js';
import type { GivenOptions } from './load-options.js';
import { optionName, OPTION_SETTINGS, VARIABLES } from './option-settings.js';

const KEY = 'a secret key for tests, of 32 bytes and more';
const GIVEN = { environment: 'development', publicUrl: 'http://localhost:3000/auth', secretKeys: [KEY] } as const satisfies GivenOptions;
const DATABASE = { url: 'postgres://localhost/shop' };

function refusalOf(options: object, address = DATABASE): string {
  try {
    loadOptions({ ...GIVEN, ...options }, address);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('It was taken.');
}

describe(loadOptions.name, () => {
  it('reads options as the environment is read', () => {
    const options = {
      requireVerifiedEmail: false,
      maxSessions: 3,
      accessTokenTtl: '5m',
      throttleLogin: '3/hour',
      frontendOrigins: ['https://a.example', 'https://b.example'],
      passwordHasher: 'argon2id',
    } as const;
    const environment = {
      REQUIRE_VERIFIED_EMAIL: 'false',
      MAX_SESSIONS: '3',
      ACCESS_TOKEN_TTL: '5m',
      THROTTLE_LOGIN: '3/hour',
      FRONTEND_ORIGINS: 'https://a.example,https://b.example',
      PASSWORD_HASHER: 'argon2id',
    };

    expect(loadOptions({ ...GIVEN, ...options }, DATABASE)).toEqual({
      ...loadConfiguration({
        ...environment,
        PUBLIC_URL: GIVEN.publicUrl,
        SECRET_KEY: KEY,
        DATABASE_URL: DATABASE.url,
        DATABASE_SCHEMA: 'castellan',
        LOG_LEVEL: 'warn',
      }),
      metricsPort: null,
      messages: expect.any(Messages) as Messages,
    });
  });

  it('never reads the environment of the host', () => {
    process.env['MAX_SESSIONS'] = 'nonsense';
    process.env['SECRET_KEY_FILE'] = '/nowhere';
    try {
      expect(loadOptions(GIVEN, DATABASE).accounts.maxSessions).toBeUndefined();
    } finally {
      delete process.env['MAX_SESSIONS'];
      delete process.env['SECRET_KEY_FILE'];
    }
  });

  it('holds to the rules of production unless told otherwise, and names all that is missing as options', () => {
    const message = refusalOf({ environment: undefined, publicUrl: 'https://shop.example/auth' });

    expect(message).toBe(
      [
        'The options of CastellanModule are not usable:',
        '  smtpUrl is required in production: the development inbox is off',
        "    set: smtpUrl: 'smtps://user:password@mail.example.com:465'",
        '  mailFrom is required in production',
        "    set: mailFrom: 'Example <no-reply@example.com>'",
      ].join('\n'),
    );
  });

  it('asks for no mail server where the host brings a transport, and for no database where it brings one', () => {
    const production = {
      ...GIVEN,
      environment: 'production',
      publicUrl: 'https://shop.example/auth',
      mailFrom: 'shop@shop.example',
    } as const;

    expect(loadOptions(production, {}, { database: 'connection', mail: true }).mail.smtpUrl).toBeNull();
  });

  it('tells every fault at once, each by the name of its option, also where it names another', () => {
    const message = refusalOf({ requireVerifiedEmail: 'yes', accessTokenTtl: 900, refreshTokenTtl: '1m', smsProvider: 'twilio' });

    expect(message).toContain('requireVerifiedEmail must be true or false\n    set: requireVerifiedEmail: true');
    expect(message).toContain("accessTokenTtl is not a duration: a whole number and ms, s, m, h or d\n    set: accessTokenTtl: '15m'");
    expect(message).toContain('refreshTokenTtl is shorter than accessTokenTtl');
    expect(message).toContain('twilioAuthToken is required with smsProvider=twilio');
    expect(message).not.toMatch(/[A-Z]+_[A-Z]/);
    expect(refusalOf({ secretKeys: [KEY, 'short'] })).not.toMatch(/[A-Z]+_[A-Z]/);
  });

  it('refuses a name that is no option, and values of no use', () => {
    expect(refusalOf({ requireVerifedEmail: true })).toContain('requireVerifedEmail is no option');
    expect(refusalOf({ port: 3000 })).toContain('port is no option');
    expect(refusalOf({ appName: {} })).toContain('appName must be a text, a number, true or false, or a list of texts');
    expect(refusalOf({ frontendOrigins: ['https://a.example,https://b.example'] })).toContain('must be a list of texts without commas');
  });

  it.each([undefined, null, '', ' '])('takes %j for not told, where a service would have another rule', (blank) => {
    const told = { ...GIVEN, schema: blank, environment: blank } as unknown as GivenOptions;
    const { databaseSchema, environment } = loadOptions({ ...told, smtpUrl: 'smtp://localhost', mailFrom: 'shop@shop.example' }, DATABASE);

    expect([databaseSchema, environment]).toEqual(['castellan', 'production']);
    expect(loadOptions({ ...GIVEN, schema: 'public' }, DATABASE).databaseSchema).toBe('public');
  });

  it('says how an option is spelt that is written as its variable, or in other letters', () => {
    expect(refusalOf({ MAX_SESSIONS: 5 })).toContain('MAX_SESSIONS is no option: it is spelt maxSessions');
    expect(refusalOf({ maxsessions: 5 })).toContain('maxsessions is no option: it is spelt maxSessions');
    expect(refusalOf({ databaseUrl: 'postgres://db' })).toContain('databaseUrl is no option: it is spelt database.url');
    expect(refusalOf({ toString: 'x' })).toContain('toString is no option');
  });

  it('says of a wrong address nothing of another that nobody gave', () => {
    expect(refusalOf({ publicUrl: 'nowhere' })).not.toContain('frontendUrl');
    expect(refusalOf({ publicUrl: 'nowhere', frontendUrl: 'elsewhere' })).toContain('frontendUrl is not a URL');
    expect(refusalOf({ publicUrl: new URL('http://localhost:3000/auth') }).match(/publicUrl [a-z]/g)).toHaveLength(1);
  });

  it('leaves nothing behind, whether it is refused or taken', () => {
    const here = process.cwd();
    const folder = mkdtempSync(join(tmpdir(), 'castellan-options-'));
    process.chdir(folder);
    try {
      expect(refusalOf({ secretKeys: undefined })).toContain('secretKeys[0] is required');
      loadOptions(GIVEN, DATABASE);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      process.chdir(here);
      rmSync(folder, { recursive: true });
    }
  });

  it('takes null and undefined for not set', () => {
    expect(loadOptions({ ...GIVEN, redisUrl: null, maxSessions: undefined }, DATABASE).redisUrl).toBeNull();
  });

  it.each([
    ['no public URL', { publicUrl: undefined }, 'publicUrl is required'],
    ['no key', { secretKeys: undefined }, 'secretKeys[0] is required'],
    ['an empty list of keys', { secretKeys: [] }, 'secretKeys[0] is required'],
    ['a short key', { secretKeys: ['short'] }, 'secretKeys[0] must have 32 bytes or more'],
    ['a short former key', { secretKeys: [KEY, 'short'] }, 'secretKeys must have 32 bytes or more'],
    ['a former key that would be read as two', { secretKeys: [KEY, `${KEY},${KEY}`] }, 'secretKeys[1] must hold no comma'],
    ['a former key in the place of one that is missing', { secretKeys: [undefined, KEY] }, 'secretKeys[0] is required'],
    ['a key that is no text', { secretKeys: [Buffer.alloc(32)] }, 'secretKeys[0] must be a text'],
    ['a former key that is no text', { secretKeys: [KEY, 5] }, 'secretKeys[1] must be a text'],
    ['a former key that is missing', { secretKeys: [KEY, undefined] }, 'secretKeys[1] is empty'],
    ['a schema that is no text', { schema: 5 }, 'schema must be a text'],
    ['an environment that is no text', { environment: 5 }, 'environment must be a text'],
    ['a schema that cannot be one', { schema: 'My Schema' }, 'schema '],
    ['an environment that there is none of', { environment: 'staging' }, 'environment must be development, test or production'],
  ])('refuses %s', (_, options, told) => {
    expect(refusalOf(options)).toContain(told);
  });

  it('never tells a secret', () => {
    expect(refusalOf({ secretKeys: ['hunter2', Object('hunter2'), 'hunter2,'], superuserPassword: ['hunter2,'] })).not.toContain('hunter2');
    expect(refusalOf({ smtpUrl: 'http://user:hunter2@mail.example' }, { url: 'mysql://user:hunter2@db' })).not.toContain('hunter2');
    expect(refusalOf({}, { url: 'mysql://db' })).toContain('database.url is not a URL that begins with postgres://');
  });

  it('opens no port for metrics that nobody asked for', () => {
    expect(loadOptions(GIVEN, DATABASE).metricsPort).toBeNull();
    expect(loadOptions({ ...GIVEN, metricsPort: 9000 }, DATABASE).metricsPort).toBe(9000);
  });
});

describe('the names of options', () => {
  it('are those of the variables in camelCase, one for each', () => {
    expect(VARIABLES.size).toBe(Object.keys(OPTION_SETTINGS).length);
    expect(VARIABLES.get('requireVerifiedEmail')).toBe('REQUIRE_VERIFIED_EMAIL');
    expect(VARIABLES.get('throttleVerify2fa')).toBe('THROTTLE_VERIFY_2FA');
    for (const [option, variable] of VARIABLES) expect(optionName(variable)).toBe(option);
  });

  it('are checked by the compiler', () => {
    const given: GivenOptions = { ...GIVEN, throttleVerify2fa: 'off', otpLength: 6, docs: 'off', clearSiteData: ['cache'] };
    // @ts-expect-error -- there is no such option
    const misspelt: GivenOptions = { ...GIVEN, requireVerifedEmail: true };
    // @ts-expect-error -- a bare number is no duration
    const bare: GivenOptions = { ...GIVEN, accessTokenTtl: 900 };
    // @ts-expect-error -- yes is no boolean
    const worded: GivenOptions = { ...GIVEN, requireVerifiedEmail: 'yes' };

    expect([given, misspelt, bare, worded]).toHaveLength(4);
  });
});

describe(inOptions.name, () => {
  it.each([
    ['DATABASE_URL cannot be used: ENOTFOUND', 'database.url cannot be used: ENOTFOUND'],
    [
      '    set: DATABASE_DIRECT_URL=postgres://db/shop   (the server itself)',
      "    set: database.directUrl: 'postgres://db/shop'   (the server itself)",
    ],
    ['  SUPERUSER_PASSWORD: is too short', '  superuserPassword: is too short'],
    [
      'Give this one another DATA_DIR, or set DATABASE_URL to share one.',
      'Give this one another database.embedded, or set database.url to share one.',
    ],
    ['ERR_TLS_CERT_ALTNAME_INVALID: MY_TOWN_HALL=3', 'ERR_TLS_CERT_ALTNAME_INVALID: MY_TOWN_HALL=3'],
  ])('says %j as a host knows it', (said, told) => {
    expect(inOptions(said)).toBe(told);
  });
});
