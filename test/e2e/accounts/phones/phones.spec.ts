import { OwnPhone } from '@castellan/accounts';
import { DevInbox } from '@castellan/notifications';
import { eventually } from '../../../support/app/eventually.js';
import { aUser, signInBearer } from '../../../support/people/people.js';
import type { BearerSession, Person } from '../../../support/people/people.js';
import { protect } from '../../../support/people/second-factor.js';
import { withApp } from '../../../support/app/with-app.js';

let numbers = 0;
/** A number of its own for each test: German mobile, in a range that is valid. */
const aNumber = (): string => `+4915112${String(345000 + numbers++).padStart(6, '0')}`;

describe(OwnPhone.name, () => {
  const app = withApp({ THROTTLE_OTP_REQUEST: 'off', THROTTLE_OTP_VERIFY: 'off' });

  const post = (path: string, body: object, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);
  const smsCount = async (phone: string): Promise<number> => (await app.get(DevInbox).list(phone)).length;
  const codeTo = async (phone: string, count = 1): Promise<string> => {
    await eventually(
      () => smsCount(phone),
      (sent) => sent >= count,
    );
    return (await app.get(DevInbox).list(phone))[0]!.code!;
  };

  async function withPhone(phone = aNumber()): Promise<Person & { phone: string; session: BearerSession }> {
    const person = await aUser(app);
    const session = await signInBearer(app, person);
    await post('phone', { phone }, session.bearer);
    const confirmed = await post('phone/confirm', { code: await codeTo(phone) }, session.bearer);
    expect(confirmed.body).toEqual({ detail: 'Phone number verified.', phone });
    return { ...person, phone, session };
  }

  it('proves a number by SMS, writes to its owner, and signs in with it from then on', async () => {
    const { email, phone } = await withPhone();
    expect((await app.mailTo(email, 2)).subject).toContain('phone number was added');
    await app.advance(31_000);
    expect((await post('otp/request', { identifier: phone })).body).toEqual({ success: true, message: 'OTP sent to sms' });
    const sms = await codeTo(phone, 2);
    const { body } = await post('otp/verify', { identifier: phone, otp_code: sms });
    expect(body).toMatchObject({ success: true, created: false, user: { email, aal: 1 } });
    expect(JSON.parse(Buffer.from(body.tokens.access.split('.')[1], 'base64url').toString())).toMatchObject({ amr: ['sms'] });
  });

  it('tells whoever adds a number what SMS is worth, in the answer and in the mail (ASVS 6.6.1)', async () => {
    const { email, phone, session } = await withPhone();
    expect((await app.mailTo(email, 2)).text.replace(/\s+/g, ' ')).toContain('SMS is the weakest way to sign in');
    await app.advance(31_000);
    const { body } = await post('phone', { phone }, session.bearer);
    expect(body).toEqual({ detail: 'A code is on its way to that number.', notice: expect.stringContaining('authenticator app is safer') });
  });

  it('reads a number as people write it, and refuses what is none', async () => {
    const phone = aNumber();
    const { bearer } = await signInBearer(app, await aUser(app));
    const written = `${phone.slice(0, 3)} (${phone.slice(3, 6)}) ${phone.slice(6)}`;
    expect((await post('phone', { phone: written }, bearer)).status).toBe(200);
    expect(await codeTo(phone)).toMatch(/^\d{6}$/);
    for (const bad of ['', '0151 1234567', '+49', '+999123456', 'tel:+4915112345678', `+49151${'1'.repeat(60)}`, 491511234567, null]) {
      expect((await post('phone', { phone: bad }, bearer)).body.errors).toHaveProperty('phone');
    }
  });

  it('sends no SMS to a number that nobody has proven, and does not tell (enumeration, pumping)', async () => {
    const [unknown, { phone }] = [aNumber(), await withPhone()];
    await app.advance(31_000);
    const answers = [await post('otp/request', { identifier: unknown }), await post('otp/request', { identifier: phone })];
    expect(answers[0]!.text).toBe(answers[1]!.text);
    await codeTo(phone, 2);
    expect(await smsCount(unknown)).toBe(0);
  });

  it('takes the code of nobody else, and not a sign-in code (code of A for B, purpose for purpose)', async () => {
    const [phone, mine] = [aNumber(), await withPhone()];
    const [ada, bob] = [await signInBearer(app, await aUser(app)), await signInBearer(app, await aUser(app))];
    await post('phone', { phone }, ada.bearer);
    const code = await codeTo(phone);
    expect((await post('phone/confirm', { code }, bob.bearer)).body).toMatchObject({ status: 400, errors: { code: [expect.any(String)] } });
    expect((await post('otp/verify', { identifier: phone, otp_code: code })).status).toBe(401);
    await app.advance(31_000);
    await post('otp/request', { identifier: mine.phone });
    const signIn = await codeTo(mine.phone, 2);
    await post('phone', { phone: mine.phone }, bob.bearer);
    expect((await post('phone/confirm', { code: signIn }, bob.bearer)).status).toBe(400);
    expect((await post('phone/confirm', { code }, ada.bearer)).status).toBe(200);
  });

  it('gives one number to one user, also when two prove it at the same moment (race)', async () => {
    const phone = aNumber();
    const sessions = [await signInBearer(app, await aUser(app)), await signInBearer(app, await aUser(app))];
    const codes: string[] = [];
    for (const [index, { bearer }] of sessions.entries()) {
      await post('phone', { phone }, bearer);
      codes.push(await codeTo(phone, index + 1));
    }
    const answers = await Promise.all(sessions.map(({ bearer }, index) => post('phone/confirm', { code: codes[index] }, bearer)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(answers.find(({ status }) => status === 400)!.body.errors).toHaveProperty('phone');
  });

  it('spends three tries a code, over parallel requests (brute force)', async () => {
    const phone = aNumber();
    const { bearer } = await signInBearer(app, await aUser(app));
    await post('phone', { phone }, bearer);
    const code = await codeTo(phone);
    await Promise.all(Array.from({ length: 5 }, () => post('phone/confirm', { code: code === '000000' ? '1' : '000000' }, bearer)));
    expect((await post('phone/confirm', { code }, bearer)).status).toBe(400);
  });

  it('asks for a recent sign-in, to add and to remove', async () => {
    const { session, email, phone } = await withPhone();
    await app.advance(6 * 60_000);
    expect((await post('phone', { phone }, session.bearer)).body.code).toBe('reauthentication_required');
    expect((await app.client().delete('/api/auth/phone/', session.bearer)).body.code).toBe('reauthentication_required');
    const { bearer } = await signInBearer(app, { email, password: 'correct horse battery staple 9' });
    expect((await app.client().delete('/api/auth/phone/', bearer)).status).toBe(204);
    expect((await app.client().delete('/api/auth/phone/', bearer)).status).toBe(204);
    expect((await app.mailTo(email, 3)).subject).toContain('removed');
    await post('otp/request', { identifier: phone });
    expect(await smsCount(phone)).toBe(1);
  });

  it('never takes a code by SMS for a second factor', async () => {
    const { phone, email, password } = await withPhone();
    const { phone: authenticator } = await protect(app, { email, password });
    await app.advance(31_000);
    await post('otp/request', { identifier: phone });
    const { body } = await post('otp/verify', { identifier: phone, otp_code: await codeTo(phone, 2) });
    expect(body.requires_2fa).toBe(true);
    const { body: done } = await post('2fa/verify-login', { session_token: body.session_token, code: await authenticator.nextCode() });
    expect(done.user.aal).toBe(2);
  });
  it('asks for three codes an hour at most, whatever the numbers (pumping)', async () => {
    const { bearer } = await signInBearer(app, await aUser(app));
    for (let n = 0; n < 3; n += 1) expect((await post('phone', { phone: aNumber() }, bearer)).status).toBe(200);
    expect((await post('phone', { phone: aNumber() }, bearer)).body).toMatchObject({ status: 429, code: 'throttled' });
    await app.advance(3_601_000);
    const { bearer: later } = await signInBearer(app, await aUser(app));
    expect((await post('phone', { phone: aNumber() }, later)).status).toBe(200);
  });

  it('goes on waiting for the number that a code went to, when another request is refused', async () => {
    const [phone, other] = [aNumber(), aNumber()];
    const { bearer } = await signInBearer(app, await aUser(app));
    await post('phone', { phone: other }, bearer);
    await post('phone', { phone }, bearer);
    expect((await post('phone', { phone: other }, bearer)).status).toBe(429);
    expect((await post('phone/confirm', { code: await codeTo(phone) }, bearer)).body.phone).toBe(phone);
  });

  it('takes no code of a number that another one has taken the place of (resend)', async () => {
    const [older, newer] = [aNumber(), aNumber()];
    const { bearer } = await signInBearer(app, await aUser(app));
    await post('phone', { phone: older }, bearer);
    const code = await codeTo(older);
    await post('phone', { phone: newer }, bearer);
    const right = await codeTo(newer);
    if (code !== right) expect((await post('phone/confirm', { code }, bearer)).status).toBe(400);
    expect((await post('phone/confirm', { code: right }, bearer)).body.phone).toBe(newer);
  });
});
