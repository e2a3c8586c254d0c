import { OtpSignIn } from '@castellan/accounts';
import { DevInbox } from '@castellan/notifications';
import { eventually } from '../../support/app/eventually.js';
import type { Answer } from '../../support/http/client.js';
import { aUser, bearerSession, signInBearer, someone } from '../../support/people/people.js';
import type { Person } from '../../support/people/people.js';
import { aProtectedUser, idOf, linkTo } from '../../support/people/second-factor.js';
import type { TestApp } from '../../support/app/test-app.js';
import { withApp } from '../../support/app/with-app.js';

const DAY_MS = 24 * 3_600_000;
const NO_LIMITS = { THROTTLE_OTP_REQUEST: 'off', THROTTLE_OTP_VERIFY: 'off' };

/** What the stories of this file do in the app of theirs. */
function actionsIn(app: () => TestApp) {
  const post = (path: string, body: object, headers = {}): Promise<Answer> => app().client().post(`/api/auth/${path}/`, body, headers);
  const inbox = (to: string) => app().get(DevInbox).list(to);
  /** Asks for a code, and signs in with it. */
  const signInByCode = async (identifier: string, more: object = {}): Promise<Answer> => {
    const sent = async () => (await inbox(identifier)).filter(({ code }) => code !== null);
    const before = (await sent()).length;
    await post('otp/request', { identifier });
    const codes = await eventually(sent, ({ length }) => length > before);
    return post('otp/verify', { identifier, otp_code: codes[0]!.code, ...more });
  };
  const provePhone = async (phone: string, bearer: object): Promise<void> => {
    await post('phone', { phone }, bearer);
    const sent = await eventually(
      () => inbox(phone),
      ({ length }) => length > 0,
    );
    const { status } = await post('phone/confirm', { code: sent[0]!.code }, bearer);
    if (status !== 200) throw new Error('phone');
  };
  const phoneOf = async ({ email }: Person) =>
    (await app().sql<{ phone: string | null }>('SELECT phone FROM users WHERE email = $1', [email]))[0]?.phone;
  return { post, inbox, signInByCode, provePhone, phoneOf };
}

describe(`${OtpSignIn.name}, into accounts of all kinds`, () => {
  const app = withApp(NO_LIMITS);
  const { post, inbox, signInByCode, provePhone, phoneOf } = actionsIn(() => app);

  it('reopens a closed account', async () => {
    const person = await aUser(app);
    const { bearer } = await signInBearer(app, person);
    await app.client().delete('/api/auth/me/', bearer);
    expect((await signInByCode(person.email)).body).toMatchObject({ created: false, user: { email: person.email } });
    expect(await app.sql('SELECT closed_at FROM users WHERE email = $1', [person.email])).toEqual([{ closed_at: null }]);
  });

  it('lets in who must reset their password: reading the mail is what the reset asks for', async () => {
    const person = await aUser(app);
    await app.sql('UPDATE users SET password_reset_required = true WHERE email = $1', [person.email]);
    expect((await signInByCode(person.email)).status).toBe(200);
    expect((await post('login', person)).body.code).toBe('password_reset_required');
  });

  it('says `created` once', async () => {
    const { email } = someone();
    expect((await signInByCode(email)).body.created).toBe(true);
    await app.advance(31_000);
    expect((await signInByCode(email)).body.created).toBe(false);
  });

  it('writes of a new device, and knows it again by its token', async () => {
    const { email } = someone();
    await signInByCode(email);
    await app.advance(DAY_MS + 1_000);
    const { body } = await signInByCode(email);
    const news = async () => (await inbox(email)).filter(({ subject }) => subject?.startsWith('New sign-in')).length;
    await eventually(news, (count) => count === 1);
    await app.advance(31_000);
    const again = await signInByCode(email, { device_token: body.device_token });
    expect(again.body.device_token).not.toBe(body.device_token);
    expect((await app.client().get('/api/auth/devices/', bearerSession(again).bearer)).body.count).toBe(2);
    await app.advance(31_000);
    await signInByCode(email);
    await eventually(news, (count) => count === 2);
  });

  it('goes without the second factor on a trusted device, and is not recent then', async () => {
    const person = await aProtectedUser(app);
    const { body } = await signInByCode(person.email);
    const trusting = { session_token: body.session_token, code: await person.phone.nextCode(), trust_device: true };
    const { device_token } = (await post('2fa/verify-login', trusting)).body;
    const { bearer } = bearerSession(await signInByCode(person.email, { device_token }));
    expect((await post('phone', { phone: '+4915112346001' }, bearer)).body.code).toBe('reauthentication_required');
  });

  it('is no way in by a number that was removed, or given to nobody, since the code was sent', async () => {
    const [person, phone] = [await aUser(app), '+4915112346002'];
    const { bearer } = await signInBearer(app, person);
    await provePhone(phone, bearer);
    await post('otp/request', { identifier: phone });
    const sent = await eventually(
      () => inbox(phone),
      ({ length }) => length > 1,
    );
    await app.client().delete('/api/auth/phone/', bearer);
    expect((await post('otp/verify', { identifier: phone, otp_code: sent[0]!.code })).body.code).toBe('invalid_code');
  });

  it('is no way in for a disabled user, with a code sent before', async () => {
    const person = await aUser(app);
    await post('otp/request', { identifier: person.email });
    const { code } = await app.mailTo(person.email, 2);
    await app.sql('UPDATE users SET is_active = false WHERE email = $1', [person.email]);
    expect((await post('otp/verify', { identifier: person.email, otp_code: code })).body.code).toBe('invalid_code');
  });

  it('forgets the number when a sign-in is reported: it would open the account alone (a thief who stays)', async () => {
    const person = await aUser(app);
    await app.advance(DAY_MS + 1_000);
    await provePhone('+4915112346004', (await signInBearer(app, person)).bearer);
    expect((await post('report-sign-in', await linkTo(app, person.email, 'report-sign-in'))).status).toBe(200);
    expect(await phoneOf(person)).toBeNull();
  });
});

describe(`${OtpSignIn.name}, where unproven users may sign in`, () => {
  const app = withApp({ ...NO_LIMITS, REQUIRE_VERIFIED_EMAIL: 'false' });
  const { post, signInByCode, provePhone, phoneOf } = actionsIn(() => app);

  /** Somebody signed up with an address that is not theirs, and made themselves at home. */
  const aSquatter = async (phone: string) => {
    const person = await aUser(app, { verified: false });
    const session = await signInBearer(app, person);
    await provePhone(phone, session.bearer);
    return { ...person, session };
  };

  it('takes number, password and session from whoever was there before the owner (pre-account hijacking)', async () => {
    const phone = '+4915112347001';
    const squatter = await aSquatter(phone);
    expect((await signInByCode(squatter.email)).body).toMatchObject({ created: false, user: { is_verified: true } });
    expect(await phoneOf(squatter)).toBeNull();
    expect((await app.client().get('/api/auth/me/', squatter.session.bearer)).body.code).toBe('session_ended');
    expect((await post('login', { email: squatter.email, password: squatter.password })).status).toBe(401);
  });

  it('knows the device no more of whoever was there before the owner (no mail of a new device, a lane of codes)', async () => {
    const squatter = await aUser(app, { verified: false });
    await signInBearer(app, squatter);
    const { bearer } = bearerSession(await signInByCode(squatter.email));
    const { results } = (await app.client().get('/api/auth/devices/', bearer)).body;
    expect(results.map(({ current }: { current: boolean }) => current)).toEqual([true]);
  });

  it('keeps nobody out who was signed up by a stranger that moved on (squatting)', async () => {
    const [squatter, moved] = [await aUser(app, { verified: false }), someone().email];
    const { bearer } = await signInBearer(app, squatter);
    await post('change-email', { new_email: moved }, bearer);
    await post('change-email-confirm', await linkTo(app, moved, 'change-email-confirm'));
    expect((await signInByCode(squatter.email)).body.created).toBe(true);
  });

  it('leaves the number of a proven user alone', async () => {
    const person = await aUser(app);
    await provePhone('+4915112347003', (await signInBearer(app, person)).bearer);
    await signInByCode(person.email);
    expect(await phoneOf(person)).toBe('+4915112347003');
    expect(await idOf(app, person)).toBeDefined();
  });
});

describe(`${OtpSignIn.name}, where everybody must have a second factor`, () => {
  const app = withApp({ ...NO_LIMITS, TWO_FACTOR_POLICY: 'required', ANSWER_FLOOR_MAIL: '200ms' });
  const { post, signInByCode } = actionsIn(() => app);

  it('reaches its set-up alone, for a new user too', async () => {
    const { bearer } = bearerSession(await signInByCode(someone().email));
    expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(200);
    expect((await post('phone', { phone: '+4915112348001' }, bearer)).body.code).toBe('two_factor_setup_required');
    expect((await post('2fa/setup', {}, bearer)).status).toBe(200);
  });

  it('answers known, unknown, unproven, disabled and limited identifiers not before 200 ms, with the same headers (timing)', async () => {
    const disabled = await aUser(app);
    await app.sql('UPDATE users SET is_active = false WHERE email = $1', [disabled.email]);
    const emails = [await aUser(app), someone(), await aUser(app, { verified: false }), disabled].map(({ email }) => email);
    const names = new Set<string>();
    for (const identifier of [...emails, '+4915112348002', ...emails]) {
      const begun = performance.now();
      const { headers, status } = await post('otp/request', { identifier });
      expect(performance.now() - begun).toBeGreaterThanOrEqual(200);
      if (status === 200) names.add([...headers.keys()].join());
    }
    expect([...names]).toHaveLength(1);
  });
});
