import { aUser, linkOf, PASSWORD, signInBearer, signInCookie, someone } from '../../support/people/people.js';
import { withApp } from '../../support/app/with-app.js';

describe('The main job', () => {
  const app = withApp();

  it('goes from sign-up to sign-out with cookies, and no token ever is in a body', async () => {
    const { email } = await aUser(app, { first_name: 'Ada', last_name: 'Lovelace' });
    const { browser, answer } = await signInCookie(app, { email, password: PASSWORD });
    expect(answer.body).toMatchObject({
      detail: 'Login successful.',
      user: { email, full_name: 'Ada Lovelace' },
      session: { current: true },
    });
    expect(answer.body).not.toHaveProperty('tokens');
    expect(answer.body).not.toHaveProperty('device_token');
    for (const name of ['access_token', 'refresh_token', 'device']) {
      expect(answer.cookies[name]).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    }

    expect((await browser.get('/api/auth/me/')).body).toMatchObject({ email, is_verified: true, aal: 1, permissions: [] });

    const before = browser.jar.get('refresh_token');
    const refreshed = await browser.post('/api/auth/refresh/');
    expect(refreshed.body).toEqual({ detail: 'Token refreshed.' });
    expect(browser.jar.get('refresh_token')).not.toBe(before);
    expect((await browser.get('/api/auth/me/')).status).toBe(200);

    const stolen = app.client({ cookie: `access_token=${browser.jar.get('access_token')!}` });
    const signedOut = await browser.post('/api/auth/logout/');
    expect(signedOut.body).toEqual({ detail: 'Logout successful.' });
    expect(signedOut.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(browser.jar.has('access_token')).toBe(false);
    expect((await browser.get('/api/auth/me/')).status).toBe(401);
    expect((await stolen.get('/api/auth/me/')).body).toMatchObject({ status: 401, code: 'session_ended', reason: 'logout' });
  });

  it('goes the same way with bearer tokens, and sets no cookie', async () => {
    const person = await aUser(app);
    const answer = await app.client().post('/api/auth/login/', { ...person, transport: 'bearer' });
    expect(answer.headers.getSetCookie()).toEqual([]);
    const { access, refresh } = answer.body.tokens;
    expect((await app.client().get('/api/auth/me', { authorization: `Bearer ${access}` })).body.email).toBe(person.email);

    const refreshed = await app.client().post('/api/auth/token/refresh/', { refresh });
    expect(refreshed.headers.getSetCookie()).toEqual([]);
    expect(Object.keys(refreshed.body)).toEqual(['access', 'refresh', 'access_expires_at', 'refresh_expires_at']);
    const bearer = { authorization: `Bearer ${refreshed.body.access}` };
    expect((await app.client().post('/api/auth/logout/', {}, bearer)).status).toBe(200);
    expect((await app.client().get('/api/auth/me/', bearer)).body).toMatchObject({ code: 'session_ended', reason: 'logout' });
  });

  it('answers every path with and without its trailing slash', async () => {
    const person = await aUser(app);
    const { bearer } = await signInBearer(app, person);
    expect((await app.client().get('/api/auth/me', bearer)).status).toBe(200);
    expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(200);
  });

  it('signs out with an expired access token when the refresh token is there', async () => {
    const session = await signInBearer(app, await aUser(app));
    app.clock.advance(16 * 60_000);
    expect((await app.client().get('/api/auth/me/', session.bearer)).body.code).toBe('token_expired');
    await app.client().post('/api/auth/logout/', { refresh: session.refresh }, session.bearer);
    expect((await app.client().post('/api/auth/refresh/', { refresh: session.refresh })).body).toMatchObject({
      code: 'session_ended',
      reason: 'logout',
    });
  });

  it('never answers a sign-out with 401', async () => {
    expect((await app.client().post('/api/auth/logout/')).status).toBe(200);
    expect((await app.client().post('/api/auth/logout/', { refresh: 'garbage' }, { authorization: 'Bearer garbage' })).status).toBe(200);
  });

  it('signs in by username, in any case, and by identifier', async () => {
    const username = `Ada_${someone().email.slice(1, 9)}`;
    const { email } = await aUser(app, { username });
    for (const name of [{ username: username.toUpperCase() }, { identifier: username }, { identifier: email.toUpperCase() }, { email }]) {
      expect((await app.client().post('/api/auth/login/', { ...name, password: PASSWORD })).status).toBe(200);
    }
  });

  it('records every attempt, also of unknown users', async () => {
    const { email } = someone();
    await app
      .client({ 'user-agent': 'curl/8', 'x-forwarded-for': '203.0.113.7' })
      .post('/api/auth/login/', { email, password: 'whatever it is' });
    expect(
      await app.sql('SELECT event, status, reason, user_id, identifier, ip, user_agent FROM auth_events WHERE identifier = $1', [email]),
    ).toEqual([
      {
        event: 'login',
        status: 'failure',
        reason: 'unknown_user',
        user_id: null,
        identifier: email,
        ip: '203.0.113.7',
        user_agent: 'curl/8',
      },
    ]);
  });

  it('sends a mail whose link works once', async () => {
    const { email } = await aUser(app, { verified: false });
    const link = await linkOf(app, email);
    expect((await app.client().post('/api/auth/login/', { email, password: PASSWORD })).body).toMatchObject({
      status: 403,
      code: 'email_unverified',
    });
    expect((await app.client().post('/api/auth/verify-account/', link)).status).toBe(200);
    expect((await app.client().post('/api/auth/verify-account/', link)).body).toMatchObject({ status: 400, code: 'invalid_link' });
    await signInCookie(app, { email, password: PASSWORD });
  });
});
