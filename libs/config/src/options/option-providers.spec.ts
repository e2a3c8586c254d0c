import { generateKeyPairSync } from 'node:crypto';
import { ConfigurationError } from '../faults.js';
import { PROVIDER_SETTINGS } from '../providers.js';
import { loadOptions } from './load-options.js';
import type { GivenOptions } from './load-options.js';
import { readProviders } from './option-providers.js';

const GIVEN = {
  environment: 'development',
  publicUrl: 'http://localhost:3000/auth',
  secretKeys: ['a secret key for tests, of 32 bytes and more'],
} as const satisfies GivenOptions;
const DATABASE = { url: 'postgres://localhost/shop' };
const APPLES_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();

function refusalOf(providers: unknown): string {
  try {
    loadOptions({ ...GIVEN, ...{ providers } } as GivenOptions, DATABASE); // as a host in JavaScript may
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('It was taken.');
}

describe(readProviders.name, () => {
  it('has an option for each variable of a provider', () => {
    const { names } = readProviders([{ id: 'a-b' }]);
    const variables = Object.keys(PROVIDER_SETTINGS).map((name) => name.replace('{ID}', 'A_B'));
    expect([...names.keys()].toSorted()).toEqual(variables.toSorted());
  });

  it('reads providers as the environment is read', () => {
    const providers: GivenOptions['providers'] = [
      { id: 'github', clientId: 'hub', clientSecret: 'secret' },
      {
        id: 'acme-corp',
        issuer: 'https://login.acme.example/',
        clientId: 'client',
        clientSecret: 'secret',
        name: 'Acme',
        scopes: ['openid', 'email'],
        trustsEmail: true,
        signsUp: false,
        allowsPrivateAddresses: true,
      },
      { id: 'apple', clientId: 'com.example.web', signingKey: { teamId: 'TEAM123456', keyId: 'KEY1234567', privateKey: APPLES_KEY } },
    ];
    const redirectUris = ['com.example.app:/signed-in'];

    expect(loadOptions({ ...GIVEN, providers, redirectUris, providerStateTtl: '5m' }, DATABASE).federation).toEqual({
      providers,
      redirectUris,
      stateTtlMs: 300_000,
    });
    expect(loadOptions({ ...GIVEN, providers: [] }, DATABASE).federation.providers).toEqual([]);
  });

  it.each([
    ['a provider without a name', [{ clientId: 'a' }], 'providers[0].id must be a name'],
    ['no list', 'google', 'providers must be a list'],
    [
      'one without a secret',
      [{ id: 'google', clientId: 'a' }],
      'providers[0].clientSecret is required with the provider google\n    set: providers[0].clientSecret:',
    ],
    [
      'one without an issuer',
      [{ id: 'a-b', clientId: 'a', clientSecret: 'hunter2' }],
      'providers[0].issuer is required with the provider a-b, which is no preset',
    ],
    [
      'a name in capital letters',
      [{ id: 'Google', clientId: 'a', clientSecret: 'hunter2' }],
      'providers must name providers by lower case letters',
    ],
    ['one twice', [{ id: 'gitlab', clientId: 'a', clientSecret: 'hunter2' }, { id: 'gitlab' }], 'providers names a provider twice'],
    ['a misspelt option', [{ id: 'gitlab', clientID: 'a', clientSecret: 'hunter2' }], 'providers[0].clientID is no option'],
    ['a secret that is a number', [{ id: 'gitlab', clientId: 'a', clientSecret: 5 }], 'providers[0].clientSecret must be a text'],
    [
      'a secret of Apple',
      [{ id: 'apple', clientId: 'a', clientSecret: 'hunter2' }],
      'providers[0].clientSecret is no setting of this provider',
    ],
    [
      'a key that is none',
      [{ id: 'apple', signingKey: { privateKey: 'hunter2' } }],
      'providers[0].signingKey.privateKey is not the private key',
    ],
  ])('refuses %s', (_, providers, told) => {
    const message = refusalOf(providers);
    expect(message).toContain(told);
    expect(message).not.toMatch(/hunter2|PROVIDER/);
  });
});
