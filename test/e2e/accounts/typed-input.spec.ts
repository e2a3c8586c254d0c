import { aUser, PASSWORD, someone } from '../../support/people/people.js';
import { aProtectedUser, pendingSignIn, WRONG_CODE } from '../../support/people/second-factor.js';
import { withApp } from '../../support/app/with-app.js';

const ARABIC_ZERO = 0x0660;
const inArabic = (code: string): string => code.replace(/\d/g, (digit) => String.fromCodePoint(ARABIC_ZERO + Number(digit)));
const fullWidth = (code: string): string => code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
const spelled = (code: string): string => ` ${code.slice(0, 3)}\u2013${code.slice(3)}\u200b\n`;

/** What is no code, and how often somebody may mistype before it counts: as often as they like. */
const NO_CODES = ['', '12345', '1234567', 'abcdef', '12 34 5', '1234567890123456'];

describe('what people type', () => {
  const app = withApp({ THROTTLE_OTP_REQUEST: 'off', THROTTLE_OTP_VERIFY: 'off', THROTTLE_VERIFY_2FA: 'off' });
  const post = (path: string, body: object, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);

  describe('codes', () => {
    it.each([
      ['with blanks and dashes', spelled],
      ['in the digits of another script', inArabic],
      ['in full width', fullWidth],
    ])('signs in by a mailed code typed %s', async (_, typed) => {
      const { email } = await aUser(app);
      await post('otp/request', { identifier: email });
      const { code } = await app.mailTo(email, 2);

      expect((await post('otp/verify', { identifier: email, otp_code: typed(code!) })).status).toBe(200);
    });

    it.each([
      ['with blanks and dashes', spelled],
      ['in the digits of another script', inArabic],
    ])('finishes a sign-in by a code of the authenticator typed %s', async (_, typed) => {
      const person = await aProtectedUser(app);
      const session_token = await pendingSignIn(app, person);

      expect((await post('2fa/verify-login', { session_token, code: typed(await person.phone.nextCode()) })).status).toBe(200);
    });

    it('refuses what is no mailed code, and spends no guess on it', async () => {
      const { email } = await aUser(app);
      await post('otp/request', { identifier: email });
      const { code } = await app.mailTo(email, 2);
      for (const otp_code of NO_CODES) {
        const { status, body } = await post('otp/verify', { identifier: email, otp_code });
        expect([status, body.code, Object.keys(body.errors ?? {})]).toEqual([400, 'validation_failed', ['otp_code']]);
      }
      expect((await post('otp/verify', { identifier: email, otp_code: code! })).status).toBe(200);
    });

    it('refuses what is no code of a second factor, and spends neither the sign-in nor the budget', async () => {
      const person = await aProtectedUser(app);
      const session_token = await pendingSignIn(app, person);
      for (const code of [...NO_CODES, ...NO_CODES]) {
        const { status, body } = await post('2fa/verify-login', { session_token, code });
        expect([status, body.code, Object.keys(body.errors ?? {})]).toEqual([400, 'validation_failed', ['code']]);
      }
      for (const code of NO_CODES) expect((await post('reauthenticate', { code }, person.session.bearer)).status).toBe(400);
      for (let guess = 1; guess < 5; guess += 1) {
        expect((await post('2fa/verify-login', { session_token, code: WRONG_CODE })).body.code).toBe('invalid_code');
      }
      expect((await post('2fa/verify-login', { session_token, code: await person.phone.nextCode() })).status).toBe(200);
    });

    it('takes no backup code, and no half one, where the authenticator is set up', async () => {
      const person = await aProtectedUser(app);
      const { status, body } = await post('2fa/enable', { code: person.backupCodes[0] }, person.session.bearer);

      expect([status, Object.keys(body.errors ?? {})]).toEqual([400, ['code']]);
    });

    it('refuses what is no code of a phone number', async () => {
      const { session } = await aProtectedUser(app);
      await post('phone', { phone: '+4915112345001' }, session.bearer);
      const { code } = await app.mailTo('+4915112345001');
      for (const typed of NO_CODES) expect((await post('phone/confirm', { code: typed }, session.bearer)).status).toBe(400);

      expect((await post('phone/confirm', { code: inArabic(code!) }, session.bearer)).status).toBe(200);
    });
  });

  describe('usernames', () => {
    it.each([
      ['a combining mark', 'jose\u0301', 'JOSÉ'],
      ['vowel signs', 'हिन्दी', 'हिन्दी'],
      ['full width letters', 'ａｄａ_ｌ', 'ada_L'],
      ['blanks around', '  grace.hopper ', '\tgrace.hopper\u00a0'],
    ])('signs in by a username with %s', async (_, username, typed) => {
      const person = await aUser(app, { username });

      expect((await post('login', { username: typed, password: PASSWORD })).body.user).toMatchObject({ email: person.email });
      expect((await post('login', { identifier: typed, password: PASSWORD })).status).toBe(200);
    });

    it('stores the folded form, and takes every spelling of it for the same', async () => {
      await aUser(app, { username: ' Ａlan ' });
      const { body } = await post('login', { username: 'alan', password: PASSWORD });
      expect(body.user.username).toBe('Alan');

      const twin = await post('signup', { ...someone(), username: 'ａＬＡＮ' });
      expect([twin.status, Object.keys(twin.body.errors)]).toEqual([400, ['username']]);
    });

    it.each(['a b c', 'ada＠home', '\u0301ada', 'ab', 'a\u202eda'])('refuses %j', async (username) => {
      const { status, body } = await post('signup', { ...someone(), username });

      expect([status, Object.keys(body.errors)]).toEqual([400, ['username']]);
    });
  });
});
