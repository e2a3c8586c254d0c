import { EmailVerification, PasswordHasher, UserAdministration, LOCAL_CONTEXT } from '@castellan/accounts';
import type { Answer } from '../support/http-client.js';
import { aUser, linkOf, signInBearer, signInCookie, someone } from '../support/people.js';
import type { Person } from '../support/people.js';
import { linkTo } from '../support/second-factor.js';
import { TestApp } from '../support/test-app.js';

const DAY_MS = 24 * 3_600_000;
const THIEFS = 'the thief chose this one 7';
const STRANGERS = { password: THIEFS, first_name: 'Mallory' };

function actionsIn(app: () => TestApp) {
  const post = (path: string, body: object, headers = {}): Promise<Answer> => app().client().post(`/api/auth/${path}/`, body, headers);
  const signUp = (person: Person, more: object = {}) => post('signup', { ...person, ...more });
  const login = ({ email }: Person, password: string) => post('login', { email, password });
  const verify = async ({ email }: Person, mails: number, more: object = {}) =>
    post('verify-account', { ...(await linkOf(app(), email, mails)), ...more });
  return { post, signUp, login, verify };
}

describe('a sign-up and its proof', () => {
  let app: TestApp;
  let victim: Person;
  beforeAll(async () => {
    app = await TestApp.start({ THROTTLE_OTP_REQUEST: 'off', THROTTLE_OTP_VERIFY: 'off' });
  });
  beforeEach(() => {
    victim = someone();
  });
  afterAll(() => app.close());
  const { post, signUp, login, verify } = actionsIn(() => app);

  describe(`${EmailVerification.name}, where a stranger signs up with the victim's address`, () => {
    const waiting = () => app.sql('SELECT 1 FROM registrations r JOIN users u ON u.id = r.user_id WHERE u.email = $1', [victim.email]);
    const thief = () => signUp(victim, STRANGERS);
    const expectThiefLockedOut = async () => {
      expect((await login(victim, THIEFS)).body).toMatchObject({ status: 401, code: 'invalid_credentials' });
      expect((await signInCookie(app, victim)).answer.body.user).toMatchObject({ first_name: 'Ada', is_verified: true });
      expect((await signInBearer(app, victim)).access).toBeDefined();
    };

    it.each([
      ['before the victim', ['thief', 'victim']],
      ['after the victim', ['victim', 'thief']],
      ['before and after the victim', ['thief', 'victim', 'thief']],
      ['after the victim, twice', ['victim', 'thief', 'thief']],
    ])('%s: a click proves the address and not whose the sign-up was (pre-account hijacking)', async (_, order) => {
      for (const who of order) await (who === 'thief' ? thief() : signUp(victim, { first_name: 'Ada' }));
      const asked = await verify(victim, order.length);
      expect(asked.body).toMatchObject({ status: 400, code: 'password_required', errors: { password: [expect.any(String)] } });
      expect((await login(victim, THIEFS)).body).toMatchObject({ status: 403, code: 'email_unverified' });
      expect((await verify(victim, order.length, { password: victim.password })).status).toBe(200);
      await expectThiefLockedOut();
      expect((await verify(victim, order.length, { password: THIEFS })).body.code).toBe('invalid_link');
      expect(await waiting()).toEqual([]);
    });

    it('by having the mail sent again: the newest link asks, too', async () => {
      await thief();
      await signUp(victim, { first_name: 'Ada' });
      await post('resend-verification', { email: victim.email });
      expect((await verify(victim, 3)).body.code).toBe('password_required');
      expect((await verify(victim, 3, { password: victim.password })).status).toBe(200);
      await expectThiefLockedOut();
    });

    it('so often that the own sign-up is forgotten: no password fits, and a reset is the way', async () => {
      await thief();
      await signUp(victim, { first_name: 'Ada' });
      await thief();
      await thief();
      expect(await waiting()).toHaveLength(3);
      const refused = await verify(victim, 4, { password: victim.password });
      expect(refused.body).toMatchObject({
        status: 400,
        code: 'password_required',
        errors: { password: [expect.stringContaining('password-reset')] },
      });
      await post('password-reset', { email: victim.email });
      const reset = await linkTo(app, victim.email, 'password-reset-confirm');
      expect((await post('password-reset-confirm', { ...reset, new_password: victim.password })).status).toBe(200);
      expect((await login(victim, THIEFS)).status).toBe(401);
      await signInBearer(app, victim);
    });

    it('and the victim reads a code: every sign-up is dropped', async () => {
      await thief();
      await signUp(victim);
      await post('otp/request', { identifier: victim.email });
      const { code } = await app.mailTo(victim.email, 3);
      expect((await post('otp/verify', { identifier: victim.email, otp_code: code })).body).toMatchObject({ success: true });
      expect([await login(victim, THIEFS), await login(victim, victim.password)].map(({ status }) => status)).toEqual([401, 401]);
      expect(await waiting()).toEqual([]);
    });

    it('spends the failure budget with every password that fits none, and no link', async () => {
      await thief();
      await signUp(victim, { first_name: 'Ada' });
      const guesses = await Promise.all(Array.from({ length: 5 }, () => verify(victim, 2, { password: 'a wrong guess' })));
      expect(guesses.map(({ body }) => body.code)).toEqual(Array.from({ length: 5 }, () => 'password_required'));
      expect((await verify(victim, 2, { password: victim.password })).body.code).toBe('password_required');
      expect((await login(victim, victim.password)).status).toBe(401);
      await app.advance(16 * 60_000);
      await post('resend-verification', { email: victim.email });
      expect((await verify(victim, 3, { password: victim.password })).status).toBe(200);
    });

    it('confirms by a GET only what is not in doubt, and never with a password in the URL', async () => {
      await thief();
      await signUp(victim);
      const { uid, token } = await linkOf(app, victim.email, 2);
      const path = `/api/auth/verify-account/?uid=${uid}&token=${token}&password=${encodeURIComponent(victim.password)}`;
      expect((await app.client().get(path, { accept: 'application/json' })).body).toMatchObject({ status: 400, code: 'password_required' });
    });

    it('while the victim follows the link (race): never is the thief’s password in force', async () => {
      const victims = Array.from({ length: 8 }, someone);
      await Promise.all(victims.map((person) => signUp(person, { first_name: 'Ada' })));
      const links = await Promise.all(victims.map(({ email }) => linkOf(app, email)));
      await Promise.all(
        victims.flatMap((person, index) => [
          post('verify-account', links[index]!).then(({ status }) => expect([200, 400]).toContain(status)),
          signUp(person, STRANGERS).then(({ status }) => expect(status).toBe(201)),
          post('resend-verification', { email: person.email }).then(({ status }) => expect(status).toBe(200)),
        ]),
      );
      const stolen = await Promise.all(victims.map((person) => login(person, THIEFS)));
      expect(stolen.filter(({ status }) => status === 200)).toEqual([]);
    });

    it('twenty times at once: one account, and at most three sign-ups that wait', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => thief()));
      expect(answers.every(({ status }) => status === 201)).toBe(true);
      expect(await app.sql('SELECT count(*)::int AS n FROM users WHERE email = $1', [victim.email])).toEqual([{ n: 1 }]);
      const kept = 'SELECT count(*)::int AS n FROM registrations r JOIN users u ON u.id = r.user_id WHERE u.email = $1';
      expect(await app.sql(kept, [victim.email])).toEqual([{ n: 3 }]);
      expect(await app.sql(`${kept.replace('registrations', 'mailed_links')} AND purpose = 'verify_email'`, [victim.email])).toEqual([
        { n: 1 },
      ]);
    });

    it('leaves the account without password and names until one sign-up is proven', async () => {
      await signUp(victim, { first_name: 'Ada', username: `ada.${victim.email.slice(1, 9)}` });
      const stored = () => app.sql('SELECT password_hash, first_name, username FROM users WHERE email = $1', [victim.email]);
      expect(await stored()).toEqual([{ password_hash: null, first_name: '', username: null }]);
      await verify(victim, 1);
      expect(await stored()).toEqual([
        { password_hash: expect.any(String), first_name: 'Ada', username: `ada.${victim.email.slice(1, 9)}` },
      ]);
    });

    it('tells when and from what device the sign-up came, and what to do about it', async () => {
      await app.client({ 'user-agent': 'curl/8.5.0' }).post('/api/auth/signup/', victim);
      const { text, links } = await app.mailTo(victim.email);
      expect(text).toMatch(/On \d+ \w+ \d{4} at .* from curl/s);
      expect(links.some((link) => link.endsWith('/password-reset'))).toBe(true);
      await thief();
      expect((await app.mailTo(victim.email, 2)).text).toContain('more than once');
    });

    it('a day before: what was not proven is forgotten, and a late proof leads to a new password', async () => {
      await thief();
      await app.mailTo(victim.email);
      await app.advance(DAY_MS + 1000);
      expect((await login(victim, THIEFS)).status).toBe(401);
      await post('resend-verification', { email: victim.email });
      expect((await verify(victim, 2)).body.detail).toContain('choose a password');
      expect((await login(victim, THIEFS)).status).toBe(401);
      const reset = await linkTo(app, victim.email, 'password-reset-confirm');
      await post('password-reset-confirm', { ...reset, new_password: victim.password });
      await signInBearer(app, victim);
    });

    it('keeps what an operator gave an account, unless another sign-up is proven by its password', async () => {
      await app.get(UserAdministration).createUser({ ...victim, firstName: 'Ada' }, LOCAL_CONTEXT);
      await thief();
      expect((await verify(victim, 1)).body.code).toBe('password_required');
      expect((await verify(victim, 1, { password: victim.password })).status).toBe(200);
      await expectThiefLockedOut();
    });
  });

  describe('who has an account', () => {
    /** A free address, one that waits, and a taken one, each signed up with by a stranger. */
    const threeAddresses = async () => {
      const people = [someone(), await aUser(app, { verified: false }), await aUser(app)];
      for (const person of people) await signUp(person, STRANGERS);
      return people;
    };

    it('is not told by a sign-up and a sign-in with its password (enumeration)', async () => {
      const answers = [];
      for (const person of await threeAddresses()) answers.push(await login(person, THIEFS));
      const seen = answers.map(({ status, body }) => ({ status, ...body, trace_id: '' }));
      expect(seen[0]).toMatchObject({ status: 403, code: 'email_unverified' });
      expect(seen.slice(1)).toEqual([seen[0], seen[0]]);
    });

    it('is not told by the username that somebody signed up with', async () => {
      const answers = [];
      for (const person of [someone(), await aUser(app)]) {
        const username = `name.${someone().email.slice(1, 9)}`;
        await signUp(person, { ...STRANGERS, username });
        answers.push(await post('login', { username, password: THIEFS }));
      }
      expect(answers.map(({ body }) => body.code)).toEqual(['email_unverified', 'email_unverified']);
    });

    it('is not told by the time of a sign-in: a wrong password costs one hash, and one for each sign-up that waits', async () => {
      const spent = jest.spyOn(app.get(PasswordHasher), 'check');
      const [free, , taken] = await threeAddresses();
      const costs = [];
      for (const person of [free!, taken!, someone()]) {
        spent.mockClear();
        await login(person, 'a wrong guess');
        costs.push(spent.mock.calls.length);
      }
      spent.mockRestore();
      expect(costs).toEqual([2, 2, 1]);
    });

    it('is not told by asking for the mail again: an owner gets the mail of the sign-up once more', async () => {
      const [free, , taken] = await threeAddresses();
      const answers = [];
      for (const { email } of [free!, taken!]) answers.push(await post('resend-verification', { email }));
      expect(answers[0]!.text).toBe(answers[1]!.text);
      expect((await app.mailTo(taken!.email, 3)).subject).toContain('already have an account');
      expect((await app.mailTo(free!.email, 2)).subject).toContain('Confirm');
    });

    it('opens nothing with the password of a sign-up, nor loses anything by it', async () => {
      const owner = await aUser(app);
      await signUp(owner, STRANGERS);
      const { bearer } = await signInBearer(app, owner);
      expect((await app.client().get('/api/auth/me/', bearer)).body.first_name).toBe('');
      expect((await login(owner, THIEFS)).status).toBe(403);
    });
  });
});
