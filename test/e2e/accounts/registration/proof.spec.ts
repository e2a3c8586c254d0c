import { AccountCreation, EmailVerification, localOperator } from '@castellan/accounts';
import { linkOf, signInBearer, signInCookie, someone } from '../../../support/people/people.js';
import type { Person } from '../../../support/people/people.js';
import { linkTo } from '../../../support/people/second-factor.js';
import { signUpsIn, STRANGERS, THIEFS } from '../../../support/people/sign-ups.js';
import { TestApp } from '../../../support/app/test-app.js';

const DAY_MS = 24 * 3_600_000;

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
  const { post, signUp, login, verify } = signUpsIn(() => app);

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

    it('and uses up the mails of an hour, so that the own sign-up brings none: the stranger’s link asks, too', async () => {
      await thief();
      for (let time = 0; time < 4; time += 1) await post('resend-verification', { email: victim.email });
      await signUp(victim, { first_name: 'Ada' });
      expect((await verify(victim, 5)).body.code).toBe('password_required');
      expect((await verify(victim, 5, { password: victim.password })).status).toBe(200);
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
      await app.get(AccountCreation).createUser(localOperator(), { ...victim, firstName: 'Ada' });
      await thief();
      expect((await verify(victim, 1)).body.code).toBe('password_required');
      expect((await verify(victim, 1, { password: victim.password })).status).toBe(200);
      await expectThiefLockedOut();
    });
  });
});
