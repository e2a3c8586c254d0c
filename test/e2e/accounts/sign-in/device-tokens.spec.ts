import { UserDevices } from '@castellan/accounts';
import { DevInbox } from '@castellan/notifications';
import { eventually } from '../../../support/app/eventually.js';
import type { Answer } from '../../../support/http/client.js';
import { aUser, signInBearer, signInCookie } from '../../../support/people/people.js';
import type { BearerSession, Person } from '../../../support/people/people.js';
import {
  aProtectedUser,
  aTrustedDevice,
  pendingInBrowser,
  pendingSignIn,
  times,
  verifyLogin,
} from '../../../support/people/second-factor.js';
import { withApp } from '../../../support/app/with-app.js';

const SECOND = 1000;
const GRACE_MS = 10 * SECOND;

describe(UserDevices.name, () => {
  const app = withApp({ THROTTLE_VERIFY_2FA: 'off' });

  const signIn = (person: Person, device_token: string): Promise<BearerSession> => signInBearer(app, person, { device_token });
  const devicesOf = async (person: Person): Promise<number> => {
    const [row] = await app.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM devices d JOIN users u ON u.id = d.user_id WHERE u.email = $1',
      [person.email],
    );
    return row!.n;
  };
  const reusesOf = (person: Person) =>
    app.sql<{ status: string; reason: string }>(
      `SELECT e.status, e.reason FROM auth_events e JOIN users u ON u.id = e.user_id WHERE e.event = 'device_reuse' AND u.email = $1`,
      [person.email],
    );
  const mailsOf = async ({ email }: Person): Promise<readonly string[]> =>
    (await app.get(DevInbox).list(email)).map(({ subject }) => subject ?? '');
  const noticesTo = async (person: Person): Promise<number> => (await mailsOf(person)).filter((subject) => /forgot/i.test(subject)).length;

  it('gives another token at each completed sign-in, of the same device', async () => {
    const person = await aUser(app);
    const first = await signInBearer(app, person);
    app.clock.advance(GRACE_MS + 1);
    const second = await signIn(person, first.deviceToken);
    app.clock.advance(GRACE_MS + 1);
    const third = await signIn(person, second.deviceToken);
    expect(new Set([first, second, third].map(({ deviceToken }) => deviceToken)).size).toBe(3);
    expect(await devicesOf(person)).toBe(1);
  });

  it('gives another cookie at each completed sign-in', async () => {
    const person = await aUser(app);
    const { browser } = await signInCookie(app, person);
    const first = browser.jar.get('device');
    await browser.post('/api/auth/login/', person);
    expect(browser.jar.get('device')).not.toBe(first);
    expect(await devicesOf(person)).toBe(1);
  });

  it('keeps the device through parallel sign-ins of one browser: all get one and the same token', async () => {
    const person = await aUser(app);
    const { deviceToken } = await signInBearer(app, person);
    const answers = await times(4, () => signIn(person, deviceToken));
    expect(new Set(answers.map((answer) => answer.deviceToken)).size).toBe(1);
    app.clock.advance(GRACE_MS);
    const late = await signIn(person, deviceToken); // ten seconds after, an answer that was lost
    expect(late.deviceToken).toBe(answers[0]!.deviceToken);
    expect([await devicesOf(person), await reusesOf(person)]).toEqual([1, []]);
  });

  it('forgets the device when a copy of a former token is shown later, and mails its owner', async () => {
    const person = await aUser(app);
    const stolen = (await signInBearer(app, person)).deviceToken;
    const { deviceToken } = await signIn(person, stolen);
    app.clock.advance(GRACE_MS + 1);
    const thief = await signIn(person, stolen);
    expect(await reusesOf(person)).toEqual([{ status: 'failure', reason: 'reuse_detected' }]);
    expect(
      await eventually(
        () => noticesTo(person),
        (count) => count > 0,
      ),
    ).toBe(1);
    expect((await signIn(person, deviceToken)).deviceToken).not.toBe(deviceToken);
    expect([thief.deviceToken, deviceToken]).not.toContain(stolen);
    expect(await devicesOf(person)).toBe(2); // both are new ones
  });

  it('forgets it also when the thief only guesses, once, and gives the copy no budget of its own', async () => {
    const person = await aUser(app);
    const stolen = (await signInBearer(app, person)).deviceToken;
    await signIn(person, stolen);
    app.clock.advance(GRACE_MS + 1);
    const guess = (password: string, more: object): Promise<Answer> =>
      app.client().post('/api/auth/login/', { email: person.email, password, transport: 'bearer', ...more });
    for (let wrong = 0; wrong < 5; wrong += 1) expect((await guess('wrong', {})).status).toBe(401);
    expect((await guess(person.password, { device_token: stolen })).status).toBe(401); // refused as strangers are
    await guess('wrong', { device_token: stolen });
    expect(await reusesOf(person)).toHaveLength(1);
    expect(await devicesOf(person)).toBe(0);
  });

  it('takes the trust from it: a copy of a former token asks for the second factor', async () => {
    const person = await aProtectedUser(app);
    const stolen = await aTrustedDevice(app, person);
    expect((await signIn(person, stolen)).deviceToken).not.toBe(stolen);
    app.clock.advance(GRACE_MS + 1);
    await pendingSignIn(app, person, { device_token: stolen });
    expect(await reusesOf(person)).toHaveLength(1);
  });

  it('is found out at the door of mailed codes, too', async () => {
    const person = await aUser(app);
    const stolen = (await signInBearer(app, person)).deviceToken;
    await signIn(person, stolen);
    app.clock.advance(GRACE_MS + 1);
    await app.client().post('/api/auth/otp/request/', { identifier: person.email });
    const { code } = await app.mailTo(person.email, 2);
    const answer = await app.client().post('/api/auth/otp/verify/', { identifier: person.email, otp_code: code, device_token: stolen });
    expect(answer.status).toBe(200);
    expect(await reusesOf(person)).toHaveLength(1);
  });

  it('does nothing for the device of another user: no trust, no budget, no history', async () => {
    const [owner, other] = [await aProtectedUser(app), await aProtectedUser(app)];
    const trusted = await aTrustedDevice(app, owner);
    await pendingSignIn(app, other, { device_token: trusted });
    const guess = (password: string, more: object): Promise<Answer> =>
      app.client().post('/api/auth/login/', { email: other.email, password, transport: 'bearer', ...more });
    for (let wrong = 0; wrong < 5; wrong += 1) await guess('wrong', {});
    expect((await guess(other.password, { device_token: trusted })).status).toBe(401);
    expect((await signIn(owner, trusted)).deviceToken).not.toBe(trusted);
    app.clock.advance(GRACE_MS + 1);
    await guess('wrong', { device_token: trusted }); // a former one of the owner's, shown at another account
    expect([await reusesOf(owner), await reusesOf(other)]).toEqual([[], []]);
  });

  describe('a pending bearer sign-in', () => {
    it('is finished only with the device token that began it', async () => {
      const person = await aProtectedUser(app);
      const { deviceToken } = person.session;
      const stranger = (await signInBearer(app, await aUser(app))).deviceToken;
      const session_token = await pendingSignIn(app, person, { device_token: deviceToken });
      const code = await person.phone.nextCode();
      for (const device_token of [undefined, null, '', 'x', stranger]) {
        expect((await verifyLogin(app, session_token, code, { device_token })).body.code).toBe('challenge_expired');
      }
      expect((await verifyLogin(app, session_token, code, { device_token: deviceToken })).status).toBe(200);
    });

    it('that began without one is finished without one', async () => {
      const person = await aProtectedUser(app);
      const session_token = await pendingSignIn(app, person);
      const code = await person.phone.nextCode();
      expect((await verifyLogin(app, session_token, code, { device_token: person.session.deviceToken })).body.code).toBe(
        'challenge_expired',
      );
      expect((await verifyLogin(app, session_token, code)).status).toBe(200);
    });

    it('outlives another sign-in of the device, however long the code takes: neither forgets it', async () => {
      const person = await aProtectedUser(app);
      const first = await aTrustedDevice(app, person);
      await app.sql('UPDATE devices SET trusted_until = NULL');
      const [slow, slower] = [
        await pendingSignIn(app, person, { device_token: first }),
        await pendingSignIn(app, person, { device_token: first }),
      ];
      const quick = await pendingSignIn(app, person, { device_token: first });
      const done = await verifyLogin(app, quick, await person.phone.nextCode(), { device_token: first });
      await app.advance(60 * SECOND);
      const before = await devicesOf(person);
      const late = await verifyLogin(app, slow, await person.phone.nextCode(), { device_token: first });
      expect(late.body.device_token).toBe(done.body.device_token);
      const latest = await verifyLogin(app, slower, await person.phone.nextCode(), { device_token: late.body.device_token });
      expect(latest.status).toBe(200);
      expect([await devicesOf(person), await reusesOf(person)]).toEqual([before, []]);
    });

    it('outlives it on cookies, too', async () => {
      const person = await aProtectedUser(app);
      const { browser } = await signInFinished(person);
      const slow = await pendingInBrowser(app, person, browser);
      const quick = await pendingInBrowser(app, person, browser);
      const finish = async (session_token: string) =>
        browser.post('/api/auth/2fa/verify-login/', { session_token, code: await person.phone.nextCode() });
      expect((await finish(quick.session_token)).status).toBe(200);
      expect((await finish(slow.session_token)).status).toBe(200);
      expect(await reusesOf(person)).toEqual([]);
    });

    async function signInFinished(person: Awaited<ReturnType<typeof aProtectedUser>>) {
      const { browser, session_token } = await pendingInBrowser(app, person);
      await browser.post('/api/auth/2fa/verify-login/', { session_token, code: await person.phone.nextCode() });
      return { browser };
    }
  });
});
