import { DevInbox } from '@castellan/notifications';
import { SignIn } from '@castellan/accounts';
import { eventually } from '../../support/app/eventually.js';
import { aUser, signInBearer, someone } from '../../support/people/people.js';
import {
  aProtectedUser,
  linkTo,
  pendingSignIn,
  protect,
  sessionsOf,
  signInWithBoth,
  verifyLogin,
} from '../../support/people/second-factor.js';
import type { ProtectedPerson } from '../../support/people/second-factor.js';
import { TestApp } from '../../support/app/test-app.js';
import { withApp } from '../../support/app/with-app.js';
import { ageFactors } from '../../support/theft/accounts.js';

const NEW_PASSWORD = 'glass tundra orbit 9';
const DAY_MS = 24 * 3_600_000;

describe(`${SignIn.name} (downgrade by another door)`, () => {
  const app = withApp({ THROTTLE_VERIFY_2FA: 'off', BACKUP_CODES_COUNT: '2' });

  const post = (path: string, body: object = {}, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);
  const login = (body: object) => post('login', { transport: 'bearer', ...body });

  it('asks for the second factor whichever name the user signs in by', async () => {
    const username = `u_${someone().email.slice(1, 9)}`;
    const { email, password } = await aProtectedUser(app, { username });
    const names = [{ email }, { email: email.toUpperCase() }, { username }, { identifier: email }, { identifier: username.toUpperCase() }];
    for (const name of names) {
      const { body } = await login({ ...name, password });
      expect([body.requires_2fa, body.tokens]).toEqual([true, undefined]);
    }
  });

  it('asks for it after a mailed code, which is no second factor anywhere', async () => {
    const ada = await aProtectedUser(app);
    const codes = async () => (await app.get(DevInbox).list(ada.email)).flatMap(({ code }) => code ?? []);
    const codeByMail = async (): Promise<string> => {
      await app.advance(30_000);
      const { length } = await codes();
      expect((await post('otp/request', { identifier: ada.email })).status).toBe(200);
      return (await eventually(codes, (sent) => sent.length > length))[0]!;
    };
    const { body, cookies } = await post('otp/verify', { identifier: ada.email, otp_code: await codeByMail() });
    expect([body.requires_2fa, body.tokens, cookies]).toEqual([true, undefined, {}]);
    const otp_code = await codeByMail();
    expect((await verifyLogin(app, body.session_token, otp_code)).body.code).toBe('invalid_code');
    const reproved = await post('reauthenticate', { otp_code, password: ada.password }, ada.session.bearer);
    expect(reproved.body.errors).toHaveProperty('code');
    const finished = await verifyLogin(app, body.session_token, await ada.phone.nextCode());
    expect([finished.status, finished.body.session.aal]).toEqual([200, 2]);
  });

  it('asks for it after a reset of the password, which signs nobody in and lifts none of some days', async () => {
    const ada = await aProtectedUser(app);
    await ageFactors(app, ada);
    await post('password-reset', { email: ada.email });
    const link = await linkTo(app, ada.email, 'password-reset-confirm');
    const answer = await post('password-reset-confirm', { ...link, new_password: NEW_PASSWORD, code: ada.phone.code() });
    expect([answer.status, answer.cookies, Object.keys(answer.body)]).toEqual([200, {}, ['detail']]);
    expect(await sessionsOf(app, ada)).toBe(0);
    await signInWithBoth(app, { ...ada, password: NEW_PASSWORD });
  });

  it('asks for it after a change of address and after its undoing, neither of which signs anybody in', async () => {
    const ada = await aProtectedUser(app);
    await ageFactors(app, ada);
    const { email } = someone();
    await post('change-email', { new_email: email }, ada.session.bearer);
    const moved = await post('change-email-confirm', await linkTo(app, email, 'change-email-confirm'));
    expect([moved.status, moved.cookies, Object.keys(moved.body)]).toEqual([200, {}, ['detail']]);
    expect((await login({ email, password: ada.password })).body.requires_2fa).toBe(true);
    const undone = await post('undo-email-change', await linkTo(app, ada.email, 'undo-email-change'));
    expect([undone.status, undone.cookies, Object.keys(undone.body)]).toEqual([200, {}, ['detail']]);
    const reset = await linkTo(app, ada.email, 'password-reset-confirm');
    expect((await post('password-reset-confirm', { ...reset, new_password: NEW_PASSWORD })).status).toBe(200);
    expect((await login({ email: ada.email, password: NEW_PASSWORD })).body.requires_2fa).toBe(true);
  });

  it('asks for it after a reported sign-in, and lets no reported password finish what it began', async () => {
    const ada = await aProtectedUser(app);
    await ageFactors(app, ada);
    await app.advance(DAY_MS + 1000);
    await signInWithBoth(app, ada);
    const session_token = await pendingSignIn(app, ada);
    const answer = await post('report-sign-in', await linkTo(app, ada.email, 'report-sign-in'));
    expect([answer.status, answer.cookies, Object.keys(answer.body)]).toEqual([200, {}, ['detail']]);
    const finished = await verifyLogin(app, session_token, await ada.phone.nextCode());
    expect(finished.body).toMatchObject({ status: 401, code: 'challenge_expired' });
    await post('password-reset-confirm', { ...(await linkTo(app, ada.email, 'password-reset-confirm')), new_password: NEW_PASSWORD });
    expect((await login({ email: ada.email, password: NEW_PASSWORD })).body.requires_2fa).toBe(true);
  });

  it('asks for it after a sign-up with the same address, which changes nothing', async () => {
    const ada = await aProtectedUser(app);
    expect((await post('signup', { email: ada.email, password: NEW_PASSWORD })).status).toBe(201);
    expect((await login({ email: ada.email, password: NEW_PASSWORD })).body.code).toBe('email_unverified');
    expect((await login({ email: ada.email, password: ada.password })).body.requires_2fa).toBe(true);
  });

  it('asks for it after the account was closed: its owner reopens it with both factors', async () => {
    const ada = await aProtectedUser(app);
    expect((await app.client().delete('/api/auth/me/', ada.session.bearer)).status).toBe(200);
    const session_token = await pendingSignIn(app, ada);
    const [closed] = await app.sql<{ closed_at: Date | null }>('SELECT closed_at FROM users WHERE email = $1', [ada.email]);
    expect(closed!.closed_at).not.toBeNull(); // the password alone opens nothing again
    expect((await verifyLogin(app, session_token, await ada.phone.nextCode())).status).toBe(200);
  });

  it('gives a session that is refreshed no more than it had', async () => {
    const person = await aUser(app);
    const older = await signInBearer(app, person);
    await protect(app, person);
    const { body } = await post('refresh', { refresh: older.refresh });
    const me = await app.client().get('/api/auth/me/', { authorization: `Bearer ${body.access}` });
    expect(me.body).toMatchObject({ aal: 1, two_factor_enabled: true });
  });

  it('tells nobody without the password who has a second factor (enumeration)', async () => {
    const [protectedOne, plain]: [ProtectedPerson, { email: string }] = [await aProtectedUser(app), await aUser(app)];
    const answers = await Promise.all(
      [protectedOne.email, plain.email, someone().email].map((email) => login({ email, password: 'a wrong guess' })),
    );
    const seen = answers.map(({ status, body }) => ({ status, ...body, trace_id: '' }));
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });
});

describe(`${SignIn.name}, where unverified users may sign in`, () => {
  it('drops the second factor of whoever took an address, once its reader proves it (pre-account hijacking)', async () => {
    const app = await TestApp.start({ REQUIRE_VERIFIED_EMAIL: 'false', BACKUP_CODES_COUNT: '2' });
    const eve = await aUser(app, { verified: false });
    await protect(app, eve);
    await app.client().post('/api/auth/password-reset/', { email: eve.email });
    const link = await linkTo(app, eve.email, 'password-reset-confirm');
    await app.client().post('/api/auth/password-reset-confirm/', { ...link, new_password: NEW_PASSWORD });
    const { bearer } = await signInBearer(app, { email: eve.email, password: NEW_PASSWORD });
    expect((await app.client().get('/api/auth/me/', bearer)).body).toMatchObject({ is_verified: true, two_factor_enabled: false });
    await app.close();
  });
});
