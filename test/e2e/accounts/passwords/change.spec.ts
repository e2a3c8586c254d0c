import { PasswordChange, PasswordReset } from '@castellan/accounts';
import { aUser, linkOf, PASSWORD, signInBearer, signInCookie, someone } from '../../../support/people/people.js';
import { TestApp } from '../../../support/app/test-app.js';
import { withApp } from '../../../support/app/with-app.js';

const NEW = 'a newer phrase nobody guesses';
const HOUR_MS = 3_600_000;

describe('Passwords', () => {
  const app = withApp();

  const post = (path: string, body: object, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);
  const me = (headers: Record<string, string>) => app.client().get('/api/auth/me/', headers);

  describe(PasswordReset.name, () => {
    const aLink = async (email: string, mails = 2) => {
      await post('password-reset', { email });
      return linkOf(app, email, mails);
    };

    it('sets a new password, ends every session, tells the user, and signs nobody in', async () => {
      const person = await aUser(app);
      const [bearer, { browser }] = [await signInBearer(app, person), await signInCookie(app, person)];
      const answer = await post('password-reset-confirm', { ...(await aLink(person.email)), new_password: NEW, confirm_password: NEW });
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
      expect(Object.keys(answer.body)).toEqual(['detail']);
      expect((await me(bearer.bearer)).body).toMatchObject({ code: 'session_ended', reason: 'password_reset' });
      expect((await browser.get('/api/auth/me/')).body).toMatchObject({ code: 'session_ended', reason: 'password_reset' });
      expect((await post('refresh', { refresh: bearer.refresh })).body).toMatchObject({ code: 'session_ended', reason: 'password_reset' });
      expect((await post('login', person)).status).toBe(401);
      await signInBearer(app, { ...person, password: NEW });
      expect((await app.mailTo(person.email, 3)).subject).toMatch(/password/i);
    });

    it('reads `password` too, as older clients send it', async () => {
      const person = await aUser(app);
      expect((await post('password-reset-confirm', { ...(await aLink(person.email)), password: NEW })).status).toBe(200);
    });

    it('answers byte for byte alike for known, unknown and disabled addresses', async () => {
      const [known, disabled] = [await aUser(app), await aUser(app)];
      await app.sql('UPDATE users SET is_active = false WHERE email = $1', [disabled.email]);
      const answers = [];
      for (const { email } of [known, disabled, someone()]) answers.push(await post('password-reset', { email }));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    });

    it('takes each link once, of twenty parallel requests one', async () => {
      const person = await aUser(app);
      const link = await aLink(person.email);
      const answers = await Promise.all(Array.from({ length: 20 }, () => post('password-reset-confirm', { ...link, new_password: NEW })));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.code === 'invalid_link')).toHaveLength(19);
    });

    it('does not spend the link on a refused password', async () => {
      const person = await aUser(app);
      const link = await aLink(person.email);
      expect((await post('password-reset-confirm', { ...link, new_password: '1234567' })).body.errors.new_password).toHaveLength(2);
      expect((await post('password-reset-confirm', { ...link, new_password: NEW })).status).toBe(200);
    });

    it('refuses expired, replaced and swapped links, and those of another purpose, alike', async () => {
      const [person, other, waiting] = [await aUser(app), await aUser(app), await aUser(app, { verified: false })];
      const replaced = await aLink(person.email);
      const own = await aLink(person.email, 3);
      const swapped = { uid: own.uid, token: (await aLink(other.email)).token };
      const verification = await linkOf(app, waiting.email);
      for (const link of [replaced, swapped, verification, { ...own, token: 'x'.repeat(43) }]) {
        expect((await post('password-reset-confirm', { ...link, new_password: NEW })).body.code).toBe('invalid_link');
      }
      expect((await post('verify-account', own)).body.code).toBe('invalid_link');
      app.clock.advance(HOUR_MS);
      expect((await post('password-reset-confirm', { ...own, new_password: NEW })).body.code).toBe('invalid_link');
    });

    it('proves an unproven address, and makes its older links worthless', async () => {
      const person = await aUser(app, { verified: false });
      const verification = await linkOf(app, person.email);
      await post('password-reset-confirm', { ...(await aLink(person.email)), new_password: NEW });
      await signInBearer(app, { ...person, password: NEW });
      expect((await post('verify-account', verification)).body.code).toBe('invalid_link');
    });

    it('lets the owner in again at once after a flood of guesses', async () => {
      const person = await aUser(app);
      await Promise.all(Array.from({ length: 10 }, () => post('login', { ...person, password: 'a wrong guess' })));
      await post('password-reset-confirm', { ...(await aLink(person.email)), new_password: NEW });
      await signInBearer(app, { ...person, password: NEW });
    });
  });

  describe(PasswordChange.name, () => {
    it('keeps the caller signed in with fresh tokens and ends the others', async () => {
      const person = await aUser(app);
      const [own, other] = [await signInBearer(app, person), await signInBearer(app, person)];
      const { status, body } = await post('change-password', { old_password: PASSWORD, new_password: NEW }, own.bearer);
      expect(status).toBe(200);
      expect((await me(own.bearer)).status).toBe(401);
      expect((await post('refresh', { refresh: own.refresh })).status).toBe(401);
      expect((await me({ authorization: `Bearer ${body.tokens.access}` })).status).toBe(200);
      expect((await post('refresh', { refresh: body.tokens.refresh })).status).toBe(200);
      expect((await me(other.bearer)).body).toMatchObject({ code: 'session_ended', reason: 'password_changed' });
      await signInBearer(app, { ...person, password: NEW });
    });

    it('answers a cookie session with cookies and no token', async () => {
      const person = await aUser(app);
      const { browser } = await signInCookie(app, person);
      const before = browser.jar.get('refresh_token');
      const { body } = await browser.post('/api/auth/change-password/', { old_password: PASSWORD, new_password: NEW });
      expect(body).toEqual({ detail: 'Password changed.' });
      expect(browser.jar.get('refresh_token')).not.toBe(before);
      expect((await browser.get('/api/auth/me/')).status).toBe(200);
      expect((await browser.post('/api/auth/refresh/')).status).toBe(200);
    });

    it('ends this session, too, with UPDATE_SESSION_AUTH_HASH=false', async () => {
      const strict = await TestApp.start({ UPDATE_SESSION_AUTH_HASH: 'false' });
      const { browser } = await signInCookie(strict, await aUser(strict));
      await browser.post('/api/auth/change-password/', { old_password: PASSWORD, new_password: NEW });
      expect(browser.jar.has('access_token')).toBe(false);
      expect((await browser.get('/api/auth/me/')).status).toBe(401);
      await strict.close();
    });

    it('answers a wrong old password with 400, within the failure budget of the sign-in', async () => {
      const person = await aUser(app);
      const own = await signInBearer(app, person);
      const guess = (old_password: string) => post('change-password', { old_password, new_password: NEW }, own.bearer);
      const answers = await Promise.all(Array.from({ length: 6 }, () => guess('a wrong guess')));
      expect(answers.every(({ status, body }) => status === 400 && body.errors.old_password)).toBe(true);
      expect((await guess(PASSWORD)).body.errors).toHaveProperty('old_password');
      expect((await me(own.bearer)).status).toBe(200);
    });

    it('kills open reset links', async () => {
      const person = await aUser(app);
      await post('password-reset', { email: person.email });
      const link = await linkOf(app, person.email, 2);
      const own = await signInBearer(app, person);
      await post('change-password', { old_password: PASSWORD, new_password: NEW }, own.bearer);
      expect((await post('password-reset-confirm', { ...link, new_password: 'yet another phrase 12' })).body.code).toBe('invalid_link');
    });

    it('lets one of two parallel changes win', async () => {
      const person = await aUser(app);
      const [a, b] = [await signInBearer(app, person), await signInBearer(app, person)];
      const [first, second] = await Promise.all([
        post('change-password', { old_password: PASSWORD, new_password: NEW }, a.bearer),
        post('change-password', { old_password: PASSWORD, new_password: `${NEW} 2` }, b.bearer),
      ]);
      expect([first.status, second.status].sort()).toEqual([200, 401]);
    });

    it('asks users without a password for a recent sign-in instead', async () => {
      const person = await aUser(app);
      const own = await signInBearer(app, person);
      await app.sql('UPDATE users SET password_hash = NULL WHERE email = $1', [person.email]);
      app.clock.advance(6 * 60_000);
      expect((await post('change-password', { new_password: NEW }, own.bearer)).body.code).toBe('reauthentication_required');
    });
  });
});
