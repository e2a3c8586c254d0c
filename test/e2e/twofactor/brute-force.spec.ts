import { Unavailable } from '@castellan/common';
import { DevInbox } from '@castellan/notifications';
import { TwoFactor } from '@castellan/twofactor';
import type { Answer } from '../../support/http/client.js';
import {
  aProtectedUser,
  aTrustedDevice,
  pendingSignIn,
  pendingSignIns,
  signInWithBoth,
  tally,
  times,
  verifyLogin,
  WRONG_CODE,
} from '../../support/people/second-factor.js';
import type { ProtectedPerson } from '../../support/people/second-factor.js';
import { signInBearer } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';
import { withApp } from '../../support/app/with-app.js';

const MINUTE_MS = 60_000;

describe('the failure budget of a second factor (brute force)', () => {
  const app = withApp({ THROTTLE_VERIFY_2FA: 'off', BACKUP_CODES_COUNT: '2' });
  afterEach(() => jest.restoreAllMocks());

  const finish = async (person: ProtectedPerson, code: string) => verifyLogin(app, await pendingSignIn(app, person), code);
  const warnings = async ({ email }: ProtectedPerson): Promise<number> =>
    (await app.get(DevInbox).list(email)).filter(({ subject }) => /^Many wrong codes/.test(subject ?? '')).length;
  /** Ten wrong codes over two pending sign-ins. */
  const spendTheBudget = async (person: ProtectedPerson): Promise<void> => {
    for (let turn = 0; turn < 2; turn += 1) {
      const session_token = await pendingSignIn(app, person);
      for (let wrong = 0; wrong < 5; wrong += 1) await verifyLogin(app, session_token, WRONG_CODE);
    }
  };
  const expectThrottled = ({ status, body, headers }: Answer): void => {
    expect({ status, code: body.code }).toEqual({ status: 429, code: 'throttled' });
    expect(body.retry_after).toBeGreaterThan(0);
    expect(body.retry_after).toBeLessThanOrEqual(15 * 60);
    expect(headers.get('retry-after')).toBe(String(body.retry_after));
  };

  it('looks at ten of a hundred parallel codes over twenty pending sign-ins, then at none for 15 minutes, and writes once', async () => {
    const ada = await aProtectedUser(app);
    const tokens = await pendingSignIns(app, ada, 20);
    const looked = jest.spyOn(app.get(TwoFactor), 'verify');

    const answers = await times(100, (index) => verifyLogin(app, tokens[index % 20]!, WRONG_CODE));

    expect(looked.mock.calls.length).toBe(10);
    expect(tally(answers)).toEqual({ invalid_code: 10, throttled: 90 });
    const right = await finish(ada, await ada.phone.nextCode());
    expectThrottled(right);
    expect(looked.mock.calls.length).toBe(10);
    await app.mailTo(ada.email, 3);
    expect(await warnings(ada)).toBe(1);
  });

  it('lifts the refusal after 15 minutes, and nobody who goes on trying prolongs it', async () => {
    const ada = await aProtectedUser(app);
    await spendTheBudget(ada);
    for (let minute = 0; minute < 14; minute += 1) {
      expectThrottled(await finish(ada, minute % 2 ? WRONG_CODE : ada.phone.code()));
      await app.advance(MINUTE_MS);
    }
    const last = await finish(ada, WRONG_CODE);
    expect(last.body.retry_after).toBeLessThanOrEqual(60);
    await app.advance(MINUTE_MS + 1);
    expect((await finish(ada, await ada.phone.nextCode())).status).toBe(200);
    expect(await warnings(ada)).toBe(1);
  });

  it('counts backup codes, reauthentication and turning it off in the same budget', async () => {
    const ada = await aProtectedUser(app);
    const signedIn = (path: string, body: object) => app.client().post(`/api/auth/${path}/`, body, ada.session.bearer);
    for (let wrong = 0; wrong < 4; wrong += 1) await signedIn('reauthenticate', { code: WRONG_CODE });
    for (let wrong = 0; wrong < 3; wrong += 1) await signedIn('2fa/disable', { password: ada.password, code: WRONG_CODE });
    const session_token = await pendingSignIn(app, ada);
    for (let wrong = 0; wrong < 3; wrong += 1) await verifyLogin(app, session_token, '7KQ2-M4XJT-9WPQH');

    expectThrottled(await finish(ada, await ada.phone.nextCode()));
    expectThrottled(await finish(ada, ada.backupCodes[0]!));
    expectThrottled(await signedIn('reauthenticate', { code: ada.phone.code() }));
    expectThrottled(await signedIn('2fa/disable', { password: ada.password, code: ada.phone.code() }));
  });

  it('gives the place of a right code back, so that nobody is shut out by signing in often', async () => {
    const ada = await aProtectedUser(app);
    const session_token = await pendingSignIn(app, ada);
    for (let wrong = 0; wrong < 4; wrong += 1) await verifyLogin(app, session_token, WRONG_CODE);
    for (let count = 0; count < 12; count += 1) await signInWithBoth(app, ada);
  });

  it('costs no place and no try when no code could be looked at (a database that is away)', async () => {
    const ada = await aProtectedUser(app);
    const tokens = [await pendingSignIn(app, ada), await pendingSignIn(app, ada)];
    const away = jest.spyOn(app.get(TwoFactor), 'verify').mockRejectedValue(new Unavailable());
    const answers = await times(12, (index) => verifyLogin(app, tokens[index % 2]!, WRONG_CODE));
    expect(tally(answers)).toEqual({ unavailable: 12 });
    away.mockRestore();
    expect((await verifyLogin(app, tokens[0]!, await ada.phone.nextCode())).status).toBe(200);
  });

  it('shuts out nobody else, nor the owner’s trusted device (lock-out as denial of service)', async () => {
    const [ada, bob] = [await aProtectedUser(app), await aProtectedUser(app)];
    const device_token = await aTrustedDevice(app, ada);
    await spendTheBudget(ada);
    expectThrottled(await finish(ada, await ada.phone.nextCode()));
    expect((await signInBearer(app, ada, { device_token })).access).toBeDefined();
    await signInWithBoth(app, bob);
  });

  it('takes five tries of one pending sign-in, over all parallel requests, and then not the right one either', async () => {
    const ada = await aProtectedUser(app);
    const session_token = await pendingSignIn(app, ada);
    const looked = jest.spyOn(app.get(TwoFactor), 'verify');

    const answers = await times(20, () => verifyLogin(app, session_token, WRONG_CODE));

    expect(looked.mock.calls.length).toBeLessThanOrEqual(5);
    expect(tally(answers).ok).toBeUndefined();
    expect((await verifyLogin(app, session_token, await ada.phone.nextCode())).body).toMatchObject({
      status: 401,
      code: 'challenge_expired',
    });
    await signInWithBoth(app, ada); // another one is not touched
  });

  it('ends a pending sign-in with its fifth wrong code, one after the other', async () => {
    const ada = await aProtectedUser(app);
    const session_token = await pendingSignIn(app, ada);
    for (let wrong = 0; wrong < 5; wrong += 1) expect((await verifyLogin(app, session_token, WRONG_CODE)).body.code).toBe('invalid_code');
    expect((await verifyLogin(app, session_token, await ada.phone.nextCode())).body.code).toBe('challenge_expired');
  });

  it('is not made whole by a new password, or its reader could guess on (reset to reset the budget)', async () => {
    const ada = await aProtectedUser(app);
    await spendTheBudget(ada);
    const changed = await app
      .client()
      .post('/api/auth/change-password/', { old_password: ada.password, new_password: 'glass tundra orbit 9' }, ada.session.bearer);
    expect(changed.status).toBe(200);
    expectThrottled(await finish({ ...ada, password: 'glass tundra orbit 9' }, await ada.phone.nextCode()));
  });
});

describe('2fa/verify-login/', () => {
  it('is held to ten tries a minute and address, under its older name too', async () => {
    const app = await TestApp.start();
    const client = app.client();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const path = attempt % 2 ? 'mfa' : '2fa/verify-login';
      statuses.push((await client.post(`/api/auth/${path}/`, { session_token: 'x', code: WRONG_CODE })).status);
    }
    await app.close();
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
  });
});
