import { ProviderDenied } from '@castellan/federation';
import { CARRIED, FederationLibrary } from '../../support/federation/library.js';
import { AppleProvider } from '../../support/provider/apple-provider.js';
import { aPersona } from '../../support/provider/persona.js';

describe('the preset apple', () => {
  let provider: AppleProvider;
  let library: FederationLibrary;
  beforeAll(async () => {
    provider = await AppleProvider.open('Apple');
    library = await FederationLibrary.open([provider.options]);
  });
  beforeEach(() => {
    provider.persona = aPersona();
    provider.user = undefined;
    provider.misbehave({});
  });
  afterAll(async () => {
    await library.close();
    await provider.close();
  });

  it('asks for an answer by form, which a browser posts', async () => {
    const { departure } = await library.leave(provider);
    expect(Object.fromEntries(new URL(departure.url).searchParams)).toMatchObject({
      response_mode: 'form_post',
      scope: 'openid email name',
      response_type: 'code',
    });
    expect(await provider.visit(departure.url)).toMatchObject({ method: 'POST', answer: { code: expect.any(String) as string } });
  });

  it('knows who came, by name the first time', async () => {
    provider.persona = aPersona({ subject: '001.abc.1', emailVerified: 'true' });
    const person = {
      provider: 'apple',
      issuer: provider.issuer,
      subject: '001.abc.1',
      email: provider.persona.email,
      vouchesForEmail: true,
    };

    expect((await library.signIn(provider)).person).toMatchObject({ ...person, firstName: 'Ada', lastName: 'Lovelace' });
    expect((await library.signIn(provider)).person).toMatchObject({ ...person, firstName: '', lastName: '' });
  });

  it('knows who came by an answer that was kept, where the browser brings the state alone', async () => {
    const browser = await library.leave(provider);
    const answer = await browser.visit();

    expect(await library.federation.keep('apple', answer)).toBe(true);
    expect(await browser.comeBack({ state: answer['state'] ?? '' })).toMatchObject({
      carried: CARRIED,
      person: { subject: provider.persona?.subject, firstName: 'Ada' },
    });
  });

  it('signs a secret anew each time, which lives for minutes', async () => {
    await library.signIn(provider);
    await library.signIn(provider);

    const claims = provider.secrets.map(
      (secret) => JSON.parse(Buffer.from(secret.split('.')[1] ?? '', 'base64url').toString()) as Record<string, number>,
    );
    expect(new Set(provider.secrets).size).toBe(provider.secrets.length);
    for (const { iat = 0, exp = 0 } of claims) expect(exp - iat).toBe(300);
  });

  it('takes no address from beside the ID token: it is whatever the browser says', async () => {
    provider.persona = aPersona({ email: undefined });
    provider.user = JSON.stringify({ name: { firstName: 'Mallory' }, email: 'victim@example.org', email_verified: true, sub: 'victim' });

    expect((await library.signIn(provider)).person).toMatchObject({
      subject: provider.persona.subject,
      email: null,
      vouchesForEmail: false,
      firstName: 'Mallory',
    });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a text', '"Ada"'],
    ['a name that is a text', '{"name":"Ada"}'],
    ['a name that is none', '{"name":{"firstName":{"$gt":""},"lastName":["x"]}}'],
    ['lines', JSON.stringify({ name: { firstName: 'Ada\r\nBcc: x', lastName: '\u202e' } })],
    ['too much', JSON.stringify({ name: { firstName: 'A'.repeat(5000) } })],
    ['a prototype', '{"name":{"__proto__":{"firstName":"x"}}}'],
  ])('knows nobody by name where %s stands there', async (_, user) => {
    provider.user = user;
    expect((await library.signIn(provider)).person).toMatchObject({ subject: provider.persona?.subject, firstName: '', lastName: '' });
  });

  it.each(['false', false, undefined, 'True', 1])('vouches for no address where email_verified is %j', async (emailVerified) => {
    provider.persona = aPersona({ emailVerified });
    expect((await library.signIn(provider)).person.vouchesForEmail).toBe(false);
  });

  it('says so when the person said no', async () => {
    provider.persona = null;
    await expect(library.signIn(provider)).rejects.toThrow(ProviderDenied);
  });
});
