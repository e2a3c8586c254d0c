import { Federation, ProviderFailed } from '@castellan/federation';
import type { Person } from '@castellan/federation';
import { FederationLibrary } from '../../support/federation/library.js';
import type { Misbehaviour } from '../../support/provider/misbehaviour.js';
import { OpenIdProvider } from '../../support/provider/open-id-provider.js';
import { aPersona } from '../../support/provider/persona.js';
import type { Persona } from '../../support/provider/persona.js';

const now = (): number => Math.floor(Date.now() / 1000);

describe(`${Federation.name}: attacks by what a provider says`, () => {
  let provider: OpenIdProvider;
  let library: FederationLibrary;
  beforeAll(async () => {
    provider = await OpenIdProvider.open('Acme');
    provider.misbehave({ metadata: { id_token_signing_alg_values_supported: ['RS256', 'ES256', 'HS256', 'none'] } });
    library = await FederationLibrary.open([{ ...provider.options, trustsEmail: true }]);
    await library.federation.begin('acme', {}); // its metadata is known from here on
  });
  beforeEach(() => {
    provider.persona = aPersona();
    provider.tellsIn = 'id_token';
    provider.misbehave({});
  });
  afterAll(async () => {
    await library.close();
    await provider.close();
  });

  const refused = async (wrong: Misbehaviour): Promise<string | undefined> => {
    provider.misbehave(wrong);
    await expect(library.signIn(provider)).rejects.toThrow(ProviderFailed);
    return library.warnings.at(-1)?.replace('Signing in by acme failed: ', '');
  };
  const personFor = async (persona: Partial<Persona>): Promise<Person> => {
    provider.persona = aPersona(persona);
    return (await library.signIn(provider)).person;
  };

  it.each(['ES256', 'RS256'] as const)('takes an ID token that is signed by %s', async (signs) => {
    provider.misbehave({ signs });

    await expect(library.signIn(provider)).resolves.toBeDefined();
  });

  it.each([
    ['none', 'unsupported operation.'],
    ['HS256', 'unsupported operation.'],
    ['public', 'unsupported operation.'],
    ['other', 'JWT signature verification failed.'],
  ] as const)('alg confusion: refuses an ID token that is signed by %s', async (signs, reason) => {
    expect(await refused({ signs })).toBe(reason);
  });

  it.each([
    ['another issuer', { iss: 'https://evil.example' }],
    ['another client', { aud: 'another' }],
    ['no audience', { aud: [] }],
    ['nobody', { sub: undefined }],
    ['a subject of another type', { sub: 7 }],
    ['an empty subject', { sub: '' }],
    ['a subject without end', { sub: 'a'.repeat(256) }],
    ['a subject of two lines', { sub: 'a\nb' }],
    ['no end', { exp: undefined }],
    ['an end long ago', { exp: now() - 3600 }],
    ['an end as text', { exp: String(now() + 300) }],
    ['a beginning to come', { nbf: now() + 3600 }],
    ['no nonce', { nonce: undefined }],
    ['an empty nonce', { nonce: '' }],
  ])('refuses an ID token of %s', async (_, claims) => {
    await refused({ claims });
  });

  it('nonce replay: refuses the ID token of an earlier sign-in, fresh as it is', async () => {
    await library.signIn(provider);
    const earlier = provider.asked.findLast(({ endpoint }) => endpoint === 'authorize')?.parameters['nonce'];

    expect(await refused({ claims: { nonce: earlier } })).toBe('the ID token has another nonce.');
  });

  it('token substitution: refuses one that was issued to another party, also where we are the one audience (azp)', async () => {
    const own = provider.clientId;

    expect(await refused({ claims: { azp: 'another' } })).toBe('the ID token is for another client (azp).');
    await refused({ claims: { azp: 'another', aud: [own, 'another'] } });
    await refused({ claims: { aud: [own, 'another'] } });
    provider.misbehave({ claims: { azp: own } });
    await expect(library.signIn(provider)).resolves.toBeDefined();
  });

  it('token substitution: refuses an access token that the ID token is not about (at_hash)', async () => {
    for (const hash of ['another', 7, null]) {
      expect(await refused({ claims: { at_hash: hash } })).toBe('the ID token is of another access token (at_hash).');
    }
    await refused({ token: { access_token: 'of somebody else' } });
    provider.misbehave({ claims: { at_hash: undefined } });
    await expect(library.signIn(provider)).resolves.toBeDefined();
  });

  it('refuses an answer without an ID token, or with one that is none', async () => {
    for (const id_token of [undefined, '', 7, 'a.b', 'a.b.c', 'a.b.c.d.e', 'e30.e30.']) await refused({ token: { id_token } });
  });

  it('subject changed at userinfo: refuses what is said there of somebody else', async () => {
    provider.tellsIn = 'userinfo';

    expect(await refused({ userinfo: { sub: 'somebody else', email: 'victim@example.org', email_verified: true } })).toBe(
      'an answer has another sub.',
    );
    await refused({ userinfo: { sub: undefined } });
  });

  it('asks userinfo for nothing that the ID token tells', async () => {
    const before = provider.asked.length;
    await library.signIn(provider);

    expect(provider.asked.slice(before).map(({ endpoint }) => endpoint)).toEqual(['authorize', 'token']);
  });

  it('what the ID token says of an address is not said of one from userinfo', async () => {
    provider.tellsIn = 'userinfo';
    provider.misbehave({ claims: { email_verified: true }, userinfo: { email_verified: false } });

    expect((await library.signIn(provider)).person).toMatchObject({ email: provider.persona?.email, vouchesForEmail: false });
  });

  it.each(['true', 'false', 1, 'yes', {}, [true], null, undefined])('email_verified as text: takes %j for no', async (emailVerified) => {
    expect(await personFor({ emailVerified })).toMatchObject({ vouchesForEmail: false });
  });

  it.each([
    'none',
    'two@signs@example.org',
    'a b@example.org',
    'a@example.org\nBcc: b@example.org',
    `${'a'.repeat(250)}@example.org`,
    '\u202ea@example.org',
    ['a@example.org'],
    { toString: 'a' },
    7,
    '',
    null,
  ])('takes %j for no address, and vouches for none', async (email) => {
    expect(await personFor({ email })).toMatchObject({ email: null, vouchesForEmail: false });
  });

  it('takes a name that fits, and no other', async () => {
    expect(await personFor({ givenName: ' Ada ', familyName: 'a'.repeat(151) })).toMatchObject({ firstName: 'Ada', lastName: '' });
    expect(await personFor({ claims: { given_name: 'A\u202eda', family_name: ['x'] } })).toMatchObject({ firstName: '', lastName: '' });
    const alone = { given_name: undefined, family_name: undefined, name: 'Ada Lovelace' };
    expect(await personFor({ claims: alone })).toMatchObject({ firstName: 'Ada Lovelace', lastName: '' });
  });

  it('vouches for no address of a provider that is not trusted', async () => {
    const distrustful = await FederationLibrary.open([provider.options]);
    const { person } = await distrustful.signIn(provider);
    await distrustful.close();

    expect(person).toMatchObject({ email: provider.persona?.email, vouchesForEmail: false });
  });
});
