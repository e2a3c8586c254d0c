import { UserAdministration } from '@castellan/accounts';
import { NOBODY, OPERATOR } from '../../../support/people/operators.js';
import { aUser, PASSWORD, signInBearer, signInCookie, someone } from '../../../support/people/people.js';
import type { Person } from '../../../support/people/people.js';
import { TestApp } from '../../../support/app/test-app.js';

const INVALID = { code: 'validation_failed' };

let app: TestApp;
const administration = (): UserAdministration => app.get(UserAdministration);

const idOf = async ({ email }: Person): Promise<string> => (await administration().findByName({ email }))!.id;
const signInStatus = async (person: Person): Promise<number> => (await app.client().post('/api/auth/login/', person)).status;
const eventsOf = async (userId: string): Promise<readonly string[]> =>
  (await app.sql<{ event: string }>('SELECT event FROM auth_events WHERE user_id = $1 ORDER BY created_at, event', [userId])).map(
    ({ event }) => event,
  );
describe(UserAdministration.name, () => {
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  describe('making accounts', () => {
    it('makes a superuser who can sign in at once', async () => {
      const person = someone();
      const { id } = await administration().createSuperuser(person, OPERATOR);
      const { bearer } = await signInBearer(app, person);
      const { body } = await app.client().get('/api/auth/me/', bearer);
      expect(body).toMatchObject({ id, is_staff: true, is_verified: true });
      expect(body.permissions).toContain('users.delete');
      expect(await eventsOf(id)).toContain('user_created');
    });

    it('makes a plain user without any right, who proves the address first', async () => {
      const person = someone();
      const user = await administration().createUser(person, OPERATOR);
      expect(user).toMatchObject({ isStaff: false, isSuperuser: false, isVerified: false, isActive: true, permissions: [] });
      expect(await signInStatus(person)).toBe(403);
    });

    it('makes a user without a password, whom no password lets in', async () => {
      const person = someone();
      await administration().createUser({ email: person.email, password: null }, OPERATOR, { isVerified: true });
      expect(await signInStatus(person)).toBe(401);
    });

    it('refuses a taken address and a taken username, in any case', async () => {
      const person = { ...someone(), username: `Ada${Date.now()}` };
      await administration().createUser(person, OPERATOR);
      const again = { email: person.email.toUpperCase(), username: person.username.toLowerCase(), password: PASSWORD };
      await expect(administration().createSuperuser(again, OPERATOR)).rejects.toMatchObject({
        ...INVALID,
        extras: { errors: { email: [expect.stringContaining('already exists')], username: [expect.stringContaining('already exists')] } },
      });
    });

    it('makes one of two accounts of one address in parallel, and says why not the other', async () => {
      const person = someone();
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => administration().createUser(person, OPERATOR)));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(INVALID);
    });

    it('holds a superuser to the password policy', async () => {
      const { email } = someone();
      for (const password of ['short', '12345678', 'password123', email]) {
        const refused = administration().createSuperuser({ email, password }, OPERATOR);
        await expect(refused).rejects.toMatchObject({ ...INVALID, extras: { errors: { password: expect.any(Array) } } });
      }
      expect(await administration().findByName({ email })).toBeNull();
    });
  });

  describe('setting a password', () => {
    it('ends every session and the old password', async () => {
      const person = await aUser(app);
      const { bearer, refresh } = await signInBearer(app, person);
      const id = await idOf(person);
      await administration().setPassword(id, 'quite another phrase 5', OPERATOR);
      const { body } = await app.client().get('/api/auth/me/', bearer);
      expect(body).toMatchObject({ status: 401, code: 'session_ended', reason: 'password_changed' });
      expect((await app.client().post('/api/auth/refresh/', { refresh })).status).toBe(401);
      expect(await signInStatus(person)).toBe(401);
      expect(await signInStatus({ ...person, password: 'quite another phrase 5' })).toBe(200);
      expect(await eventsOf(id)).toContain('password_set');
    });

    it('refuses what the policy refuses, and changes nothing', async () => {
      const person = await aUser(app);
      await expect(administration().setPassword(await idOf(person), person.email, OPERATOR)).rejects.toMatchObject(INVALID);
      expect(await signInStatus(person)).toBe(200);
    });
  });

  describe('disabling', () => {
    it('refuses the very next request, and the refresh', async () => {
      const person = await aUser(app);
      const { bearer, refresh } = await signInBearer(app, person);
      const { browser } = await signInCookie(app, person);
      const id = await idOf(person);
      for (const one of [app.client().get('/api/auth/me/', bearer), browser.get('/api/auth/me/')]) expect((await one).status).toBe(200);
      await administration().setActive(id, false, OPERATOR);
      expect((await app.client().get('/api/auth/me/', bearer)).body).toMatchObject({ status: 401, reason: 'account_disabled' });
      expect((await browser.get('/api/auth/me/')).status).toBe(401);
      expect((await app.client().post('/api/auth/refresh/', { refresh })).status).toBe(401);
      expect(await signInStatus(person)).toBe(401);
    });

    it('brings no session back when it is lifted', async () => {
      const person = await aUser(app);
      const { bearer, refresh } = await signInBearer(app, person);
      const id = await idOf(person);
      await administration().setActive(id, false, OPERATOR);
      await administration().setActive(id, true, OPERATOR);
      expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(401);
      expect((await app.client().post('/api/auth/refresh/', { refresh })).status).toBe(401);
      expect(await signInStatus(person)).toBe(200);
      expect(await eventsOf(id)).toEqual(expect.arrayContaining(['account_disabled', 'account_enabled']));
    });

    it('leaves no session of a sign-in that ran at the same moment', async () => {
      for (let round = 0; round < 10; round += 1) {
        const person = await aUser(app);
        const id = await idOf(person);
        await Promise.all([administration().setActive(id, false, OPERATOR), signInStatus(person), signInStatus(person)]);
        await administration().setActive(id, true, OPERATOR);
        const alive = await app.sql(
          'SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.id = $1 AND s.ended_at IS NULL AND s.version = u.token_version',
          [id],
        );
        expect(alive).toHaveLength(0);
      }
    });

    it('changes nothing a second time', async () => {
      const id = await idOf(await aUser(app));
      await administration().setActive(id, false, OPERATOR);
      await administration().setActive(id, false, OPERATOR);
      expect((await eventsOf(id)).filter((event) => event === 'account_disabled')).toHaveLength(1);
    });
  });

  describe('deleting', () => {
    it('refuses the very next request and leaves nothing but history without a name', async () => {
      const person = await aUser(app);
      const { bearer, refresh } = await signInBearer(app, person);
      const id = await idOf(person);
      expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(200);
      await administration().deleteUser(id, OPERATOR);
      expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(401);
      expect((await app.client().post('/api/auth/refresh/', { refresh })).status).toBe(401);
      expect(await administration().find(id)).toBeNull();
      const history = await app.sql<{ row: string }>('SELECT t::text AS row FROM auth_events t');
      expect(history.some(({ row }) => row.includes('account_deleted'))).toBe(true);
      expect(history.filter(({ row }) => row.includes(id) || row.includes(person.email))).toEqual([]);
    });

    it('says that there is nobody to change', async () => {
      const missing = { code: 'not_found' };
      await expect(administration().deleteUser(NOBODY, OPERATOR)).rejects.toMatchObject(missing);
      await expect(administration().setActive(NOBODY, false, OPERATOR)).rejects.toMatchObject(missing);
      await expect(administration().setStaff(NOBODY, true, OPERATOR)).rejects.toMatchObject(missing);
      await expect(administration().setPassword(NOBODY, PASSWORD, OPERATOR)).rejects.toMatchObject(missing);
    });
  });
});
