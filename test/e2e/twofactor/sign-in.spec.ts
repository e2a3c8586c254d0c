import { SecondFactorSignIn } from '@castellan/accounts';
import { aUser, signInBearer, signInCookie } from '../../support/people/people.js';
import { aProtectedUser, Authenticator, pendingSignIn, protect, verifyLogin, WRONG_CODE } from '../../support/people/second-factor.js';
import { withApp } from '../../support/app/with-app.js';

const MINUTE_MS = 60_000;

describe(SecondFactorSignIn.name, () => {
  const app = withApp({ THROTTLE_VERIFY_2FA: 'off' });

  const post = (path: string, body: object = {}, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);
  const me = (headers: Record<string, string>) => app.client().get('/api/auth/me/', headers);

  describe('set-up', () => {
    it('shows secret, address and picture, then turns on with the first code and raises the session', async () => {
      const person = await aUser(app);
      const { bearer, refresh } = await signInBearer(app, person);
      const setup = await post('2fa/setup', {}, bearer);
      expect(setup.body).toMatchObject({ expires_in: 600, qr_code: expect.stringMatching(/^data:image\/png;base64,/) as string });
      const uri = new URL(setup.body.otpauth_uri);
      expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual(['otpauth:', 'totp', `/Castellan:${person.email}`]);
      const phone = new Authenticator(app, setup.body.secret);

      const { status, body } = await post('2fa/enable', { code: phone.code() }, bearer);

      expect(status).toBe(200);
      expect(new Set(body.backup_codes).size).toBe(10);
      const raised = { authorization: `Bearer ${body.tokens.access}` };
      expect((await me(raised)).body).toMatchObject({ aal: 2, two_factor_enabled: true });
      expect(JSON.parse(Buffer.from(body.tokens.access.split('.')[1], 'base64url').toString())).toMatchObject({
        aal: 2,
        amr: ['pwd', 'otp', 'mfa'],
      });
      expect((await post('refresh', { refresh })).body.code).toBe('token_invalid'); // a copy made before is not raised along
      expect((await post('refresh', { refresh: body.tokens.refresh })).status).toBe(200);
      expect((await app.mailTo(person.email, 2)).subject).toMatch(/two-step/i);
    });

    it('on cookies shows no token, and the new cookie is of level 2', async () => {
      const person = await aUser(app);
      const { browser } = await signInCookie(app, person);
      const { body: setup } = await browser.post('/api/auth/2fa/setup/');
      const enabled = await browser.post('/api/auth/2fa/enable/', { code: new Authenticator(app, setup.secret).code() });
      expect(enabled.body.tokens).toBeUndefined();
      expect((await browser.get('/api/auth/me/')).body).toMatchObject({ aal: 2, two_factor_enabled: true });
    });

    it('refuses a wrong code, the code of an older set-up, a late one, and enabling twice', async () => {
      const person = await aUser(app);
      const { bearer } = await signInBearer(app, person);
      expect((await post('2fa/enable', { code: '123456' }, bearer)).body).toMatchObject({ status: 400, code: 'validation_failed' });
      const older = new Authenticator(app, (await post('2fa/setup', {}, bearer)).body.secret);
      const newer = new Authenticator(app, (await post('2fa/setup', {}, bearer)).body.secret);
      expect((await post('2fa/enable', { code: older.code() }, bearer)).body.errors.code).toHaveLength(1);
      await app.advance(10 * MINUTE_MS);
      expect((await post('2fa/enable', { code: newer.code() }, bearer)).body.code).toBe('reauthentication_required');
      expect((await post('2fa/setup', {}, bearer)).body.code).toBe('reauthentication_required');
      const renewed = await post('reauthenticate', { password: person.password }, bearer);
      const recent = { authorization: `Bearer ${renewed.body.tokens.access}` };
      expect((await post('2fa/enable', { code: newer.code() }, recent)).status).toBe(400);
      const phone = new Authenticator(app, (await post('2fa/setup', {}, recent)).body.secret);
      const enabled = await post('2fa/enable', { code: phone.code() }, recent);
      const raised = { authorization: `Bearer ${enabled.body.tokens.access}` };
      expect((await post('2fa/enable', { code: phone.code() }, raised)).body.code).toBe('already_enabled');
      expect((await post('qr', {}, raised)).body.code).toBe('already_enabled');
    });

    it('answers what is not on with not_enabled', async () => {
      const { bearer } = await signInBearer(app, await aUser(app));
      const answers = [
        await post('2fa/disable', { password: 'x', code: WRONG_CODE }, bearer),
        await post('2fa/backup-codes', { password: 'x' }, bearer),
        await app.client().get('/api/auth/2fa/backup-codes/', bearer),
      ];
      for (const { status, body } of answers) expect({ status, code: body.code }).toEqual({ status: 409, code: 'not_enabled' });
    });
  });

  describe('sign-in', () => {
    it('asks for the second factor and finishes in the transport it began with', async () => {
      const person = await aProtectedUser(app);
      const browser = app.client();
      const first = await browser.post('/api/auth/login/', { email: person.email, password: person.password });
      expect(first.body).toEqual({
        requires_2fa: true,
        session_token: expect.stringMatching(/^[\w-]{43}$/) as string,
        methods: ['totp', 'backup_code'],
        expires_in: 300,
      });
      expect(browser.jar.size).toBe(0);

      const code = await person.phone.nextCode();
      const finished = await browser.post('/api/auth/2fa/verify-login/', { session_token: first.body.session_token, code });

      expect(finished.body).toMatchObject({ user: { email: person.email, aal: 2, two_factor_enabled: true }, session: { aal: 2 } });
      expect(finished.body.tokens).toBeUndefined();
      expect([...browser.jar.keys()].sort()).toEqual(['access_token', 'device', 'refresh_token']);
      expect((await browser.get('/api/auth/me/')).body.aal).toBe(2);
    });

    it('spends a backup code, says what is left from then on, and writes when three are', async () => {
      const person = await aProtectedUser(app);
      const withCode = async (code: string) => verifyLogin(app, await pendingSignIn(app, person), code);
      const first = await withCode(person.backupCodes[0]!.toLowerCase().replaceAll('-', ' '));
      expect(first.body).toMatchObject({ backup_codes_remaining: 9, warning: expect.stringContaining('9 are left') as string });
      const byPhone = await withCode(await person.phone.nextCode());
      expect(byPhone.body).toMatchObject({ backup_codes_remaining: 9 });
      expect(byPhone.body.warning).toBeUndefined();
      for (const code of person.backupCodes.slice(1, 7)) expect((await withCode(code)).status).toBe(200);
      expect((await app.mailTo(person.email, 3)).text).toContain('3');
      expect((await withCode(person.backupCodes[0]!)).body.code).toBe('invalid_code');
    });

    it('finishes under its older name, mfa/, too', async () => {
      const person = await aProtectedUser(app);
      const session_token = await pendingSignIn(app, person);
      expect((await post('mfa', { session_token, code: await person.phone.nextCode() })).body.tokens.access).toBeDefined();
    });

    it('refuses senseless input as bad input', async () => {
      for (const body of [
        {},
        { session_token: 1, code: 2 },
        { session_token: 'x'.repeat(500), code: '1' },
        { session_token: 'x', code: [] },
      ]) {
        expect((await post('2fa/verify-login', body)).status).toBe(400);
      }
      expect((await verifyLogin(app, 'nobody-knows-this-token', WRONG_CODE)).body).toMatchObject({
        status: 401,
        code: 'challenge_expired',
      });
    });
  });

  describe('off and anew', () => {
    it('turns off with password and code, ends no session, and signs in without', async () => {
      const person = await aProtectedUser(app);
      const { bearer } = person.session;
      expect((await post('2fa/disable', { password: 'wrong', code: person.phone.code() }, bearer)).body.errors).toHaveProperty('password');
      expect((await post('2fa/disable', { password: person.password, code: person.phone.code() }, bearer)).body.errors).toHaveProperty(
        'code',
      );
      const code = await person.phone.nextCode();
      expect((await post('2fa/disable', { password: person.password, code }, bearer)).status).toBe(200);
      expect((await me(bearer)).body.two_factor_enabled).toBe(false);
      expect((await signInBearer(app, person)).access).toBeDefined();
      expect((await app.mailTo(person.email, 3)).subject).toMatch(/off|disabled/i);
    });

    it('makes new backup codes with the password; the old ones are dead', async () => {
      const person = await aProtectedUser(app);
      const { bearer } = person.session;
      expect((await post('2fa/backup-codes', { password: 'wrong' }, bearer)).status).toBe(400);
      const { body } = await post('2fa/backup-codes', { password: person.password }, bearer);
      const list = await app.client().get('/api/auth/2fa/backup-codes/', bearer);
      expect(list.body).toEqual({ total: 10, remaining: 10, codes: Array.from({ length: 10 }, () => ({ used_at: null })) });
      expect((await verifyLogin(app, await pendingSignIn(app, person), person.backupCodes[0]!)).status).toBe(401);
      expect((await verifyLogin(app, await pendingSignIn(app, person), body.backup_codes[0])).status).toBe(200);
    });

    it('reauthenticates by code, not by password, and raises the session', async () => {
      const person = await aUser(app);
      const older = await signInBearer(app, person);
      const { phone } = await protect(app, person);
      expect((await post('reauthenticate', { password: person.password }, older.bearer)).body.errors).toHaveProperty('code');
      expect((await post('reauthenticate', { code: WRONG_CODE }, older.bearer)).body).toMatchObject({ status: 400 });
      const { body } = await post('reauthenticate', { code: await phone.nextCode() }, older.bearer);
      expect((await me({ authorization: `Bearer ${body.tokens.access}` })).body.aal).toBe(2);
    });
  });
});
