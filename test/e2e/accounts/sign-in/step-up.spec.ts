import { PasswordHasher, Reauthentication } from '@castellan/accounts';
import type { Answer, HttpClient } from '../../../support/http/client.js';
import { aUser, bearerSession, signInBearer, signInCookie } from '../../../support/people/people.js';
import { Authenticator, protect, times } from '../../../support/people/second-factor.js';
import { withApp } from '../../../support/app/with-app.js';

const onServers = process.env['DATABASE_URL'] && process.env['REDIS_URL'] ? describe : describe.skip;

interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

/** A proof that is renewed makes new tokens: what somebody copied before is worth nothing after it (OWASP ASVS 7.2.4). */
describe(Reauthentication.name, () => {
  const app = withApp();

  const post = (path: string, body: object, headers = {}): Promise<Answer> => app.client().post(`/api/auth/${path}/`, body, headers);
  const refresh = (token: string): Promise<Answer> => post('refresh', { refresh: token });
  const me = (access: string, node = app): Promise<Answer> => node.client().get('/api/auth/me/', { authorization: `Bearer ${access}` });

  /** Each way to step up: the tokens before, the answer after. */
  const ways: Readonly<Record<string, () => Promise<{ before: Tokens; after: Tokens }>>> = {
    'reauthenticate/ by password': async () => {
      const person = await aUser(app);
      const before = await signInBearer(app, person);
      return { before, after: (await post('reauthenticate', { password: person.password }, before.bearer)).body.tokens };
    },
    'reauthenticate/ by the code of a second factor': async () => {
      const person = await aUser(app);
      const before = await signInBearer(app, person);
      const { phone } = await protect(app, person);
      return { before, after: (await post('reauthenticate', { code: await phone.nextCode() }, before.bearer)).body.tokens };
    },
    'reauthenticate/ by a mailed code': async () => {
      const person = await aUser(app);
      const before = await signInBearer(app, person);
      const asked = await app.client().post('/api/auth/otp/request/', { identifier: person.email });
      expect(asked.status).toBe(200);
      const { code } = await app.mailTo(person.email, 2);
      return { before, after: (await post('reauthenticate', { otp_code: code }, before.bearer)).body.tokens };
    },
    '2fa/enable/': async () => {
      const before = await signInBearer(app, await aUser(app));
      const { secret } = (await post('2fa/setup', {}, before.bearer)).body;
      return { before, after: (await post('2fa/enable', { code: new Authenticator(app, secret).code() }, before.bearer)).body.tokens };
    },
    'change-password/': async () => {
      const person = await aUser(app);
      const before = await signInBearer(app, person);
      const change = { old_password: person.password, new_password: 'glass tundra orbit 9' };
      return { before, after: (await post('change-password', change, before.bearer)).body.tokens };
    },
  };

  it.each(Object.entries(ways))('lifts no copy made before %s', async (_, stepUp) => {
    const { before, after } = await stepUp();
    expect((await me(before.access)).status).toBe(401);
    expect((await refresh(before.refresh)).body).toMatchObject({ status: 401, code: 'token_invalid' });
    expect((await me(after.access)).status).toBe(200);
    const next = await refresh(after.refresh);
    expect(next.status).toBe(200);
    expect((await refresh(before.refresh)).body).toMatchObject({ status: 401, code: 'token_invalid' });
    expect((await me(next.body.access)).status).toBe(200); // a dead copy ends nobody's session
  });

  it('hands the new tokens to no copy within the grace of a rotation', async () => {
    const person = await aUser(app);
    const first = await signInBearer(app, person);
    const second = (await refresh(first.refresh)).body;
    const stepped = await post('reauthenticate', { password: person.password }, { authorization: `Bearer ${second.access}` });
    for (const copy of [first.refresh, second.refresh]) {
      expect((await refresh(copy)).body).toMatchObject({ status: 401, code: 'token_invalid' });
    }
    expect((await refresh(stepped.body.tokens.refresh)).status).toBe(200);
  });

  it('lets no copy through, whatever it does while the owner steps up', async () => {
    const person = await aUser(app);
    const stolen = await signInBearer(app, person);
    const refreshes = times(10, () => refresh(stolen.refresh));
    const stepped = await post('reauthenticate', { password: person.password }, stolen.bearer);
    const got = (await refreshes).filter(({ status }) => status === 200).map(({ body }) => body as Tokens);
    for (const { access, refresh: token } of got) {
      expect((await me(access)).status).toBe(401);
      expect((await refresh(token)).body.code).toBe('token_invalid');
    }
    expect((await me(stepped.body.tokens.access)).status).toBe(200);
  });

  it('says to a browser of the owner that a replaced token is to be refreshed, and its new cookies do', async () => {
    const person = await aUser(app);
    const { browser } = await signInCookie(app, person);
    const older = copyOf(browser);
    expect((await browser.post('/api/auth/reauthenticate/', { password: person.password })).body).toEqual({ detail: 'Confirmed.' });
    expect((await older.get('/api/auth/me/')).body).toMatchObject({ status: 401, code: 'token_expired' });
    expect((await older.post('/api/auth/refresh/')).body.code).toBe('token_invalid');
    expect((await browser.get('/api/auth/me/')).status).toBe(200);
    expect((await browser.post('/api/auth/refresh/')).status).toBe(200);
  });

  it('keeps one of several parallel step-ups: the tokens of the last live, all others are dead', async () => {
    const person = await aUser(app);
    const { bearer, sessionId } = await signInBearer(app, person);
    const answers = await times(4, () => post('reauthenticate', { password: person.password }, bearer));
    const given = answers.filter(({ status }) => status === 200).map(({ body }) => body.tokens as Tokens);
    expect(given.length).toBeGreaterThan(0);
    const alive = await Promise.all(given.map(async ({ access }) => (await me(access)).status === 200));
    expect(alive.filter(Boolean)).toHaveLength(1);
    const refreshed = await Promise.all(given.map(async (tokens) => (await refresh(tokens.refresh)).status === 200));
    expect(refreshed).toEqual(alive);
    expect(await app.sql('SELECT end_reason FROM sessions WHERE id = $1', [sessionId])).toEqual([{ end_reason: null }]);
  });

  it.each([
    ['signed out', async ({ refresh: token }: Tokens) => post('logout', { refresh: token })],
    ['ran out', async () => app.sql('UPDATE sessions SET expires_at = $1', [app.clock.now()])],
  ])('gives no tokens to a session that %s while the proof was looked at', async (_, end) => {
    const person = await aUser(app);
    const session = await signInBearer(app, person);
    const hasher = app.get(PasswordHasher);
    const check = hasher.check.bind(hasher);
    const spy = jest.spyOn(hasher, 'check').mockImplementationOnce(async (...hash) => {
      const verdict = await check(...hash);
      await end(session);
      return verdict;
    });
    const answer = await post('reauthenticate', { password: person.password }, session.bearer);
    spy.mockRestore();
    expect([answer.status, answer.body.tokens]).toEqual([401, undefined]);
    expect(await app.sql('SELECT step FROM sessions WHERE id = $1', [session.sessionId])).toEqual([{ step: 0 }]);
  });

  onServers('on two nodes', () => {
    it('kills the older access token within one second on the other node', async () => {
      const other = await app.anotherNode();
      try {
        const person = await aUser(app);
        const session = bearerSession(await post('login', { ...person, transport: 'bearer' }));
        expect((await me(session.access, other)).status).toBe(200);
        const { tokens } = (await post('reauthenticate', { password: person.password }, session.bearer)).body;
        const deadline = performance.now() + 1000;
        let status = 200;
        while (status === 200 && performance.now() < deadline) status = (await me(session.access, other)).status;
        expect(status).toBe(401);
        expect((await me(tokens.access, other)).status).toBe(200);
      } finally {
        await other.close();
      }
    });
  });

  function copyOf(browser: HttpClient): HttpClient {
    const copy = app.client();
    for (const [name, value] of browser.jar) copy.jar.set(name, value);
    return copy;
  }
});
