import type { FactoryProvider } from '@nestjs/common';
import { AccessModule } from './access.module.js';
import type { AccessOptionsLater } from './access.module.js';
import type { AccessOptions } from './options.js';

const GOOD: AccessOptions = { issuer: 'https://auth.example.com' };

describe('the options of AccessModule', () => {
  it.each<AccessOptions>([
    GOOD,
    { issuer: 'https://shop.example/auth' },
    { issuer: 'http://localhost:3000' },
    { ...GOOD, audience: 'orders', accessCookie: '__Host-access_token', accessTtlMs: 900_000, recentMs: 60_000, passportName: null },
    { ...GOOD, revocations: { key: 'ck_a', whenCut: { acceptFor: '60s' }, url: 'http://castellan:3000/api/auth/revocations/' } },
    { ...GOOD, audience: undefined, accessCookie: null, keys: undefined },
  ])('are taken: %j', (options) => {
    expect(() => AccessModule.forRoot(options)).not.toThrow();
  });

  it.each<[string, object]>([
    ['issuer', {}],
    ['issuer', { issuer: '' }],
    ['issuer', { issuer: 'auth.example.com' }],
    ['issuer', { issuer: 'ftp://auth.example.com' }],
    ['issuer', { issuer: 'https://auth.example.com/' }],
    ['issuer', { issuer: 'https://shop.example/auth/' }],
    ['issuer', { issuer: 'https://AUTH.example.com' }],
    ['issuer', { issuer: 'https://auth.example.com:443' }],
    ['issuer', { issuer: 'https://user@auth.example.com' }],
    ['issuer', { issuer: 'https://auth.example.com?x=1' }],
    ['issuer', { issuer: 7 }],
    ['audience', { audience: '' }],
    ['audience', { audience: ['a'] }],
    ['accessCookie', { accessCookie: 'a b' }],
    ['accessTtlMs', { accessTtlMs: -1 }],
    ['accessTtlMs', { accessTtlMs: 0 }],
    ['accessTtlMs', { accessTtlMs: '15m' }],
    ['recentMs', { recentMs: NaN }],
    ['recentMs', { recentMs: 1.5 }],
    ['acceptsRevokedTokens', { acceptsRevokedTokens: 'yes' }],
    ['ownApi', { ownApi: 1 }],
    ['keys', { keys: { find: () => undefined } }],
    ['sessions', { sessions: null }],
    ['revocations', { revocations: 'ck_a' }],
    ['revocations', { revocations: { key: 'ck_a' } }],
    ['revocations', { revocations: { key: 'secret', whenCut: 'refuse' } }],
    ['revocations', { revocations: { key: 'ck_a', whenCut: 'accept' } }],
    ['revocations', { revocations: { key: 'ck_a', whenCut: { acceptFor: 'long' } } }],
    ['revocations', { revocations: { key: 'ck_a', whenCut: { acceptFor: '0s' } } }],
    ['revocations', { revocations: { key: 'ck_a', whenCut: 'refuse', url: 'feed' } }],
    ['revocations', { revocations: { key: 'ck_a', whenCut: 'refuse', urls: [] } }],
    ['requestOf', { requestOf: 'http' }],
    ['passportName', { passportName: '' }],
    ['audiences', { audiences: 'orders' }],
    ['toString', { toString: 'orders' }],
  ])('stop the start by the name %s: %j', (name, options) => {
    expect(() => AccessModule.forRoot({ ...GOOD, ...(name === 'issuer' ? { issuer: undefined } : {}), ...options })).toThrow(
      new RegExp(`option ${name}\\b`),
    );
  });

  it.each<unknown>([undefined, null, 'https://auth.example.com', ['https://auth.example.com']])(
    'are asked for in words: %j',
    async (given) => {
      const { providers = [] } = AccessModule.forRootAsync({ useFactory: () => given as AccessOptions });
      const later = providers[0] as FactoryProvider;

      expect(() => AccessModule.forRoot(given as AccessOptions)).toThrow(/forRoot takes .*\{ issuer: '/);
      await expect(later.useFactory()).rejects.toThrow(/useFactory gives .*\{ issuer: '/);
    },
  );

  it.each<unknown>([undefined, {}, { useClass: class {} }, { useExisting: 'options' }, { issuer: 'https://auth.example.com' }])(
    'come later by a factory, and nothing else: %p',
    (given) => expect(() => AccessModule.forRootAsync(given as AccessOptionsLater)).toThrow(/forRootAsync takes .*useFactory/),
  );
});
