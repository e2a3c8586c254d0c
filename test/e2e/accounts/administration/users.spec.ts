import { AccountCreation, AccountDeletion, AccountStatus, PasswordAssignment, UserDirectory } from '@castellan/accounts';
import { HOST, NOBODY } from '../../../support/people/operators.js';
import { aUser, PASSWORD, signInBearer, signInCookie, someone } from '../../../support/people/people.js';
import type { Person } from '../../../support/people/people.js';
import { TestApp } from '../../../support/app/test-app.js';

const INVALID = { code: 'validation_failed' };

let app: TestApp;

const idOf = async ({ email }: Person): Promise<string> => (await app.get(UserDirectory).findByName({ email }))!.id;
const signInStatus = async (person: Person): Promise<number> => (await app.client().post('/api/auth/login/', person)).status;
const eventsOf = async (userId: string): Promise<readonly string[]> =>
  (await app.sql<{ event: string }>('SELECT event FROM auth_events WHERE user_id = $1 ORDER BY created_at, event', [userId])).map(
    ({ event }) => event,
  );
describe('what the code of a host does to accounts', () => {
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  describe('making accounts', () => {
    it('makes a superuser who can sign in at once', async () => {
      const person = someone();
      const { id } = await app.get(AccountCreation).createSuperuser(HOST, person);
      const { bearer } = await signInBearer(app, person);
      const { body } = await app.client().get('/api/auth/me/', bearer);
      expect(body).toMatchObject({ id, is_staff: true, is_verified: true });
      expect(body.permissions).toContain('users.delete');
      expect(await eventsOf(id)).toContain('user_created');
    });

    it('makes a plain user without any right, who proves the address first', async () => {
      const person = someone();
      const user = await app.get(AccountCreation).createUser(HOST, person);
      expect(user).toMatchObject({ isStaff: false, isSuperuser: false, isVerified: false, isActive: true, permissions: [] });
      expect(await signInStatus(person)).toBe(403);
    });

    it('makes a user without a password, whom no password lets in', async () => {
      const person = someone();
      await app.get(AccountCreation).createUser(HOST, { email: person.email, password: null }, { isVerified: true });
      expect(await signInStatus(person)).toBe(401);
    });

    it('refuses a taken address and a taken username, in any case', async () => {
      const person = { ...someone(), username: `Ada${Date.now()}` };
      await app.get(AccountCreation).createUser(HOST, person);
      const again = { email: person.email.toUpperCase(), username: person.username.toLowerCase(), password: PASSWORD };
      await expect(app.get(AccountCreation).createSuperuser(HOST, again)).rejects.toMatchObject({
        ...INVALID,
        extras: { errors: { email: [expect.stringContaining('already exists')], username: [expect.stringContaining('already exists')] } },
      });
    });

    it('makes one of two accounts of one address in parallel, and says why not the other', async () => {
      const person = someone();
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => app.get(AccountCreation).createUser(HOST, person)));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(INVALID);
    });

    it('holds a superuser to the password policy', async () => {
      const { email } = someone();
      for (const password of ['short', '12345678', 'password123', email]) {
        const refused = app.get(AccountCreation).createSuperuser(HOST, { email, password });
        await expect(refused).rejects.toMatchObject({ ...INVALID, extras: { errors: { password: expect.any(Array) } } });
      }
      expect(await app.get(UserDirectory).findByName({ email })).toBeNull();
    });
  });

  describe('setting a password', () => {
    it('ends every session and the old password', async () => {
      const person = await aUser(app);
      const { bearer, refresh } = await signInBearer(app, person);
      const id = await idOf(person);
      await app.get(PasswordAssignment).set(HOST, id, 'quite another phrase 5');
      const { body } = await app.client().get('/api/auth/me/', bearer);
      expect(body).toMatchObject({ status: 401, code: 'session_ended', reason: 'password_changed' });
      expect((await app.client().post('/api/auth/refresh/', { refresh })).status).toBe(401);
      expect(await signInStatus(person)).toBe(401);
      expect(await signInStatus({ ...person, password: 'quite another phrase 5' })).toBe(200);
      expect(await eventsOf(id)).toContain('password_set');
    });

    it('refuses what the policy refuses, and changes nothing', async () => {
      const person = await aUser(app);
      await expect(app.get(PasswordAssignment).set(HOST, await idOf(person), person.email)).rejects.toMatchObject(INVALID);
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
      await app.get(AccountStatus).setActive(HOST, [id], false);
      expect((await app.client().get('/api/auth/me/', bearer)).body).toMatchObject({ status: 401, reason: 'account_disabled' });
      expect((await browser.get('/api/auth/me/')).status).toBe(401);
      expect((await app.client().post('/api/auth/refresh/', { refresh })).status).toBe(401);
      expect(await signInStatus(person)).toBe(401);
    });

    it('brings no session back when it is lifted', async () => {
      const person = await aUser(app);
      const { bearer, refresh } = await signInBearer(app, person);
      const id = await idOf(person);
      await app.get(AccountStatus).setActive(HOST, [id], false);
      await app.get(AccountStatus).setActive(HOST, [id], true);
      expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(401);
      expect((await app.client().post('/api/auth/refresh/', { refresh })).status).toBe(401);
      expect(await signInStatus(person)).toBe(200);
      expect(await eventsOf(id)).toEqual(expect.arrayContaining(['account_disabled', 'account_enabled']));
    });

    it('leaves no session of a sign-in that ran at the same moment', async () => {
      for (let round = 0; round < 10; round += 1) {
        const person = await aUser(app);
        const id = await idOf(person);
        await Promise.all([app.get(AccountStatus).setActive(HOST, [id], false), signInStatus(person), signInStatus(person)]);
        await app.get(AccountStatus).setActive(HOST, [id], true);
        const alive = await app.sql(
          'SELECT 1 FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.id = $1 AND s.ended_at IS NULL AND s.version = u.token_version',
          [id],
        );
        expect(alive).toHaveLength(0);
      }
    });

    it('changes nothing a second time', async () => {
      const id = await idOf(await aUser(app));
      await app.get(AccountStatus).setActive(HOST, [id], false);
      await app.get(AccountStatus).setActive(HOST, [id], false);
      expect((await eventsOf(id)).filter((event) => event === 'account_disabled')).toHaveLength(1);
    });
  });

  describe('deleting', () => {
    it('refuses the very next request and leaves nothing but history without a name', async () => {
      const person = await aUser(app);
      const { bearer, refresh } = await signInBearer(app, person);
      const id = await idOf(person);
      expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(200);
      await app.get(AccountDeletion).delete(HOST, id);
      expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(401);
      expect((await app.client().post('/api/auth/refresh/', { refresh })).status).toBe(401);
      expect(await app.get(UserDirectory).find(id)).toBeNull();
      const history = await app.sql<{ row: string }>('SELECT t::text AS row FROM auth_events t');
      expect(history.some(({ row }) => row.includes('account_deleted'))).toBe(true);
      expect(history.filter(({ row }) => row.includes(id) || row.includes(person.email))).toEqual([]);
    });

    it('says that there is nobody to change', async () => {
      const missing = { code: 'not_found' };
      await expect(app.get(AccountDeletion).delete(HOST, NOBODY)).rejects.toMatchObject(missing);
      await expect(app.get(AccountStatus).setActive(HOST, [NOBODY], false)).rejects.toMatchObject(missing);
      await expect(app.get(AccountStatus).setStaff(HOST, NOBODY, true)).rejects.toMatchObject(missing);
      await expect(app.get(PasswordAssignment).set(HOST, NOBODY, PASSWORD)).rejects.toMatchObject(missing);
    });
  });
});
