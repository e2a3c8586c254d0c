import { SignInReport, UserDevices, UserSessions } from '@castellan/accounts';
import { aUser, signInBearer, signInCookie } from '../../../support/people/people.js';
import { withApp } from '../../../support/app/with-app.js';

const DAY_MS = 24 * 3_600_000;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

describe(UserSessions.name, () => {
  const app = withApp();

  const get = (path: string, headers: Record<string, string>) => app.client().get(`/api/auth/${path}/`, headers);
  const post = (path: string, body: object, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);

  it('lists the own live sessions, this one marked, the last used first', async () => {
    const person = await aUser(app);
    const first = await signInBearer(app, person);
    app.clock.advance(1000);
    await app.client({ 'user-agent': FIREFOX }).post('/api/auth/login/', person);
    const { body } = await get('sessions', first.bearer);
    expect(body).toMatchObject({ count: 2, next: null, previous: null });
    expect(body.results.map(({ current, transport, device_name }: Record<string, unknown>) => [current, transport, device_name])).toEqual([
      [false, 'cookie', 'Firefox on Linux'],
      [true, 'bearer', 'node'],
    ]);
    expect(Object.keys(body.results[0]).sort()).toEqual(
      ['aal', 'created_at', 'current', 'device_name', 'expires_at', 'id', 'ip', 'last_used_at', 'location', 'transport'].sort(),
    );
  });

  it('ends one on the very next request; another user’s, an ended and a senseless id are 404 alike', async () => {
    const [person, stranger] = [await aUser(app), await aUser(app)];
    const [own, other, theirs] = [await signInBearer(app, person), await signInBearer(app, person), await signInBearer(app, stranger)];
    expect((await get('me', other.bearer)).status).toBe(200);
    const end = (id: string) => app.client().delete(`/api/auth/sessions/${id}/`, own.bearer);
    expect((await end(other.sessionId)).status).toBe(204);
    expect((await get('me', other.bearer)).body).toMatchObject({ code: 'session_ended', reason: 'user_revoked' });
    for (const id of [other.sessionId, theirs.sessionId, 'x', '1 OR 1=1', '00000000-0000-4000-8000-000000000000']) {
      expect((await end(encodeURIComponent(id))).body).toMatchObject({ status: 404, code: 'not_found' });
    }
    expect((await get('me', theirs.bearer)).status).toBe(200);
  });

  it('ends all others, with include_current this one too', async () => {
    const person = await aUser(app);
    const [{ browser }, other] = [await signInCookie(app, person), await signInBearer(app, person)];
    await browser.post('/api/auth/logout-all/');
    expect((await browser.get('/api/auth/me/')).status).toBe(200);
    expect((await get('me', other.bearer)).body.reason).toBe('user_revoked');
    await browser.post('/api/auth/logout-all/', { include_current: true });
    expect(browser.jar.has('access_token')).toBe(false);
    expect((await post('logout-all', {})).status).toBe(401);
  });

  it('remembers a hundred devices, so that a script that forgets its token fills no table', async () => {
    const person = await aUser(app);
    await signInBearer(app, person);
    await app.sql(
      `INSERT INTO devices (user_id, token_hash, name, last_seen_at, created_at)
       SELECT u.id, sha256(n::text::bytea), 'script', $2, $2 FROM users u, generate_series(1, 120) n WHERE u.email = $1`,
      [person.email, new Date(app.clock.millis() - DAY_MS)],
    );
    const { bearer } = await signInBearer(app, person);
    const { body } = await get('devices', bearer);
    expect(body.count).toBe(100);
    expect(body.results.filter(({ name }: { name: string }) => name === 'node')).toHaveLength(2);
  });

  it('keeps fifty: the oldest ends, also under parallel sign-ins', async () => {
    const person = await aUser(app);
    const oldest = await signInBearer(app, person);
    for (let batch = 0; batch < 12; batch += 1) {
      app.clock.advance(1000);
      await Promise.all(Array.from({ length: 5 }, () => signInBearer(app, person, { device_token: oldest.deviceToken })));
    }
    expect((await get('me', oldest.bearer)).body).toMatchObject({ code: 'session_ended', reason: 'session_limit' });
    const live =
      'SELECT count(*)::int AS n FROM sessions WHERE ended_at IS NULL AND user_id = (SELECT user_id FROM sessions WHERE id = $1)';
    expect(await app.sql(live, [oldest.sessionId])).toEqual([{ n: 50 }]);
  });

  describe('reauthentication', () => {
    it('renews the proof in the transport of the session', async () => {
      const person = await aUser(app);
      const { browser } = await signInCookie(app, person);
      app.clock.advance(6 * 60_000);
      expect((await browser.get('/api/auth/me/export/')).body.code).toBe('reauthentication_required');
      expect((await browser.post('/api/auth/reauthenticate/', { password: person.password })).body).toEqual({ detail: 'Confirmed.' });
      expect((await browser.get('/api/auth/me/export/')).status).toBe(200);
      expect((await browser.post('/api/auth/refresh/')).status).toBe(200);
    });

    it('survives a refresh, and answers a wrong password with 400', async () => {
      const person = await aUser(app);
      const session = await signInBearer(app, person);
      app.clock.advance(6 * 60_000);
      expect((await post('reauthenticate', { password: 'wrong' }, session.bearer)).body).toMatchObject({
        status: 400,
        code: 'validation_failed',
      });
      const { body } = await post('reauthenticate', { password: person.password }, session.bearer);
      const refreshed = await post('refresh', { refresh: body.tokens.refresh });
      expect((await get('me/export', { authorization: `Bearer ${refreshed.body.access}` })).status).toBe(200);
    });

    it('is asked for before sessions and devices are ended, and before factors change (an unlocked browser, OWASP ASVS 7.5)', async () => {
      const person = await aUser(app);
      const [own, other] = [await signInBearer(app, person), await signInBearer(app, person)];
      const devices = (await get('devices', own.bearer)).body.results as readonly { id: string; current: boolean }[];
      const away = devices.find(({ current }) => !current)!.id;
      app.clock.advance(5 * 60_000);
      const attempts = ({ bearer }: Pick<typeof own, 'bearer'>) => [
        () => post('logout-all', {}, bearer),
        () => app.client().delete(`/api/auth/sessions/${other.sessionId}/`, bearer),
        () => app.client().delete(`/api/auth/devices/${away}/`, bearer),
        () => post('2fa/setup', {}, bearer),
        () => post('2fa/enable', { code: '123456' }, bearer),
        () => post('phone', { phone: '+4915112345678' }, bearer),
        () => post('phone/confirm', { code: '123456' }, bearer),
        () => app.client().delete('/api/auth/phone/', bearer),
      ];
      for (const attempt of attempts(own)) expect((await attempt()).body).toMatchObject({ status: 403, code: 'reauthentication_required' });
      expect((await get('me', other.bearer)).status).toBe(200);
      const { tokens } = (await post('reauthenticate', { password: person.password }, own.bearer)).body;
      const recent = { bearer: { authorization: `Bearer ${String(tokens.access)}` } };
      for (const attempt of attempts(recent)) expect((await attempt()).status).not.toBe(403);
      expect((await get('me', other.bearer)).body.reason).toBe('user_revoked');
      expect((await post('logout', { refresh: tokens.refresh })).status).toBe(200); // leaving asks for nothing
    });

    it('is not had by refreshing', async () => {
      const session = await signInBearer(app, await aUser(app));
      app.clock.advance(6 * 60_000);
      const { body } = await post('refresh', { refresh: session.refresh });
      expect((await get('me/export', { authorization: `Bearer ${body.access}` })).body.code).toBe('reauthentication_required');
    });
  });

  describe(UserDevices.name, () => {
    it('knows a device by its token, each user’s apart, and never by a planted one', async () => {
      const [person, other] = [await aUser(app), await aUser(app)];
      const first = await signInBearer(app, person);
      const again = await signInBearer(app, person, { device_token: first.deviceToken });
      expect((await get('devices', again.bearer)).body.count).toBe(1);
      expect((await signInBearer(app, other, { device_token: first.deviceToken })).deviceToken).not.toBe(first.deviceToken);
      expect((await signInBearer(app, person, { device_token: 'planted' })).deviceToken).not.toBe('planted');
    });

    it('are listed and forgotten, with their sessions; another user’s are 404', async () => {
      const [person, stranger] = [await aUser(app), await aUser(app)];
      const [own, other, theirs] = [await signInBearer(app, person), await signInBearer(app, person), await signInBearer(app, stranger)];
      const { body } = await get('devices', own.bearer);
      expect(body.count).toBe(2);
      expect(Object.keys(body.results[0]).sort()).toEqual(['created_at', 'current', 'id', 'last_seen_at', 'name', 'trusted_until']);
      const away = body.results.find(({ current }: { current: boolean }) => !current).id;
      expect((await app.client().delete(`/api/auth/devices/${away}/`, theirs.bearer)).status).toBe(404);
      expect((await app.client().delete(`/api/auth/devices/${away}/`, own.bearer)).status).toBe(204);
      expect((await get('me', other.bearer)).status).toBe(401);
      expect((await get('me', own.bearer)).status).toBe(200);
    });
  });

  describe(SignInReport.name, () => {
    const reportOf = async (email: string, count: number) => {
      const { links } = await app.mailTo(email, count);
      return Object.fromEntries(new URL(links.find((link) => link.includes('/report-sign-in'))!).searchParams);
    };

    it('is mailed for a new device, not in the first day, not for a known one', async () => {
      const person = await aUser(app);
      const { deviceToken } = await signInBearer(app, person);
      app.clock.advance(DAY_MS + 1);
      await signInBearer(app, person, { device_token: deviceToken });
      await signInBearer(app, person);
      expect((await app.mailTo(person.email, 2)).links.join()).toContain('/report-sign-in');
      expect(await app.sql(`SELECT count(*)::int AS n FROM dev_inbox WHERE recipient = $1`, [person.email])).toEqual([{ n: 2 }]);
    });

    it('ends every session, forgets the devices, and asks for a reset before the next password sign-in', async () => {
      const person = await aUser(app);
      const own = await signInBearer(app, person);
      app.clock.advance(DAY_MS + 1);
      const kept = (await post('refresh', { refresh: own.refresh })).body;
      const thief = await signInBearer(app, person);
      const report = await reportOf(person.email, 2);
      expect((await app.client().get(`/api/auth/report-sign-in/?uid=${report['uid']}&token=${report['token']}`)).status).not.toBe(200);
      expect((await get('me', thief.bearer)).status).toBe(200);
      expect((await post('report-sign-in', report)).status).toBe(200);
      expect((await get('me', thief.bearer)).body).toMatchObject({ code: 'session_ended', reason: 'device_reported' });
      expect((await get('me', { authorization: `Bearer ${kept.access}` })).body).toMatchObject({ reason: 'device_reported' });
      expect((await post('login', { ...person, transport: 'bearer', device_token: thief.deviceToken })).body.code).toBe(
        'password_reset_required',
      );
      expect((await post('login', { ...person, password: 'wrong' })).body.code).toBe('invalid_credentials');
      expect((await post('report-sign-in', report)).body.code).toBe('invalid_link');
    });
  });
});
