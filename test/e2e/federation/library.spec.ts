import { Federation, ProviderDenied, UnknownProvider } from '@castellan/federation';
import { CARRIED, FederationLibrary } from '../../support/federation/library.js';
import { OpenIdProvider } from '../../support/provider/open-id-provider.js';
import { aPersona } from '../../support/provider/persona.js';

describe(Federation.name, () => {
  let provider: OpenIdProvider;
  let library: FederationLibrary;
  beforeAll(async () => {
    provider = await OpenIdProvider.open('Acme');
    library = await FederationLibrary.open([{ ...provider.options, name: 'Acme', trustsEmail: true }]);
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

  it('sends somebody there, and says who came back', async () => {
    provider.persona = aPersona({ subject: 'ada', email: 'Ada@example.org' });

    expect(await library.signIn(provider)).toEqual({
      carried: CARRIED,
      person: {
        provider: 'acme',
        issuer: provider.issuer,
        subject: 'ada',
        email: 'Ada@example.org',
        vouchesForEmail: true,
        signsUp: true,
        firstName: 'Ada',
        lastName: 'Lovelace',
      },
    });
  });

  it('asks for an address and a name, bound by state, nonce and S256', async () => {
    const { departure } = await library.leave(provider);
    const { origin, pathname, searchParams } = new URL(departure.url);

    expect([origin, pathname]).toEqual([provider.issuer, '/authorize']);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: provider.clientId,
      response_type: 'code',
      redirect_uri: 'https://app.example.org/api/auth/with/acme/callback/',
      scope: 'openid email profile',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      nonce: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
    });
    expect(departure).toMatchObject({ slot: expect.stringMatching(/^[\w-]{22}$/) as string, expiresInMs: 600_000 });
  });

  it('asks userinfo for an address that the ID token does not name', async () => {
    provider.tellsIn = 'userinfo';

    expect((await library.signIn(provider)).person).toMatchObject({ email: provider.persona?.email, vouchesForEmail: true });
  });

  it('says so when the person said no, with what was given along', async () => {
    provider.persona = null;

    const failure: unknown = await library.signIn(provider).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(ProviderDenied);
    expect(failure).toMatchObject({ carried: CARRIED });
  });

  it('knows the providers of the configuration, and no other', async () => {
    expect(library.federation.providers).toEqual([{ id: 'acme', name: 'Acme' }]);
    await expect(library.federation.begin('toString', {})).rejects.toThrow(UnknownProvider);
  });

  it('finds nothing wrong with a provider that answers', async () => {
    expect(await library.federation.examine()).toEqual([
      { provider: { id: 'acme', name: 'Acme' }, issuer: provider.issuer, problem: null, tookMs: expect.any(Number) as number },
    ]);
  });
});
