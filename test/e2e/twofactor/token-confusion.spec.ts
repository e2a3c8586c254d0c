import { SecondFactorSignIn } from '@castellan/accounts';
import {
  aProtectedUser,
  pendingInBrowser,
  pendingSignIn,
  sessionsOf,
  signInWithBoth,
  verifyLogin,
} from '../../support/people/second-factor.js';
import type { ProtectedPerson } from '../../support/people/second-factor.js';
import { TestApp } from '../../support/app/test-app.js';

describe(`${SecondFactorSignIn.name} (step skipping, token confusion)`, () => {
  let app: TestApp;
  let ada: ProtectedPerson;
  beforeAll(async () => {
    app = await TestApp.start({ THROTTLE_VERIFY_2FA: 'off', BACKUP_CODES_COUNT: '2' });
    ada = await aProtectedUser(app);
  });
  afterAll(() => app.close());

  const me = (headers: Record<string, string>) => app.client().get('/api/auth/me/', headers);

  it('lets no token or cookie out of the first step, whatever else the body claims', async () => {
    const before = await sessionsOf(app, ada);
    const claims = {
      code: ada.phone.code(),
      aal: 2,
      amr: ['mfa'],
      requires_2fa: false,
      second: 'totp',
      trust_device: true,
      verified: true,
    };
    for (const transport of ['cookie', 'bearer']) {
      const answer = await app.client().post('/api/auth/login/', { email: ada.email, password: ada.password, transport, ...claims });
      expect(Object.keys(answer.body).sort()).toEqual(['expires_in', 'methods', 'requires_2fa', 'session_token']);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(await sessionsOf(app, ada)).toBe(before);
  });

  it('opens nothing with the token of a pending sign-in: not as bearer, cookie, refresh or device token', async () => {
    const session_token = await pendingSignIn(app, ada);
    const inBrowser = await pendingInBrowser(app, ada);
    for (const token of [session_token, inBrowser.session_token]) {
      expect((await me({ authorization: `Bearer ${token}` })).body).toMatchObject({ status: 401, code: 'token_invalid' });
      expect((await me({ cookie: `access_token=${token}` })).body).toMatchObject({ status: 401, code: 'token_invalid' });
      const refreshed = await app.client().post('/api/auth/refresh/', { refresh: token });
      const byCookie = await app.client().post('/api/auth/refresh/', {}, { cookie: `refresh_token=${token}` });
      for (const { body } of [refreshed, byCookie]) expect(body).toMatchObject({ status: 401, code: 'token_invalid' });
      const asDevice = await app.client().post('/api/auth/login/', { ...ada, phone: 0, transport: 'bearer', device_token: token });
      expect(asDevice.body.requires_2fa).toBe(true);
    }
  });

  it('takes no access, refresh or device token for a pending sign-in', async () => {
    const { access, refresh, deviceToken } = await signInWithBoth(app, ada);
    const code = await ada.phone.nextCode();
    for (const token of [access, refresh, deviceToken, 'x'.repeat(43), '']) {
      const { status, body } = await verifyLogin(app, token, code);
      expect([400, 401]).toContain(status);
      expect(['validation_failed', 'challenge_expired']).toContain(body.code);
    }
    expect((await verifyLogin(app, await pendingSignIn(app, ada), code)).status).toBe(200); // none of them spent the code
  });

  it('finishes no sign-in with another user’s code, nor another user’s with one’s own', async () => {
    const bob = await aProtectedUser(app);
    const code = await bob.phone.nextCode();
    expect((await verifyLogin(app, await pendingSignIn(app, ada), code)).body.code).toBe('invalid_code');
    expect((await verifyLogin(app, await pendingSignIn(app, ada), bob.backupCodes[0]!)).body.code).toBe('invalid_code');
    expect((await verifyLogin(app, await pendingSignIn(app, bob), code)).status).toBe(200);
  });

  it('needs both of them: a code alone signs nobody in', async () => {
    const code = await ada.phone.nextCode();
    const post = (body: object) => app.client().post('/api/auth/2fa/verify-login/', body);
    for (const body of [
      { code },
      { code, email: ada.email },
      { code, session_token: null },
      { session_token: await pendingSignIn(app, ada) },
    ]) {
      expect((await post(body)).body).toMatchObject({ status: 400, code: 'validation_failed' });
    }
  });
});
