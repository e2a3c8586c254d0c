import { aFederatedUser, aVerifier, comeBack, leadsTo, pathOf, signInWith } from '../../support/federation/visits.js';
import { withProvider } from '../../support/federation/with-provider.js';
import type { HttpClient } from '../../support/http/client.js';
import { aPersona } from '../../support/provider/persona.js';
import { aUser, signInBearer, signInCookie } from '../../support/people/people.js';
import type { BearerSession } from '../../support/people/people.js';
import { protect } from '../../support/people/second-factor.js';

const HERE = 'http://localhost:3000';
const SCHEME = 'com.example.app:/connected';
const LINK = '/api/auth/with/acme/link/';
const EXCHANGE = '/api/auth/with/link/exchange/';

const identitiesOf = async (client: HttpClient, headers = {}) => (await client.get('/api/auth/identities/', headers)).body.results;

describe('connecting an account of a provider', () => {
  const both = withProvider({ REDIRECT_URIS: SCHEME });

  it('is of the account that asked, whatever its address, and leads on', async () => {
    const { browser } = await signInCookie(both.app, await aUser(both.app));
    const persona = (both.acme.persona = aPersona());
    const begun = await browser.post(LINK, { next: '/profile' });
    const back = await both.acme.visit(begun.body.redirect_url);
    const answer = await comeBack(browser, back);

    expect([begun.status, Object.keys(begun.cookies)]).toEqual([200, [expect.stringMatching(/^with-/)]]);
    expect([answer.status, leadsTo(answer)]).toEqual([303, `${HERE}/profile`]);
    expect(await identitiesOf(browser)).toMatchObject([{ provider: 'acme', email: persona.email }]);
    expect((await signInWith(both, both.app.client())).status).toBe(303);
  });

  it('leads to the page of security by itself, with what went wrong', async () => {
    const { browser } = await signInCookie(both.app, await aUser(both.app));
    await aFederatedUser(both); // who it is there has an account of their own
    const begin = async () => both.acme.visit((await browser.post(LINK)).body.redirect_url);

    expect(leadsTo(await comeBack(browser, await begin()))).toBe(`${HERE}/security?error=identity_taken`);
    both.acme.persona = null;
    expect(leadsTo(await comeBack(browser, await begin()))).toBe(`${HERE}/security?error=provider_denied`);
    both.acme.persona = aPersona();
    expect(leadsTo(await comeBack(browser, await begin()))).toBe(`${HERE}/security`);
  });

  it('wants a recent sign-in, and a session', async () => {
    const { browser } = await signInCookie(both.app, await aUser(both.app));
    await both.app.advance(6 * 60_000);

    expect((await browser.post(LINK)).body.code).toBe('reauthentication_required');
    expect((await both.app.client().post(LINK)).status).toBe(401);
  });

  it('is begun by no foreign page, with cookies or without (CSRF)', async () => {
    const { browser } = await signInCookie(both.app, await aUser(both.app));
    expect((await browser.post(LINK, {}, { origin: 'https://evil.example' })).body.code).toBe('csrf_rejected');
  });

  it('needs level 2 while two-step sign-in is on, before anybody is sent anywhere', async () => {
    const ada = await aUser(both.app);
    const [{ browser }, { bearer }] = [await signInCookie(both.app, ada), await signInBearer(both.app, ada)];
    const protectedNow = await protect(both.app, ada);
    const ofAnApp = { redirect_uri: SCHEME, code_challenge: aVerifier().code_challenge };

    expect((await browser.post(LINK)).body.code).toBe('two_factor_required');
    expect((await both.app.client().post(LINK, ofAnApp, bearer)).body.code).toBe('two_factor_required');
    expect((await both.app.client().post(LINK, ofAnApp, protectedNow.session.bearer)).status).toBe(200);
  });

  it('is none of a session that has ended meanwhile', async () => {
    const ada = await aUser(both.app);
    const { browser } = await signInCookie(both.app, ada);
    both.acme.persona = aPersona();
    const back = await both.acme.visit((await browser.post(LINK)).body.redirect_url);
    await both.app.sql(
      `UPDATE sessions SET ended_at = now(), end_reason = 'logout' WHERE user_id = (SELECT id FROM users WHERE email = $1)`,
      [ada.email],
    );

    expect(leadsTo(await comeBack(browser, back))).toBe(`${HERE}/security?error=session_ended`);
    expect(await both.app.sql('SELECT 1 FROM identities WHERE subject = $1', [both.acme.persona.subject])).toEqual([]);
  });

  it('links nothing in another browser (a planted callback)', async () => {
    const eve = await signInCookie(both.app, await aUser(both.app));
    const victim = await signInCookie(both.app, await aUser(both.app));
    const persona = (both.acme.persona = aPersona());
    const back = await both.acme.visit((await eve.browser.post(LINK)).body.redirect_url);

    expect(leadsTo(await comeBack(victim.browser, back))).toBe(`${HERE}/login?error=provider_failed`);
    expect(await both.app.sql('SELECT 1 FROM identities WHERE subject = $1', [persona.subject])).toEqual([]);
  });
});

describe('connecting an account of a provider in an app', () => {
  const both = withProvider({ REDIRECT_URIS: SCHEME });

  const aSession = async () => signInBearer(both.app, await aUser(both.app));

  /** The app asks, its system browser goes there and comes back with a code. */
  async function aCode({ bearer }: Pick<BearerSession, 'bearer'>) {
    both.acme.persona = aPersona();
    const { code_verifier, code_challenge } = aVerifier();
    const begun = await both.app.client().post(LINK, { redirect_uri: SCHEME, code_challenge }, bearer);
    const { redirect_url } = begun.body;
    const browser = both.app.client();
    const left = await browser.get(pathOf(redirect_url));
    const answer = await comeBack(browser, await both.acme.visit(leadsTo(left)));
    const code = new URL(leadsTo(answer)).searchParams.get('code') ?? '';
    return { begun, redirect_url, code, code_verifier, persona: both.acme.persona };
  }

  const exchange = (body: object, { bearer }: Pick<BearerSession, 'bearer'>) => both.app.client().post(EXCHANGE, body, bearer);

  it('is finished by the session that asked', async () => {
    const session = await aSession();
    const { begun, redirect_url, code, code_verifier, persona } = await aCode(session);
    const { status, body } = await exchange({ code, code_verifier }, session);

    expect(redirect_url).toMatch(/^http:\/\/localhost:3000\/api\/auth\/with\/acme\/\?ticket=[\w-]{43}$/);
    expect(begun.cookies).toEqual({}); // the system browser is another one
    expect([status, body]).toEqual([201, expect.objectContaining({ provider: 'acme', email: persona.email, last_used_at: null })]);
    expect(await identitiesOf(both.app.client(), session.bearer)).toEqual([body]);
  });

  it('is of nobody else: a code that was planted in their app links nothing (code injection)', async () => {
    const [eve, victim] = [await aSession(), await aSession()];
    const { code, code_verifier } = await aCode(eve);
    const planted = await exchange({ code, code_verifier }, victim);

    expect([planted.status, Object.keys(planted.body.errors)]).toEqual([400, ['code']]);
    expect(await identitiesOf(both.app.client(), victim.bearer)).toEqual([]);
  });

  it('is of that session, not of another one of the account', async () => {
    const ada = await aUser(both.app);
    const [asked, other] = [await signInBearer(both.app, ada), await signInBearer(both.app, ada)];
    const { code, code_verifier } = await aCode(asked);

    expect((await exchange({ code, code_verifier }, other)).status).toBe(400);
  });

  it('is no sign-in', async () => {
    const { code, code_verifier } = await aCode(await aSession());

    expect((await both.app.client().post('/api/auth/with/exchange/', { code, code_verifier })).body.code).toBe('invalid_code');
  });

  it('begins once with its ticket, at its provider', async () => {
    const session = await aSession();
    const { redirect_url } = await aCode(session);
    const again = await both.app.client().get(pathOf(redirect_url));
    expect([again.status, Object.keys(again.body.errors)]).toEqual([400, ['ticket']]);
    expect((await both.app.client().get('/api/auth/with/acme/?ticket=')).status).toBe(302); // names none: somebody signs in
  });

  it('needs a verifier, as a sign-in does', async () => {
    const session = await aSession();
    const { code } = await aCode(session);

    expect((await exchange({ code, code_verifier: aVerifier().code_verifier }, session)).status).toBe(400);
    expect((await both.app.client().post(LINK, { redirect_uri: SCHEME }, session.bearer)).body.errors).toHaveProperty('code_challenge');
    expect(
      (await both.app.client().post('/api/auth/with/nope/link/', { redirect_uri: SCHEME, ...challenge() }, session.bearer)).status,
    ).toBe(404);
  });

  it.each([{}, { redirect_uri: null }, { redirect_uri: '', next: '/security' }])(
    'says where it is sent back to, before anybody is sent anywhere: not with %j (a cookie that no app keeps)',
    async (body) => {
      const { bearer } = await aSession();
      const answer = await both.app.client().post(LINK, body, bearer);

      expect([answer.status, answer.body.code, Object.keys(answer.body.errors ?? {})]).toEqual([
        400,
        'validation_failed',
        ['redirect_uri'],
      ]);
      expect(answer.cookies).toEqual({});
    },
  );

  it('is over with the session', async () => {
    const session = await aSession();
    const { code, code_verifier } = await aCode(session);
    await both.app.client().post('/api/auth/logout/', { refresh: session.refresh }, session.bearer);

    expect((await exchange({ code, code_verifier }, session)).status).toBe(401);
  });

  const challenge = () => ({ code_challenge: aVerifier().code_challenge });
});
