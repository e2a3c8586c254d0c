import { TestApp } from '../../support/app/test-app.js';
import { comeBack, leadsTo, leave } from '../../support/federation/visits.js';
import { NO_PROVIDER_LIMITS } from '../../support/federation/with-provider.js';
import { AppleProvider } from '../../support/provider/apple-provider.js';
import { aGitHubAccount, GitHubProvider } from '../../support/provider/github-provider.js';
import { GoogleProvider } from '../../support/provider/google-provider.js';
import { aPersona } from '../../support/provider/persona.js';

/** Presets as people meet them: over HTTP, from the variables to the session. */
describe('the presets', () => {
  let app: TestApp;
  let apple: AppleProvider;
  let github: GitHubProvider;
  let google: GoogleProvider;
  beforeAll(async () => {
    [apple, github, google] = [await AppleProvider.open('Apple'), await GitHubProvider.open(), await GoogleProvider.open('Google')];
    const { signingKey } = apple.options;
    app = await TestApp.start({
      ...NO_PROVIDER_LIMITS,
      PROVIDERS: 'google,apple,github',
      PROVIDER_GOOGLE_ISSUER: google.issuer,
      PROVIDER_GOOGLE_CLIENT_ID: google.clientId,
      PROVIDER_GOOGLE_CLIENT_SECRET: google.clientSecret,
      PROVIDER_APPLE_ISSUER: apple.issuer,
      PROVIDER_APPLE_CLIENT_ID: apple.clientId,
      PROVIDER_APPLE_TEAM_ID: signingKey?.teamId,
      PROVIDER_APPLE_KEY_ID: signingKey?.keyId,
      PROVIDER_APPLE_PRIVATE_KEY: signingKey?.privateKey.replaceAll('\n', '\\n'),
      PROVIDER_GITHUB_ISSUER: github.issuer,
      PROVIDER_GITHUB_CLIENT_ID: github.clientId,
      PROVIDER_GITHUB_CLIENT_SECRET: github.clientSecret,
    });
  });
  afterAll(async () => {
    await app.close();
    await Promise.all([apple, github, google].map((one) => one.close()));
  });

  it('are named as people know them, in the order of the configuration', async () => {
    const { body } = await app.client().get('/api/auth/providers/');
    expect(body).toMatchObject({
      results: [
        { id: 'google', name: 'Google' },
        { id: 'apple', name: 'Apple' },
        { id: 'github', name: 'GitHub' },
      ],
    });
  });

  it('sign somebody up by Apple, which posts its answer without any cookie of ours', async () => {
    const persona = (apple.persona = aPersona({ emailVerified: 'true' }));
    const browser = app.client();
    const visited = await apple.visit(await leave(browser, { next: '/profile' }, 'apple'));
    const answer = await comeBack(browser, visited);

    expect([visited.method, answer.status, leadsTo(answer)]).toEqual(['POST', 303, expect.stringMatching(/\/profile$/)]);
    const { body } = await browser.get('/api/auth/me/');
    expect(body).toMatchObject({ email: persona.email, is_verified: true, first_name: 'Ada', last_name: 'Lovelace' });
  });

  it('sign somebody up by GitHub, and know them again by another address', async () => {
    const account = (github.account = aGitHubAccount());
    const [first, second] = [app.client(), app.client()];
    await comeBack(first, await github.visit(await leave(first, {}, 'github')));
    github.account = { ...account, login: 'renamed', addresses: [{ email: 'moved@example.org', primary: true, verified: true }] };
    await comeBack(second, await github.visit(await leave(second, {}, 'github')));

    const [one, other] = [(await first.get('/api/auth/me/')).body, (await second.get('/api/auth/me/')).body];
    expect(one).toMatchObject({ email: account.addresses[0]?.email, is_verified: true });
    expect(other).toEqual(one);
  });

  it('send whoever has no proven address at GitHub back with a reason', async () => {
    github.account = aGitHubAccount({ addresses: [{ email: 'unproven@example.org', primary: true, verified: false }] });
    const browser = app.client();
    const answer = await comeBack(browser, await github.visit(await leave(browser, {}, 'github')));

    expect(leadsTo(answer)).toMatch(/\/login\?error=email_missing$/);
    expect(browser.jar.has('access_token')).toBe(false);
  });

  it('let nobody into an account by a Google account of somebody else’s domain', async () => {
    const victim = aPersona({ email: 'owner@acme.example' });
    apple.persona = victim;
    const owner = app.client();
    await comeBack(owner, await apple.visit(await leave(owner, {}, 'apple')));
    google.persona = aPersona({ email: 'owner@acme.example' });
    const attacker = app.client();
    const answer = await comeBack(attacker, await google.visit(await leave(attacker, {}, 'google')));

    expect(leadsTo(answer)).toMatch(/\/login\?error=account_exists/);
    expect(attacker.jar.has('access_token')).toBe(false);
  });
});
