import { SessionRefresh } from '@castellan/accounts';
import { Transaction } from '@castellan/data';
import type { Answer } from '../../../support/http/client.js';
import { aUser, signInBearer, signInCookie } from '../../../support/people/people.js';
import { respelt } from '../../../support/twofactor/respelt.js';
import { withApp } from '../../../support/app/with-app.js';

const DAY_MS = 24 * 3_600_000;

describe(SessionRefresh.name, () => {
  const app = withApp();

  const refresh = (token: string): Promise<Answer> => app.client().post('/api/auth/refresh/', { refresh: token });

  it('rotates: each answer carries another refresh token of the same session', async () => {
    const session = await signInBearer(app, await aUser(app));
    const first = await refresh(session.refresh);
    const second = await refresh(first.body.refresh);
    expect(new Set([session.refresh, first.body.refresh, second.body.refresh]).size).toBe(3);
    expect(await app.sql('SELECT generation FROM sessions WHERE id = $1', [session.sessionId])).toEqual([{ generation: 2 }]);
  });

  it('costs one statement once the session was refreshed here', async () => {
    const session = await signInBearer(app, await aUser(app));
    const first = await refresh(session.refresh);
    const queries = jest.spyOn(app.get(Transaction), 'query');
    expect((await refresh(first.body.refresh)).status).toBe(200);
    expect(queries.mock.calls.filter(([sql]) => sql.includes('sessions'))).toHaveLength(1);
    queries.mockRestore();
  });

  it('remembers 32 bytes of a session, and not the block of memory that the driver read them into', async () => {
    const session = await signInBearer(app, await aUser(app));
    const rotations = jest.spyOn(app.get(Transaction), 'query');
    let { refresh: token } = session;
    for (let turn = 0; turn < 2; turn += 1) token = (await refresh(token)).body.refresh;
    const seeds = rotations.mock.calls
      .filter(([sql]) => sql.startsWith('UPDATE sessions s SET generation'))
      .map(([, values]) => values?.[2]);
    rotations.mockRestore();
    expect(seeds.map((seed) => (seed as Buffer).buffer.byteLength)).toEqual([32, 32]);
  });

  it('keeps fifty parallel callers with one token signed in, on one chain', async () => {
    const session = await signInBearer(app, await aUser(app));
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(session.refresh)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    expect(new Set(answers.map(({ body }) => body.refresh)).size).toBe(1);
    expect(
      await app.sql('SELECT generation FROM sessions WHERE user_id = (SELECT user_id FROM sessions WHERE id = $1)', [session.sessionId]),
    ).toEqual([{ generation: 1 }]);
    expect((await refresh(answers[0]!.body.refresh)).status).toBe(200);
  });

  it('answers the direct parent within ten seconds with the same token, never a sibling', async () => {
    const session = await signInBearer(app, await aUser(app));
    const first = await refresh(session.refresh);
    app.clock.advance(10_000);
    expect((await refresh(session.refresh)).body.refresh).toBe(first.body.refresh);
  });

  it('ends the session when a token is replayed after the grace, and mails the user', async () => {
    const person = await aUser(app);
    const session = await signInBearer(app, person);
    const first = await refresh(session.refresh);
    app.clock.advance(10_001);
    expect((await refresh(session.refresh)).body).toMatchObject({ status: 401, code: 'session_ended', reason: 'reuse_detected' });
    expect((await refresh(first.body.refresh)).body).toMatchObject({ code: 'session_ended', reason: 'reuse_detected' });
    expect((await app.client().get('/api/auth/me/', { authorization: `Bearer ${first.body.access}` })).body.reason).toBe('reuse_detected');
    expect((await app.mailTo(person.email, 2)).subject).toContain('session');
    expect(
      await app.sql(`SELECT count(*)::int AS n FROM auth_events WHERE event = 'refresh_reuse' AND session_id = $1`, [session.sessionId]),
    ).toEqual([{ n: 1 }]);
  });

  it('ends the session when a grandparent comes back, also within the grace', async () => {
    const session = await signInBearer(app, await aUser(app));
    const first = await refresh(session.refresh);
    await refresh(first.body.refresh);
    expect((await refresh(session.refresh)).body.reason).toBe('reuse_detected');
  });

  it('costs no write and harms nobody when a token is forged', async () => {
    const session = await signInBearer(app, await aUser(app));
    const bytes = Buffer.from(session.refresh, 'base64url');
    bytes[51]! ^= 1;
    const older = Buffer.from(session.refresh, 'base64url');
    older.writeUInt32BE(4_000_000_000, 16); // another generation needs another MAC
    for (const forged of [bytes.toString('base64url'), older.toString('base64url'), 'x'.repeat(70), '', session.access]) {
      expect((await refresh(forged)).body).toMatchObject({ status: 401, code: 'token_invalid' });
    }
    expect((await refresh(session.refresh)).status).toBe(200);
  });

  it('refuses another spelling of a genuine token', async () => {
    const session = await signInBearer(app, await aUser(app));
    const same = respelt(session.refresh);
    expect(same.length).toBeGreaterThan(0);
    for (const token of [...same, `${session.refresh}=`]) expect((await refresh(token)).body.code).toBe('token_invalid');
    expect((await refresh(session.refresh)).status).toBe(200);
  });

  it('refuses a bearer token in a cookie and a cookie token in a body', async () => {
    const person = await aUser(app);
    const session = await signInBearer(app, person);
    const asCookie = app.client({ cookie: `refresh_token=${session.refresh}` });
    expect((await asCookie.post('/api/auth/refresh/')).body).toMatchObject({ status: 400, code: 'transport_mismatch' });
    const { browser } = await signInCookie(app, person);
    expect((await refresh(browser.jar.get('refresh_token')!)).body).toMatchObject({ status: 400, code: 'transport_mismatch' });
    expect((await browser.post('/api/auth/refresh/', { refresh: session.refresh })).body.code).toBe('transport_mismatch');
    expect((await browser.post('/api/auth/refresh/')).status).toBe(200);
  });

  describe('the one statement that rotates, on a node that remembers the session', () => {
    /** A session refreshed here before: its seed is known, so nothing is looked at before the statement. */
    const remembered = async (): Promise<{ readonly token: string; readonly sessionId: string }> => {
      const { refresh: token, sessionId } = await signInBearer(app, await aUser(app));
      return { token: (await refresh(token)).body.refresh, sessionId };
    };

    it('gives a bearer session no cookies, and a cookie session no readable token', async () => {
      const { token, sessionId } = await remembered();
      const asCookie = await app.client({ cookie: `refresh_token=${token}` }).post('/api/auth/refresh/');
      expect([asCookie.body.code, asCookie.cookies]).toEqual(['transport_mismatch', {}]);
      const { browser } = await signInCookie(app, await aUser(app));
      await browser.post('/api/auth/refresh/');
      const inBody = await refresh(browser.jar.get('refresh_token')!);
      expect([inBody.body.code, inBody.body.access]).toEqual(['transport_mismatch', undefined]);
      expect(await app.sql('SELECT generation FROM sessions WHERE id = $1', [sessionId])).toEqual([{ generation: 1 }]);
    });

    it.each([
      ['that ended', `UPDATE sessions SET ended_at = now(), end_reason = 'admin_revoked' WHERE id = $1`, 'admin_revoked'],
      ['that was left alone too long', `UPDATE sessions SET expires_at = '2020-01-01' WHERE id = $1`, 'expired_idle'],
      [
        'of a disabled user',
        'UPDATE users SET is_active = false WHERE id = (SELECT user_id FROM sessions WHERE id = $1)',
        'account_disabled',
      ],
      [
        'of an older token version',
        'UPDATE users SET token_version = token_version + 1 WHERE id = (SELECT user_id FROM sessions WHERE id = $1)',
        undefined,
      ],
      ['with another seed', `UPDATE sessions SET seed = sha256('another') WHERE id = $1`, undefined],
    ])('refuses a session %s, though nobody told this node', async (_, change, reason) => {
      const { token, sessionId } = await remembered();
      await app.sql(change, [sessionId]);
      const { status, body } = await refresh(token);
      expect([status, body.code, body.reason]).toEqual([401, reason ? 'session_ended' : 'token_invalid', reason]);
    });

    it('never carries a session past its full life', async () => {
      const { token, sessionId } = await remembered();
      const end = new Date(app.clock.millis() + DAY_MS);
      await app.sql('UPDATE sessions SET absolute_expires_at = $2 WHERE id = $1', [sessionId, end]);
      expect(new Date((await refresh(token)).body.refresh_expires_at)).toEqual(end);
    });
  });

  it('believes neither of two different refresh cookies (a planted one), and one that comes twice', async () => {
    const { browser } = await signInCookie(app, await aUser(app));
    const token = browser.jar.get('refresh_token')!;
    const planted = (await signInBearer(app, await aUser(app))).refresh;
    for (const cookie of [`refresh_token=${planted}; refresh_token=${token}`, `refresh_token=${token}; refresh_token=${planted}`]) {
      expect((await app.client({ cookie }).post('/api/auth/refresh/')).status).toBe(401);
    }
    expect((await app.client({ cookie: `refresh_token=${token}; refresh_token=${token}` }).post('/api/auth/refresh/')).status).toBe(200);
  });

  it('takes no access token for a refresh token, and no refresh token for an access token', async () => {
    const session = await signInBearer(app, await aUser(app));
    expect((await refresh(session.access)).body.code).toBe('token_invalid');
    expect((await app.client().get('/api/auth/me/', { authorization: `Bearer ${session.refresh}` })).body.code).toBe('token_invalid');
  });

  it('ends after seven idle days', async () => {
    const session = await signInBearer(app, await aUser(app));
    app.clock.advance(7 * DAY_MS);
    expect((await refresh(session.refresh)).body).toMatchObject({ code: 'session_ended', reason: 'expired_idle' });
  });

  it('ends after ninety days, however often it is refreshed', async () => {
    let { refresh: token } = await signInBearer(app, await aUser(app));
    for (let day = 0; day < 90; day += 6) {
      app.clock.advance(6 * DAY_MS);
      const answer = await refresh(token);
      if (day < 84) token = answer.body.refresh;
      else expect(answer.body).toMatchObject({ code: 'session_ended', reason: 'expired_absolute' });
    }
  });

  it('refuses a session of a user who was disabled, on the very next request', async () => {
    const session = await signInBearer(app, await aUser(app));
    await app.sql('UPDATE users SET is_active = false WHERE id = (SELECT user_id FROM sessions WHERE id = $1)', [session.sessionId]);
    expect((await refresh(session.refresh)).body).toMatchObject({ code: 'session_ended', reason: 'account_disabled' });
  });

  it('asks to sign in when there is nothing to refresh', async () => {
    expect((await app.client().post('/api/auth/refresh/')).body).toMatchObject({ status: 401, code: 'not_authenticated' });
  });
});
