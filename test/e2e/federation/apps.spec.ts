import { aVerifier, comeBack, leadsTo, leave } from '../../support/federation/visits.js';
import type { Query } from '../../support/federation/visits.js';
import { withProvider } from '../../support/federation/with-provider.js';
import { aPersona } from '../../support/provider/persona.js';
import { claimsIn } from '../../support/people/passkeys.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { aProtectedUser, verifyLogin } from '../../support/people/second-factor.js';

const SCHEME = 'com.example.app:/signed-in';
const LOOPBACK = 'http://127.0.0.1/signed-in';
const SITE = 'https://app.example.com/signed-in?from=castellan';
const EXCHANGE = '/api/auth/with/exchange/';

describe('an app that signs in with a provider', () => {
  const both = withProvider({ REDIRECT_URIS: [SCHEME, LOOPBACK, SITE].join(',') });

  /** The app opens its system browser, which comes back to it with this. */
  async function handed(query: Query, browser = both.app.client()): Promise<URL> {
    const back = await both.acme.visit(await leave(browser, query));
    const answer = await comeBack(browser, back);
    expect(answer.status).toBe(303);
    return new URL(leadsTo(answer));
  }

  async function aCode(redirect_uri = SCHEME, persona = aPersona()) {
    both.acme.persona = persona;
    const { code_verifier, code_challenge } = aVerifier();
    const url = await handed({ redirect_uri, code_challenge });
    return { code: url.searchParams.get('code') ?? '', code_verifier, url };
  }

  const exchange = (body: object) => both.app.client().post(EXCHANGE, body);

  it.each([
    [SCHEME, /^com\.example\.app:\/signed-in\?code=[\w-]{43}$/],
    [SITE, /^https:\/\/app\.example\.com\/signed-in\?from=castellan&code=[\w-]{43}$/],
    [LOOPBACK, /^http:\/\/127\.0\.0\.1\/signed-in\?code=[\w-]{43}$/],
    ['http://127.0.0.1:51004/signed-in', /^http:\/\/127\.0\.0\.1:51004\/signed-in\?code=[\w-]{43}$/],
  ])('is sent back to %s with a code, and gets its tokens for it', async (redirect_uri, expected) => {
    const { code, code_verifier, url } = await aCode(redirect_uri);
    const { status, body } = await exchange({ code, code_verifier });

    expect(url.href).toMatch(expected);
    expect([status, body.requires_2fa, body.session.transport, body.session.aal]).toEqual([200, false, 'bearer', 1]);
    expect(claimsIn(body.tokens.access).amr).toEqual(['fed']);
    expect((await both.app.client().get('/api/auth/me/', { authorization: `Bearer ${body.tokens.access}` })).status).toBe(200);
  });

  it('leaves no session in the system browser', async () => {
    const browser = both.app.client();
    await handed({ redirect_uri: SCHEME, code_challenge: aVerifier().code_challenge }, browser);

    expect([...browser.jar.keys()]).toEqual([]);
  });

  it('may name its transport and its method, which are the only ones', async () => {
    const { code_challenge } = aVerifier();
    await handed({ redirect_uri: SCHEME, code_challenge, transport: 'bearer', code_challenge_method: 'S256' });
  });

  it.each<[string, Query, string]>([
    ['another address', { redirect_uri: 'https://evil.example/' }, 'redirect_uri'],
    ['one that begins alike', { redirect_uri: `${SCHEME}/evil` }, 'redirect_uri'],
    ['one with a query of its own', { redirect_uri: `${SCHEME}?x=1` }, 'redirect_uri'],
    ['one with a fragment', { redirect_uri: `${SCHEME}#x` }, 'redirect_uri'],
    ['other letters', { redirect_uri: SITE.replace('app.', 'APP.') }, 'redirect_uri'],
    ['loopback by name', { redirect_uri: 'http://localhost:51004/signed-in' }, 'redirect_uri'],
    ['a user in front of another host', { redirect_uri: 'http://127.0.0.1:80@evil.example/signed-in' }, 'redirect_uri'],
    ['an empty challenge (PKCE downgrade)', { code_challenge: '' }, 'code_challenge'],
    ['a plain challenge (PKCE downgrade)', { code_challenge_method: 'plain' }, 'code_challenge_method'],
    ['a challenge that is none', { code_challenge: 'x'.repeat(42) }, 'code_challenge'],
    ['cookies', { transport: 'cookie' }, 'transport'],
    ['a challenge without an address', { redirect_uri: '' }, 'redirect_uri'],
  ])('is refused before anybody is sent anywhere: %s (open redirect)', async (_, wrong, field) => {
    const query = { redirect_uri: SCHEME, code_challenge: aVerifier().code_challenge, ...wrong };
    const answer = await both.app.client().get(`/api/auth/with/acme/?${new URLSearchParams(query).toString()}`);

    expect([answer.status, answer.body.code, Object.keys(answer.body.errors)]).toEqual([400, 'validation_failed', [field]]);
    expect([answer.headers.get('location'), answer.cookies]).toEqual([null, {}]);
  });

  it('is refused without any challenge (PKCE downgrade)', async () => {
    const answer = await both.app.client().get(`/api/auth/with/acme/?redirect_uri=${SCHEME}`);

    expect([answer.status, Object.keys(answer.body.errors ?? {}), answer.cookies]).toEqual([400, ['code_challenge'], {}]);
  });

  it('is refused two addresses at once', async () => {
    const query = `redirect_uri=${SCHEME}&redirect_uri=https://evil.example/&code_challenge=${aVerifier().code_challenge}`;
    expect((await both.app.client().get(`/api/auth/with/acme/?${query}`)).status).toBe(400);
  });

  it('learns why there is no code, in a word of ours (error text reflected)', async () => {
    both.acme.persona = null;
    const url = await handed({ redirect_uri: SCHEME, code_challenge: aVerifier().code_challenge });

    expect(url.href).toBe(`${SCHEME}?error=provider_denied`);
  });

  it('learns of an account that is not to be taken over', async () => {
    const ada = await aUser(both.app);
    both.acme.persona = aPersona({ email: ada.email, emailVerified: false });
    const url = await handed({ redirect_uri: SCHEME, code_challenge: aVerifier().code_challenge });

    expect(url.href).toBe(`${SCHEME}?error=account_exists`);
  });

  it('exchanges a code once (code replay)', async () => {
    const { code, code_verifier } = await aCode();
    const answers = [await exchange({ code, code_verifier }), await exchange({ code, code_verifier })];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [200, undefined],
      [401, 'invalid_code'],
    ]);
  });

  it('is one of twenty that exchange it at once', async () => {
    const { code, code_verifier } = await aCode();
    const answers = await Promise.all(Array.from({ length: 20 }, () => exchange({ code, code_verifier })));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('proves that it began: a stolen code is of no use, and spent (code interception)', async () => {
    const { code, code_verifier } = await aCode();
    const thief = await exchange({ code, code_verifier: aVerifier().code_verifier });
    const owner = await exchange({ code, code_verifier });

    expect([thief, owner].map(({ body }) => body.code)).toEqual(['invalid_code', 'invalid_code']);
  });

  it('takes the challenge for no verifier', async () => {
    both.acme.persona = aPersona();
    const { code_challenge } = aVerifier();
    const url = await handed({ redirect_uri: SCHEME, code_challenge });
    const answer = await exchange({ code: url.searchParams.get('code'), code_verifier: code_challenge });

    expect(answer.body.code).toBe('invalid_code');
  });

  it('has a minute', async () => {
    const { code, code_verifier } = await aCode();
    await both.app.advance(61_000);

    expect((await exchange({ code, code_verifier })).body.code).toBe('invalid_code');
  });

  it('passes the one door: its second factor is asked for, and its device is known', async () => {
    const ada = await aProtectedUser(both.app);
    const { code, code_verifier } = await aCode(SCHEME, aPersona({ email: ada.email, emailVerified: true }));
    const { body } = await exchange({ code, code_verifier });
    expect(body).toMatchObject({ requires_2fa: true, methods: ['totp', 'backup_code'] });
    expect(body.tokens).toBeUndefined();

    const finished = await verifyLogin(both.app, body.session_token, await ada.phone.nextCode());
    expect(finished.body).toMatchObject({ session: { aal: 2, transport: 'bearer' } });
  });

  it('gets nothing for an account that was disabled meanwhile', async () => {
    const persona = aPersona();
    const { code, code_verifier } = await aCode(SCHEME, persona);
    await both.app.sql('UPDATE users SET is_active = false, token_version = token_version + 1 WHERE email = $1', [persona.email]);

    const { status, body } = await exchange({ code, code_verifier });

    expect([status, body.code]).toEqual([401, 'invalid_code']);
  });

  it('sets no cookie, whatever is sent along', async () => {
    const { code, code_verifier } = await aCode();
    const answer = await both.app.client().post(EXCHANGE, { code, code_verifier, transport: 'cookie' });

    expect([answer.cookies, answer.body.session.transport]).toEqual([{}, 'bearer']);
  });

  it('is no way to link for who only signs in', async () => {
    const { code, code_verifier } = await aCode();
    const eve = await signInBearer(both.app, await aUser(both.app));
    const answer = await both.app.client().post('/api/auth/with/link/exchange/', { code, code_verifier }, eve.bearer);

    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([400, ['code']]);
  });
});
