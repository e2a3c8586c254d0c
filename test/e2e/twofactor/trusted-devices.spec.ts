import { RequiresAuth } from '@castellan/access';
import { Limit } from '@castellan/rest';
import { Controller, Get, Module } from '@nestjs/common';
import { aUser, signInBearer } from '../../support/people/people.js';
import type { BearerSession } from '../../support/people/people.js';
import {
  KeptDeviceTokens,
  aProtectedUser,
  aTrustedDevice,
  pendingInBrowser,
  pendingSignIn,
  protect,
  signInWithBoth,
  verifyLogin,
  WRONG_CODE,
} from '../../support/people/second-factor.js';
import type { ProtectedPerson } from '../../support/people/second-factor.js';
import { withApp } from '../../support/app/with-app.js';

const DAY_MS = 24 * 3_600_000;
const NEW_PASSWORD = 'glass tundra orbit 9';

@Controller('api/probe')
class ProbeController {
  @Get('two-factors')
  @RequiresAuth({ aal: 2 })
  @Limit('session')
  twoFactors(): object {
    return {};
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

describe('trusted devices', () => {
  const app = withApp({ THROTTLE_VERIFY_2FA: 'off', BACKUP_CODES_COUNT: '4' }, [ProbeModule]);

  const post = (path: string, body: object = {}, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);
  const get = (path: string, { bearer }: BearerSession) => app.client().get(`/api/${path}/`, bearer);
  const kept = new KeptDeviceTokens();
  const isAsked = async ({ email, password }: { email: string; password: string }, device: string): Promise<boolean> => {
    const answer = await post('login', { email, password, transport: 'bearer', device_token: kept.of(device) });
    kept.keep(device, answer);
    const { status, body } = answer;
    expect([status, !body.requires_2fa]).toEqual([200, body.tokens !== undefined]);
    return body.requires_2fa === true;
  };

  it('lasts thirty days from the second factor, not from the last sign-in', async () => {
    const ada = await aProtectedUser(app);
    const device = await aTrustedDevice(app, ada);
    await app.advance(29 * DAY_MS);
    expect(await isAsked(ada, device)).toBe(false);
    await app.advance(DAY_MS - 1000);
    expect(await isAsked(ada, device)).toBe(false);
    await app.advance(1000);
    expect(await isAsked(ada, device)).toBe(true);
  });

  it('is for one device of one user (another’s token, a planted one)', async () => {
    const [ada, bob] = [await aProtectedUser(app), await aProtectedUser(app)];
    const device = await aTrustedDevice(app, ada);
    const other = (await signInWithBoth(app, ada)).deviceToken;
    expect(await isAsked(ada, other)).toBe(true);
    expect(await isAsked(bob, device)).toBe(true);
    for (const planted of ['', 'x'.repeat(43), `${device} `, device.toLowerCase()]) expect(await isAsked(ada, planted)).toBe(true);
    expect(await isAsked(ada, device)).toBe(false);
  });

  it('holds in the browser whose cookie it is, and in no other', async () => {
    const ada = await aProtectedUser(app);
    const { browser, session_token } = await pendingInBrowser(app, ada);
    const code = await ada.phone.nextCode();
    await browser.post('/api/auth/2fa/verify-login/', { session_token, code, trust_device: true });
    await browser.post('/api/auth/logout/');
    const again = await browser.post('/api/auth/login/', { email: ada.email, password: ada.password });
    expect(again.body).toMatchObject({ user: { aal: 1, two_factor_enabled: true } });
    await pendingInBrowser(app, ada);
  });

  it('is given by a second factor only: not by the first step, a wrong code, or what is no yes', async () => {
    const ada = await aProtectedUser(app);
    const { deviceToken } = await signInWithBoth(app, ada);
    const session_token = await pendingSignIn(app, ada, { device_token: deviceToken, trust_device: true });
    await verifyLogin(app, session_token, WRONG_CODE, { trust_device: true, device_token: deviceToken });
    for (const trust_device of ['true', 1, [true], {}]) {
      expect((await verifyLogin(app, session_token, ada.phone.code(), { trust_device })).status).toBe(400);
    }
    expect(await isAsked(ada, deviceToken)).toBe(true);
  });

  it('goes to the device that began the sign-in, not to one that is named at its end (stolen session_token)', async () => {
    const [ada, eve] = [await aProtectedUser(app), await aProtectedUser(app)];
    const foreign = await aTrustedDevice(app, eve);
    const shared = (await signInWithBoth(app, ada)).deviceToken; // a device that Ada used once, and somebody else has now
    for (const named of [foreign, shared]) {
      const session_token = await pendingSignIn(app, ada);
      const body = { session_token, code: await ada.phone.nextCode(), trust_device: true, device_token: named };
      const refused = await app.client({ cookie: `device=${named}` }).post('/api/auth/2fa/verify-login/', body);
      expect(refused.body.code).toBe('challenge_expired');
      const { device_token, ...unnamed } = body;
      const finished = await app.client({ cookie: `device=${named}` }).post('/api/auth/2fa/verify-login/', unnamed);
      expect(finished.body.device_token).not.toBe(device_token);
      expect(await isAsked(ada, named)).toBe(true);
      expect(await isAsked(ada, finished.body.device_token)).toBe(false);
    }
  });

  it('stays when a later second factor on it asks for no trust', async () => {
    const ada = await aProtectedUser(app);
    const device_token = (await signInWithBoth(app, ada)).deviceToken;
    const waiting = await pendingSignIn(app, ada, { device_token });
    await signInWithBoth(app, ada, { device_token }, { trust_device: true });
    const finished = await verifyLogin(app, waiting, await ada.phone.nextCode(), { trust_device: false, device_token });
    expect(await isAsked(ada, finished.body.device_token)).toBe(false);
  });

  it('is listed, and ends with its device, which only its owner can remove', async () => {
    const [ada, eve] = [await aProtectedUser(app), await aProtectedUser(app)];
    const device = await aTrustedDevice(app, ada);
    const trusted = (await get('auth/devices', ada.session)).body.results.filter(
      ({ trusted_until }: { trusted_until: string | null }) => trusted_until !== null,
    );
    expect(trusted).toHaveLength(1);
    const path = `/api/auth/devices/${String(trusted[0].id)}/`;
    expect((await app.client().delete(path, eve.session.bearer)).status).toBe(404);
    expect(await isAsked(ada, device)).toBe(false);
    expect((await app.client().delete(path, ada.session.bearer)).status).toBe(204);
    expect(await isAsked(ada, device)).toBe(true);
  });

  describe('is not enough', () => {
    let ada: ProtectedPerson;
    let session: BearerSession;
    beforeEach(async () => {
      ada = await aProtectedUser(app);
      session = await signInBearer(app, ada, { device_token: await aTrustedDevice(app, ada) });
    });
    const expectShut = async (by: BearerSession): Promise<void> => {
      expect((await get('probe/two-factors', by)).body).toMatchObject({ status: 403, code: 'two_factor_required' });
      expect((await get('auth/me/export', by)).body).toMatchObject({ status: 403, code: 'reauthentication_required' });
      expect((await get('auth/me', by)).body.aal).toBe(1);
    };

    it('for aal 2 or a recent sign-in, before a code is given', async () => {
      await expectShut(session);
      expect((await post('reauthenticate', { password: ada.password }, session.bearer)).status).toBe(400);
      await expectShut(session);
      const { body } = await post('reauthenticate', { code: await ada.phone.nextCode() }, session.bearer);
      const raised = { ...session, bearer: { authorization: `Bearer ${String(body.tokens.access)}` } };
      expect((await get('probe/two-factors', raised)).status).toBe(200);
      expect((await get('auth/me/export', raised)).status).toBe(200);
    });

    it('even after the password was changed there (recent by a change of password)', async () => {
      const { body } = await post('change-password', { old_password: ada.password, new_password: NEW_PASSWORD }, session.bearer);
      await expectShut({ ...session, bearer: { authorization: `Bearer ${String(body.tokens.access)}` } });
      const refreshed = await post('refresh', { refresh: body.tokens.refresh });
      await expectShut({ ...session, bearer: { authorization: `Bearer ${String(refreshed.body.access)}` } });
    });

    it('to make backup codes with the password, and so a second factor (trusted device and password)', async () => {
      const made = await post('2fa/backup-codes', { password: ada.password }, session.bearer);
      expect(made.body).toMatchObject({ status: 403, code: 'two_factor_required' });
      expect(made.body.backup_codes).toBeUndefined();
      expect((await verifyLogin(app, await pendingSignIn(app, ada), ada.backupCodes[0]!)).status).toBe(200); // nor were the old ones lost
    });

    it('to turn the second factor off, or to set up another', async () => {
      const { status } = await post('2fa/disable', { password: ada.password, code: WRONG_CODE }, session.bearer);
      expect(status).toBe(400);
      expect((await post('2fa/setup', {}, session.bearer)).status).toBeGreaterThanOrEqual(400);
      expect((await get('auth/me', session)).body.two_factor_enabled).toBe(true);
    });
  });

  it('given before the second factor was ever on does not count', async () => {
    const person = await aUser(app);
    const { deviceToken } = await signInBearer(app, person, { trust_device: true });
    await protect(app, person);
    expect(await isAsked(person, deviceToken)).toBe(true);
  });
});
