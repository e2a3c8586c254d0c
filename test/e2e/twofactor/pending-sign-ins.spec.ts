import { AccountDeletion, AccountStatus, SecondFactorSignIn, TwoFactorReset } from '@castellan/accounts';
import { HOST } from '../../support/people/operators.js';
import { aUser, signInCookie, someone } from '../../support/people/people.js';
import {
  aProtectedUser,
  idOf,
  linkTo,
  pendingInBrowser,
  pendingSignIn,
  protect,
  sessionsOf,
  signInWithBoth,
  verifyLogin,
} from '../../support/people/second-factor.js';
import type { PendingBrowser, ProtectedPerson } from '../../support/people/second-factor.js';
import { withApp } from '../../support/app/with-app.js';

const NEW_PASSWORD = 'glass tundra orbit 9';
const EXPIRED = { status: 401, code: 'challenge_expired' };

describe(`${SecondFactorSignIn.name} (pending sign-ins)`, () => {
  const app = withApp({ THROTTLE_VERIFY_2FA: 'off', BACKUP_CODES_COUNT: '4' });

  const post = (path: string, body: object = {}, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);

  describe('is bound to who began it (session swap, login CSRF)', () => {
    let ada: ProtectedPerson;
    beforeAll(async () => {
      ada = await aProtectedUser(app);
    });
    const finishIn = async ({ browser, session_token }: PendingBrowser, headers = {}) => {
      const code = await ada.phone.nextCode();
      return browser.post('/api/auth/2fa/verify-login/', { session_token, code, trust_device: true }, headers);
    };

    it('signs in no browser that has another device cookie, or none', async () => {
      const person = await aUser(app);
      const { browser } = await signInCookie(app, person);
      Object.assign(ada, { ...person, ...(await protect(app, person)) });
      const { session_token } = await pendingInBrowser(app, ada, browser);
      const other = (await signInCookie(app, await aUser(app))).browser;
      for (const stranger of [other, app.client()]) {
        const answer = await finishIn({ browser: stranger, session_token });
        expect(answer.body).toMatchObject(EXPIRED);
        expect(answer.cookies).toEqual({});
      }
      expect((await finishIn({ browser, session_token })).status).toBe(200); // which neither of them could spoil
    });

    it('signs in no browser that met a device since, nor one that was given the cookie of another', async () => {
      const { session_token } = await pendingInBrowser(app, ada);
      const { browser } = await signInCookie(app, await aUser(app));
      expect((await finishIn({ browser, session_token })).body).toMatchObject(EXPIRED);
      const planted = app.client();
      planted.jar.set('device', 'x'.repeat(43));
      expect((await finishIn({ browser: planted, session_token })).body).toMatchObject(EXPIRED);
    });

    it('never turns a sign-in for bearer tokens into cookies, nor one for cookies into tokens to read', async () => {
      const session_token = await pendingSignIn(app, ada);
      const { browser } = await signInCookie(app, await aUser(app));
      const byBearer = await finishIn({ browser, session_token }, { 'x-transport': 'cookie' });
      expect([byBearer.status, byBearer.cookies, typeof byBearer.body.tokens.access]).toEqual([200, {}, 'string']);
      const waiting = await pendingInBrowser(app, ada);
      const code = await ada.phone.nextCode();
      const body = { session_token: waiting.session_token, code, transport: 'bearer', device_token: 'x' };
      const byCookie = await waiting.browser.post('/api/auth/2fa/verify-login/', body);
      expect([byCookie.status, byCookie.body.tokens, byCookie.body.device_token]).toEqual([200, undefined, undefined]);
      expect(Object.keys(byCookie.cookies).sort()).toEqual(['access_token', 'device', 'refresh_token']);
    });

    it.each([
      ['a foreign origin', { origin: 'https://evil.example' }],
      ['an opaque origin', { origin: 'null' }],
      ['a sibling of the site', { 'sec-fetch-site': 'same-site' }],
    ])('refuses %s before it looks at the code (CSRF)', async (_, headers) => {
      const waiting = await pendingInBrowser(app, ada);
      for (const path of ['2fa/verify-login', 'mfa']) {
        const answer = await waiting.browser.post(`/api/auth/${path}/`, { session_token: waiting.session_token, code: 'x' }, headers);
        expect(answer.body).toMatchObject({ status: 403, code: 'csrf_rejected' });
      }
      expect((await finishIn(waiting)).status).toBe(200);
    });
  });

  describe('ends', () => {
    const expectOver = async (ada: ProtectedPerson, session_token: string): Promise<void> => {
      const before = await sessionsOf(app, ada);
      for (const code of [await ada.phone.nextCode(), ada.backupCodes[3]!]) {
        expect((await verifyLogin(app, session_token, code)).body).toMatchObject(EXPIRED);
      }
      expect(await sessionsOf(app, ada)).toBe(before);
    };
    const endings: readonly (readonly [string, (ada: ProtectedPerson) => Promise<unknown>])[] = [
      ['after 300 seconds', () => app.advance(300_000)],
      [
        'with a change of password',
        ({ password, session }) => post('change-password', { old_password: password, new_password: NEW_PASSWORD }, session.bearer),
      ],
      [
        'with a reset of the password',
        async ({ email }) => {
          await post('password-reset', { email });
          await post('password-reset-confirm', { ...(await linkTo(app, email, 'password-reset-confirm')), new_password: NEW_PASSWORD });
        },
      ],
      [
        'with a change of address',
        async ({ session }) => {
          const { email } = someone();
          await post('change-email', { new_email: email }, session.bearer);
          await post('change-email-confirm', await linkTo(app, email, 'change-email-confirm'));
        },
      ],
      [
        'when the second factor is turned off',
        ({ password, backupCodes: [code], session }) => post('2fa/disable', { password, code }, session.bearer),
      ],
      [
        'when an operator turns the second factor off',
        async (ada) => app.get(TwoFactorReset).reset(HOST, await idOf(app, ada), 'Lost phone'),
      ],
      ['when the user is disabled', async (ada) => app.get(AccountStatus).setActive(HOST, [await idOf(app, ada)], false)],
      [
        'when the user is disabled and enabled again',
        async (ada) => {
          await app.get(AccountStatus).setActive(HOST, [await idOf(app, ada)], false);
          await app.get(AccountStatus).setActive(HOST, [await idOf(app, ada)], true);
        },
      ],
      ['when the user is deleted', async (ada) => app.get(AccountDeletion).delete(HOST, await idOf(app, ada))],
    ];

    it.each(endings)('%s', async (_, end) => {
      const ada = await aProtectedUser(app);
      const session_token = await pendingSignIn(app, ada);
      await end(ada);
      await expectOver(ada, session_token);
    });

    it('with its use', async () => {
      const ada = await aProtectedUser(app);
      const session_token = await pendingSignIn(app, ada);
      expect((await verifyLogin(app, session_token, await ada.phone.nextCode())).status).toBe(200);
      await expectOver(ada, session_token);
    });

    it('not before, and not with another one', async () => {
      const ada = await aProtectedUser(app);
      const session_token = await pendingSignIn(app, ada);
      await signInWithBoth(app, ada);
      await app.advance(300_000 - 30_000 - 20_000); // Redis counts the time of the test, too
      expect((await verifyLogin(app, session_token, ada.phone.code())).status).toBe(200);
    });
  });
});
