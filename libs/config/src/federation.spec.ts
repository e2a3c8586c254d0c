import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './configuration.js';
import { ConfigurationError } from './faults.js';
import type { Fault } from './faults.js';
import { readFederation } from './federation.js';
import { Variables } from './variables.js';

const GOOGLE = { PROVIDERS: 'google', PROVIDER_GOOGLE_CLIENT_ID: 'client', PROVIDER_GOOGLE_CLIENT_SECRET: 'hunter2' };
const ACME = {
  PROVIDERS: 'acme',
  PROVIDER_ACME_ISSUER: 'https://login.acme.example/',
  PROVIDER_ACME_CLIENT_ID: 'client',
  PROVIDER_ACME_CLIENT_SECRET: 'hunter2',
};
const pem = (namedCurve: string): string =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const KEY = pem('prime256v1');
const APPLE = {
  PROVIDERS: 'apple',
  PROVIDER_APPLE_CLIENT_ID: 'com.example.web',
  PROVIDER_APPLE_TEAM_ID: 'TEAM123456',
  PROVIDER_APPLE_KEY_ID: 'KEY1234567',
  PROVIDER_APPLE_PRIVATE_KEY: KEY,
};

function faultsOf(env: NodeJS.ProcessEnv, environment: Environment = 'development'): readonly Fault[] {
  const variables = new Variables(env);
  readFederation(variables, environment);
  try {
    variables.close();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

const changesOf = (env: NodeJS.ProcessEnv): readonly string[] => faultsOf(env).map(({ change }) => change);
const read = (env: NodeJS.ProcessEnv) => readFederation(new Variables(env), 'production');

describe(readFederation.name, () => {
  it('knows no provider where nothing is said', () => {
    expect(read({})).toEqual({ providers: [], redirectUris: [] });
    expect(faultsOf({})).toEqual([]);
  });

  it('wants an ID and a secret alone of a preset', () => {
    expect(read(GOOGLE).providers).toEqual([{ id: 'google', clientId: 'client', clientSecret: 'hunter2' }]);
  });

  it('reads all that is told, of each provider in the order of the list', () => {
    const told = {
      PROVIDERS: 'github, acme-corp',
      PROVIDER_GITHUB_CLIENT_ID: 'hub',
      PROVIDER_GITHUB_CLIENT_SECRET: 'secret',
      PROVIDER_ACME_CORP_ISSUER: 'https://login.acme.example',
      PROVIDER_ACME_CORP_CLIENT_ID: 'client',
      PROVIDER_ACME_CORP_CLIENT_SECRET: 'secret',
      PROVIDER_ACME_CORP_NAME: 'Acme & Söhne',
      PROVIDER_ACME_CORP_SCOPES: 'openid  email,profile',
      PROVIDER_ACME_CORP_TRUSTS_EMAIL: 'true',
      PROVIDER_ACME_CORP_SIGNS_UP: 'false',
      PROVIDER_ACME_CORP_PRIVATE_ADDRESSES: 'true',
      PROVIDER_STATE_TTL: '5m',
    };
    expect(read(told)).toEqual({
      providers: [
        { id: 'github', clientId: 'hub', clientSecret: 'secret' },
        {
          id: 'acme-corp',
          clientId: 'client',
          clientSecret: 'secret',
          issuer: 'https://login.acme.example',
          name: 'Acme & Söhne',
          scopes: ['openid', 'email', 'profile'],
          trustsEmail: true,
          signsUp: false,
          allowsPrivateAddresses: true,
        },
      ],
      redirectUris: [],
      stateTtlMs: 300_000,
    });
    expect(faultsOf(told)).toEqual([]);
  });

  it('keeps the last slash of an issuer, which is compared letter by letter', () => {
    expect(read(ACME).providers).toMatchObject([{ issuer: 'https://login.acme.example/' }]);
  });

  it('reads the key of Apple’s clients, also on one line and from a file', () => {
    const { PROVIDER_APPLE_PRIVATE_KEY: _, ...rest } = APPLE;
    const directory = mkdtempSync(join(tmpdir(), 'castellan-apple-'));
    const file = join(directory, 'AuthKey.p8');
    writeFileSync(file, KEY);
    const ways = [KEY, KEY.replaceAll('\n', '\\n')].map((key) => read({ ...rest, PROVIDER_APPLE_PRIVATE_KEY: key }));
    const fromFile = read({ ...rest, PROVIDER_APPLE_PRIVATE_KEY_FILE: file });
    rmSync(directory, { recursive: true });

    for (const { providers } of [...ways, fromFile]) {
      expect(providers).toEqual([
        {
          id: 'apple',
          clientId: 'com.example.web',
          signingKey: { teamId: 'TEAM123456', keyId: 'KEY1234567', privateKey: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----\n/) },
        },
      ]);
    }
  });

  it.each([
    ['no ID and no secret', { PROVIDERS: 'google' }, ['PROVIDER_GOOGLE_CLIENT_ID', 'PROVIDER_GOOGLE_CLIENT_SECRET']],
    ['no issuer where the name is no preset', { ...ACME, PROVIDER_ACME_ISSUER: '' }, ['PROVIDER_ACME_ISSUER']],
    ['http to another machine', { ...ACME, PROVIDER_ACME_ISSUER: 'http://login.acme.example' }, ['PROVIDER_ACME_ISSUER']],
    [
      'http to an address that begins like loopback',
      { ...ACME, PROVIDER_ACME_ISSUER: 'http://127.0.0.1.evil.example' },
      ['PROVIDER_ACME_ISSUER'],
    ],
    ['an issuer with a query', { ...ACME, PROVIDER_ACME_ISSUER: 'https://login.acme.example/?a' }, ['PROVIDER_ACME_ISSUER']],
    ['an issuer with a password', { ...ACME, PROVIDER_ACME_ISSUER: 'https://u:hunter2@login.acme.example' }, ['PROVIDER_ACME_ISSUER']],
    ['a secret of two words', { ...GOOGLE, PROVIDER_GOOGLE_CLIENT_SECRET: 'hunter2 hunter2' }, ['PROVIDER_GOOGLE_CLIENT_SECRET']],
    ['a name that turns its direction', { ...ACME, PROVIDER_ACME_NAME: 'A\u202ec' }, ['PROVIDER_ACME_NAME']],
    ['a trust that is no boolean', { ...ACME, PROVIDER_ACME_TRUSTS_EMAIL: 'yes' }, ['PROVIDER_ACME_TRUSTS_EMAIL']],
    ['a key of another curve', { ...APPLE, PROVIDER_APPLE_PRIVATE_KEY: pem('secp384r1') }, ['PROVIDER_APPLE_PRIVATE_KEY']],
    ['half a key', { ...APPLE, PROVIDER_APPLE_PRIVATE_KEY: KEY.slice(0, 80) }, ['PROVIDER_APPLE_PRIVATE_KEY']],
    ['a team that is none', { ...APPLE, PROVIDER_APPLE_TEAM_ID: 'Example Ltd' }, ['PROVIDER_APPLE_TEAM_ID']],
    ['a secret of Apple, which ends after half a year', { ...APPLE, PROVIDER_APPLE_CLIENT_SECRET: 'x' }, ['PROVIDER_APPLE_CLIENT_SECRET']],
    ['a key of another provider', { ...GOOGLE, PROVIDER_GOOGLE_PRIVATE_KEY: KEY }, ['PROVIDER_GOOGLE_PRIVATE_KEY']],
    ['a name that no setting has', { ...GOOGLE, PROVIDER_GOOGLE_SECRET: 'hunter2' }, ['PROVIDER_GOOGLE_SECRET']],
    ['a name in capital letters', { PROVIDERS: 'Google' }, ['PROVIDERS']],
    ['a name with _', { PROVIDERS: 'acme_corp' }, ['PROVIDERS']],
    ['a name that an address has', { PROVIDERS: 'exchange' }, ['PROVIDERS']],
    ['a state that lives for a day', { PROVIDER_STATE_TTL: '1d' }, ['PROVIDER_STATE_TTL']],
  ])('refuses %s, and tells no secret', (_, env, names) => {
    const faults = faultsOf(env);
    expect(faults.map(({ name }) => name)).toEqual(names);
    expect(new ConfigurationError(faults).message).not.toMatch(/hunter2|BEGIN PRIVATE/);
  });

  it('tells the line to change, where it can be known', () => {
    expect(changesOf({ ...ACME, PROVIDER_ACME_ISSUER: 'https://a.example/.well-known/openid-configuration' })).toEqual([
      'PROVIDER_ACME_ISSUER=https://a.example',
    ]);
    expect(changesOf({ ...ACME, PROVIDER_ACME_SCOPES: 'email' })).toEqual(['PROVIDER_ACME_SCOPES=openid email']);
    expect(changesOf({ ...GOOGLE, PROVIDERS: 'google,google' })).toEqual(['PROVIDERS=google']);
  });

  it('tells of a provider that is set up but not listed, by file too', () => {
    expect(changesOf({ ...GOOGLE, PROVIDER_GITHUB_CLIENT_ID: 'hub', PROVIDER_ACME_CORP_NAME: 'Acme' })).toEqual([
      'PROVIDERS=google,github,acme-corp',
    ]);
    expect(changesOf({ PROVIDER_GOOGLE_CLIENT_SECRET_FILE: '/run/secrets/google' })).toEqual(['PROVIDERS=google']);
  });

  it('leaves alone what other programs are told by such a name', () => {
    expect(faultsOf({ PROVIDER_REGION: 'eu', PROVIDER_GOOGLE_CLIENT_ID: '' })).toEqual([]);
  });

  it.each(['http://127.0.0.1:4000', 'http://localhost:4000/realm', 'http://[::1]:4000'])('takes %s outside production only', (issuer) => {
    const env = { ...ACME, PROVIDER_ACME_ISSUER: issuer };
    expect(faultsOf(env)).toEqual([]);
    expect(faultsOf(env, 'production').map(({ name }) => name)).toEqual(['PROVIDER_ACME_ISSUER']);
  });

  it.each([
    'https://app.example.com/signed-in?from=castellan',
    'com.example.app:/signed-in',
    'com.example.app://signed-in',
    'http://127.0.0.1/signed-in',
    'http://[::1]:8000/signed-in',
  ])('sends apps back to %s', (uri) => {
    expect(read({ REDIRECT_URIS: `${uri}, https://b.example/` }).redirectUris).toEqual([uri, 'https://b.example/']);
    expect(faultsOf({ REDIRECT_URIS: uri })).toEqual([]);
  });

  it.each([
    ['a path alone', '/signed-in'],
    ['http to another machine', 'http://app.example.com/'],
    ['http to a host that begins like loopback', 'http://127.0.0.1.evil.example/'],
    ['localhost', 'http://localhost:8000/'],
    ['a loopback address whose port would not be free', 'http://127.0.0.2:8000/'],
    ['another way to write loopback', 'http://127.1/'],
    ['a scheme that any app may have', 'myapp:/signed-in'],
    ['a script', 'javascript:alert(1)'],
    ['a document in itself', 'data:text/html,x'],
    ['a fragment', 'https://app.example.com/#'],
    ['a wildcard', 'https://*.example.com/'],
    ['a password', 'https://u:hunter2@app.example.com/'],
    ['a backslash', 'https://app.example.com\\@evil.example/'],
    ['letters beyond ASCII', 'https://äpp.example/'],
  ])('sends no app back to %s', (_, uri) => {
    const faults = faultsOf({ REDIRECT_URIS: uri });
    expect(faults.map(({ name }) => name)).toEqual(['REDIRECT_URIS']);
    expect(new ConfigurationError(faults).message).not.toContain('hunter2');
  });
});
