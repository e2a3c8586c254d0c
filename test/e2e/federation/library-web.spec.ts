import { Federation, ProviderFailed } from '@castellan/federation';
import { FederationLibrary } from '../../support/federation/library.js';
import type { Misbehaviour, Reply } from '../../support/provider/misbehaviour.js';
import { OpenIdProvider } from '../../support/provider/open-id-provider.js';

describe(`${Federation.name}: SSRF by what a provider says of itself`, () => {
  let provider: OpenIdProvider;
  let target: OpenIdProvider;
  let library: FederationLibrary;
  let production: FederationLibrary;
  beforeAll(async () => {
    [provider, target] = [await OpenIdProvider.open('Acme'), await OpenIdProvider.open('Target')];
    const at = (id: string, issuer: string) => ({ ...provider.options, id, issuer });
    const tls = target.issuer.replace('http://127.0.0.1', 'https://localhost');
    const names = ['http://example.org', 'http://127.0.0.1.example.org', 'http://localhost.example.org'];
    library = await FederationLibrary.open([provider.options, ...names.map((issuer, index) => at(`name${index}`, issuer))]);
    const inside = { ...at('inside', tls), allowsPrivateAddresses: true };
    production = await FederationLibrary.open([provider.options, at('tls', tls), inside], { allowsHttpOnLoopback: false });
  });
  beforeEach(async () => {
    provider.misbehave({});
    await library.federation.begin('acme', {}); // its metadata is known
  });
  afterAll(async () => {
    await Promise.all([library.close(), production.close()]);
    await Promise.all([provider.close(), target.close()]);
  });

  /** What an operator is told of it. */
  const problemOf = async (wrong: Misbehaviour, id = 'acme', at = library): Promise<string | null | undefined> => {
    provider.misbehave(wrong);
    return (await at.federation.examine()).find((finding) => finding.provider.id === id)?.problem;
  };
  /** What stands in the log after a sign-in by it failed. */
  const reasonOf = async (wrong: Misbehaviour): Promise<string | undefined> => {
    provider.misbehave(wrong);
    await expect(library.signIn(provider)).rejects.toThrow(ProviderFailed);
    return library.warnings.at(-1);
  };
  const problemAt = (endpoint: 'metadata' | 'jwks' | 'token', reply: Reply): Promise<string | null | undefined> =>
    endpoint === 'token' ? reasonOf({ replies: { token: reply } }) : problemOf({ replies: { [endpoint]: reply } });

  it.each(['token_endpoint', 'jwks_uri', 'userinfo_endpoint', 'authorization_endpoint'])(
    'leads neither requests nor people to a private network by %s',
    async (name) => {
      for (const address of [
        'https://10.0.0.1/x',
        'https://169.254.169.254/latest/',
        'https://[fd00::1]/',
        'https://[::ffff:10.0.0.1]/',
        'https://2130706433.1/',
      ]) {
        expect(await problemOf({ metadata: { [name]: address } })).toMatch(
          new RegExp(`^its ${name} is (in a private network|no address)$`),
        );
      }
    },
  );

  it.each(['token_endpoint', 'jwks_uri', 'userinfo_endpoint', 'authorization_endpoint'])('takes no other scheme for %s', async (name) => {
    for (const address of [
      'http://example.org/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/plain,a',
      'https://a:b@example.org/',
      7,
    ]) {
      expect(await problemOf({ metadata: { [name]: address } })).toMatch(
        new RegExp(`^its ${name} (is not https|is no address|names a user)$`),
      );
    }
  });

  it('asks an issuer without TLS on loopback outside production alone, and nowhere else', async () => {
    for (const id of ['name0', 'name1', 'name2']) expect(await problemOf({}, id)).toBe('the issuer is not https');
    expect(await problemOf({}, 'acme', production)).toBe('the issuer is not https');
    await expect(production.federation.begin('acme', {})).rejects.toThrow(ProviderFailed);
  });

  it('makes no connection to a name that stands for a private address, which is judged when it is made', async () => {
    expect(await problemOf({}, 'tls', production)).toBe('localhost is in a private network, which is not allowed');
    expect(await problemOf({}, 'inside', production)).toMatch(/^localhost:\d+ cannot be reached$/);
  });

  it.each(['metadata', 'jwks', 'token'] as const)('follows no redirect of %s', async (endpoint) => {
    const before = target.asked.length;

    expect(await problemAt(endpoint, { status: 307, headers: { location: `${target.issuer}/jwks` } })).toMatch(/status/);
    expect(target.asked).toHaveLength(before);
  });

  it.each(['metadata', 'jwks', 'token'] as const)('reads no answer of %s without end', async (endpoint) => {
    expect(await problemAt(endpoint, { body: `"${'a'.repeat(1_100_000)}"` })).toContain('an answer is longer than 1048576 bytes');
  });

  it.each(['metadata', 'jwks', 'token'] as const)('waits five seconds for %s and no longer', async (endpoint) => {
    const began = performance.now();

    expect(await problemAt(endpoint, { isSilent: true })).toContain('gave no answer within 5000 ms');
    expect(performance.now() - began).toBeLessThan(9_000);
  });

  it.each([
    ['no JSON', { body: '<html>' }],
    ['said to be HTML', { body: '{}', headers: { 'content-type': 'text/html' } }],
    ['no metadata', { body: '{}' }],
    ['a list', { body: '[]' }],
    ['nothing', { status: 204 }],
    ['an error', { status: 500, body: 'a text of the provider' }],
  ])('refuses metadata that is %s', async (_, metadata) => {
    const problem = await problemOf({ replies: { metadata } });

    expect(problem).toEqual(expect.any(String));
    expect(problem).not.toContain('text of the provider');
  });

  it('refuses metadata of another issuer', async () => {
    expect(await problemOf({ metadata: { issuer: target.issuer } })).toBe('an answer has another issuer');
  });
});
