import { ProviderDenied, ProviderFailed } from '@castellan/federation';
import { FederationLibrary } from '../../support/federation/library.js';
import { aGitHubAccount, GitHubProvider } from '../../support/provider/github-provider.js';

const one = (email: unknown, primary: unknown, verified: unknown) => ({ email, primary, verified });

describe('the preset github', () => {
  let provider: GitHubProvider;
  let library: FederationLibrary;
  beforeAll(async () => {
    provider = await GitHubProvider.open();
    library = await FederationLibrary.open([provider.options]);
  });
  beforeEach(() => {
    provider.account = aGitHubAccount();
    provider.replies = {};
    provider.answer = {};
  });
  afterAll(async () => {
    await library.close();
    await provider.close();
  });

  it('sends somebody there, bound by state and S256', async () => {
    const { departure } = await library.leave(provider);
    const { origin, pathname, searchParams } = new URL(departure.url);

    expect([origin, pathname]).toEqual([provider.issuer, '/login/oauth/authorize']);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: provider.clientId,
      redirect_uri: 'https://app.example.org/api/auth/with/github/callback/',
      response_type: 'code',
      scope: 'read:user user:email',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
    });
  });

  it('knows who came by the number of the account, and by the primary address', async () => {
    provider.account = aGitHubAccount({
      id: 583231,
      email: 'profile@example.org',
      addresses: [one('other@example.org', false, true), one('Ada@example.org', true, true)],
    });

    expect((await library.signIn(provider)).person).toEqual({
      provider: 'github',
      issuer: provider.issuer,
      subject: '583231',
      email: 'Ada@example.org',
      vouchesForEmail: true,
      signsUp: true,
      firstName: 'Ada Lovelace',
      lastName: '',
    });
  });

  it.each([
    ['not verified', [one('victim@example.org', true, false)]],
    ['verified as text', [one('victim@example.org', true, 'true')]],
    ['primary as text', [one('victim@example.org', 'true', true)]],
    ['verified, but not primary', [one('victim@example.org', false, true)]],
    ['no text', [one({ victim: 1 }, true, true)]],
    ['not told', []],
  ])('names no address where it is %s, also not that of the profile', async (_, addresses) => {
    provider.account = aGitHubAccount({ email: 'victim@example.org', addresses });
    expect((await library.signIn(provider)).person).toMatchObject({ email: null, vouchesForEmail: false });
  });

  it.each([0, -1, 1.5, '583231', null, 2 ** 53])('knows nobody by the number %j', async (id) => {
    provider.account = aGitHubAccount({ id });
    await expect(library.signIn(provider)).rejects.toThrow(ProviderFailed);
  });

  it.each([
    ['a wrong secret', { '/login/oauth/access_token': { body: { error: 'incorrect_client_credentials' } } }],
    ['no token', { '/login/oauth/access_token': { body: {} } }],
    ['a token of two lines', { '/login/oauth/access_token': { body: { access_token: 'a\r\nx-evil: 1' } } }],
    ['a token in an error', { '/login/oauth/access_token': { status: 500, body: { access_token: 'a' } } }],
    ['no JSON', { '/login/oauth/access_token': { body: '<html>' } }],
    ['addresses that are none', { '/api/v3/user/emails': { body: { message: 'x' } } }],
    ['an API that is redirected', { '/api/v3/user': { status: 302, headers: { location: 'http://127.0.0.1:9/' } } }],
    ['an API that refuses', { '/api/v3/user': { status: 403, body: { message: 'a text of GitHub' } } }],
  ])('knows nobody by %s', async (_, replies) => {
    provider.replies = replies;
    await expect(library.signIn(provider)).rejects.toThrow(ProviderFailed);
  });

  it('names the scopes to operators where the API tells no addresses', async () => {
    const narrow = await FederationLibrary.open([{ ...provider.options, scopes: ['read:user'] }]);
    const failure = await narrow.signIn(provider).catch((error: unknown) => error);
    await narrow.close();

    expect(failure).toMatchObject({ cause: { reason: expect.stringContaining('/user/emails') as string } });
  });

  it('takes a code once, and with the verifier of who left: injected, it is worth nothing', async () => {
    const [victim, attacker] = [await library.leave(provider), await library.leave(provider)];
    const stolen = await victim.visit();
    const own = await attacker.visit();

    await expect(attacker.comeBack({ ...own, code: stolen['code'] ?? '' })).rejects.toThrow(ProviderFailed);
    await expect(victim.comeBack(stolen)).rejects.toThrow(ProviderFailed); // the code is spent by then
  });

  it.each(['https://evil.example', 'https://github.com'])('refuses an answer that names %s as its issuer: mix-up', async (iss) => {
    provider.answer = { iss };
    await expect(library.signIn(provider)).rejects.toThrow(ProviderFailed);
  });

  it('takes an answer that names itself', async () => {
    provider.answer = { iss: `${provider.issuer}/login/oauth` };
    expect((await library.signIn(provider)).person.subject).toBe(String(provider.account?.id));
  });

  it('tells a refusal by the person from a failure', async () => {
    provider.account = null;
    await expect(library.signIn(provider)).rejects.toThrow(ProviderDenied);
    provider.answer = { error: 'redirect_uri_mismatch' };
    await expect(library.signIn(provider)).rejects.toThrow(ProviderFailed);
  });

  it('is examined by its API, which says whose it is', async () => {
    const [found] = await library.federation.examine();
    expect(found).toMatchObject({ provider: { id: 'github', name: 'GitHub' }, issuer: provider.issuer, problem: null });

    const elsewhere = await FederationLibrary.open([{ ...provider.options, issuer: 'http://127.0.0.1:9' }]);
    expect(await elsewhere.federation.examine()).toMatchObject([{ problem: expect.stringContaining('127.0.0.1:9') as string }]);
    await elsewhere.close();
  });
});
