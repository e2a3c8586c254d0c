import { randomUUID } from 'node:crypto';
import { EphemeralStore } from '@castellan/data';
import { aFederatedUser, comeBack, leadsTo, leave, pathOf, signInWith } from '../../support/federation/visits.js';
import { withProvider } from '../../support/federation/with-provider.js';
import { aPersona } from '../../support/provider/persona.js';
import { aUser, signInBearer, signInCookie } from '../../support/people/people.js';

const HERE = 'http://localhost:3000';

describe('signing in with a provider', () => {
  const both = withProvider({ FRONTEND_ORIGINS: 'https://shop.example' });

  it('tells which there are', async () => {
    const { body } = await both.app.client().get('/api/auth/providers/');

    expect(body).toEqual({ count: 1, next: null, previous: null, results: [{ id: 'acme', name: 'Acme' }] });
  });

  it('sends the browser there with state, nonce and PKCE, and binds it by a cookie', async () => {
    const client = both.app.client();
    const answer = await client.get('/api/auth/with/acme/');
    const url = new URL(leadsTo(answer));
    const [[name, line] = ['', '']] = Object.entries(answer.cookies);

    expect([answer.status, url.origin]).toEqual([302, both.acme.issuer]);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: both.acme.clientId,
      redirect_uri: `${HERE}/api/auth/with/acme/callback/`,
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{22,}$/) as string,
      nonce: expect.stringMatching(/^[\w-]{22,}$/) as string,
    });
    expect(name).toMatch(/^with-[\w-]{22}$/);
    expect(line).toMatch(/^with-[\w-]{22}=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(url.href).not.toContain(client.jar.get(name));
  });

  it('signs up who is unknown, and in who is known, and leads home', async () => {
    const { browser, persona } = await aFederatedUser(both);
    const me = await browser.get('/api/auth/me/');
    expect(me.body).toMatchObject({ email: persona.email, is_verified: true, first_name: 'Ada', aal: 1 });

    const again = both.app.client();
    const answer = await signInWith(both, again);
    expect([answer.status, leadsTo(answer)]).toEqual([303, `${HERE}/`]);
    expect(Object.keys(answer.cookies).filter((name) => !name.startsWith('with-'))).toEqual(['access_token', 'refresh_token', 'device']);
    expect((await again.get('/api/auth/me/')).body.id).toBe(me.body.id);
    expect([...again.jar.keys()].filter((name) => name.startsWith('with-'))).toEqual([]);
  });

  it('comes back by POST as by GET', async () => {
    both.acme.persona = aPersona();
    const client = both.app.client();
    const url = await leave(client);
    const answer = await comeBack(client, await both.acme.visit(`${url}&response_mode=form_post`));

    expect([answer.status, leadsTo(answer)]).toEqual([303, `${HERE}/`]);
    expect((await client.get('/api/auth/me/')).status).toBe(200);
  });

  it.each([
    ['/security', `${HERE}/security`],
    ['https://shop.example/orders?x=1', 'https://shop.example/orders?x=1'],
    ['//evil.example', `${HERE}/`],
    ['https://evil.example/', `${HERE}/`],
    ['/\\evil.example', `${HERE}/`],
    ['/%5cevil.example', `${HERE}/`],
    ['https://shop.example@evil.example/', `${HERE}/`],
    ['javascript:alert(1)', `${HERE}/`],
    ['/a\r\nLocation: https://evil.example', `${HERE}/`],
  ])('leads from next=%s to %s (open redirect)', async (next, expected) => {
    expect(leadsTo(await signInWith(both, both.app.client(), { next }))).toBe(expected);
  });

  it('keeps of a source what is kept of it at a sign-up, and nothing else, however long (a full store)', async () => {
    const kept = jest.spyOn(both.app.app.get(EphemeralStore, { strict: false }), 'set');
    const source = 'https://ada:hidden@news.example/?utm_source=letter&session=hidden#hidden';
    for (const source_url of [source, `https://news.example/${'hidden'.repeat(1_000)}`]) await leave(both.app.client(), { source_url });
    const texts = kept.mock.calls.map(([, value]) => value).filter((value) => value.includes('"carried"'));
    kept.mockRestore();

    expect(texts.map((text) => text.includes('https://news.example/?utm_source=letter'))).toEqual([true, false]);
    expect(texts.join()).not.toContain('hidden');
  });

  it('links the source to who signs up', async () => {
    const persona = (both.acme.persona = aPersona());
    await signInWith(both, both.app.client(), { source_url: 'https://news.example/?utm_source=letter' });
    const rows = await both.app.sql<{ url: string }>(
      `SELECT s.url FROM users u JOIN user_registration_sources us ON us.user_id = u.id JOIN registration_sources s ON s.id = us.source_id WHERE u.email = $1`,
      [persona.email],
    );

    expect(rows.map(({ url }) => url)).toEqual(['https://news.example/?utm_source=letter']);
  });

  it('says of an unknown provider 404, and of a malformed one', async () => {
    for (const path of ['nope', 'ACME', '..%2facme', 'a'.repeat(65)])
      expect((await both.app.client().get(`/api/auth/with/${path}/`)).body.code).toBe('not_found');
    expect((await both.app.client().get('/api/auth/with/nope/callback/?state=x&code=y')).body.code).toBe('not_found');
  });

  it('begins and finishes nothing by HEAD', async () => {
    const client = both.app.client();
    const begun = await client.send('HEAD', '/api/auth/with/acme/');
    expect([begun.status, begun.headers.get('allow'), Object.keys(begun.cookies)]).toEqual([405, 'GET', []]);

    const back = await both.acme.visit(await leave(client));
    expect((await client.send('HEAD', pathOf(back.address))).status).toBe(405);
    expect(leadsTo(await comeBack(client, back))).toBe(`${HERE}/`); // nothing was spent
  });

  it('refuses bearer without an app before anybody is sent anywhere', async () => {
    const { status, body } = await both.app.client().get('/api/auth/with/acme/?transport=bearer');

    expect([status, body.code, Object.keys(body.errors)]).toEqual([400, 'validation_failed', ['redirect_uri']]);
  });

  it('leads back with an error where access was denied at the provider, and leaves no cookie', async () => {
    both.acme.persona = null;
    const client = both.app.client();
    expect(leadsTo(await signInWith(both, client, { next: '/security' }))).toBe(`${HERE}/login?error=provider_denied&next=%2Fsecurity`);
    expect([...client.jar.keys()]).toEqual([]);
    both.acme.persona = aPersona();
  });
});

describe('connected accounts', () => {
  const both = withProvider();

  it('are listed and disconnected by their owner', async () => {
    const ada = await aUser(both.app);
    both.acme.persona = aPersona({ email: ada.email, emailVerified: true });
    await signInWith(both, both.app.client());
    const { browser } = await signInCookie(both.app, ada);
    const { body } = await browser.get('/api/auth/identities/');
    const [identity] = body.results;

    expect(body).toMatchObject({ count: 1, next: null, previous: null });
    expect(Object.keys(identity).toSorted()).toEqual(['created_at', 'email', 'id', 'last_used_at', 'provider']);
    expect(identity).toMatchObject({ provider: 'acme', email: ada.email });

    const eve = await signInBearer(both.app, await aUser(both.app));
    expect((await both.app.client().delete(`/api/auth/identities/${identity.id}/`, eve.bearer)).status).toBe(404);
    expect((await both.app.client().delete(`/api/auth/identities/${randomUUID()}/`, eve.bearer)).status).toBe(404);
    expect((await browser.delete(`/api/auth/identities/${identity.id}/`)).status).toBe(204);
    expect((await browser.get('/api/auth/identities/')).body.count).toBe(0);
  });

  it('are nobody’s business without a session, and wanted recent to be taken away', async () => {
    const { browser } = await aFederatedUser(both);
    const [identity] = (await browser.get('/api/auth/identities/')).body.results;
    expect((await both.app.client().get('/api/auth/identities/')).status).toBe(401);
    await both.app.advance(6 * 60_000);
    expect((await browser.delete(`/api/auth/identities/${identity.id}/`)).body.code).toBe('reauthentication_required');
  });
});
