import { OtpSignIn } from '@castellan/accounts';
import type { HttpClient } from '../../support/http/client.js';
import { aUser, PASSWORD, signInBearer, someone } from '../../support/people/people.js';
import { aProtectedUser } from '../../support/people/second-factor.js';
import { withApp } from '../../support/app/with-app.js';

const HOUR_MS = 3_600_000;

describe(OtpSignIn.name, () => {
  const app = withApp({ THROTTLE_OTP_REQUEST: 'off', THROTTLE_OTP_VERIFY: 'off' });

  const request = (identifier: string, more = {}) => app.client().post('/api/auth/otp/request/', { identifier, ...more });
  const verify = (identifier: string, otp_code: string, more = {}, client: HttpClient = app.client()) =>
    client.post('/api/auth/otp/verify/', { identifier, otp_code, ...more });
  const codeTo = async (email: string, count = 1): Promise<string> => (await app.mailTo(email, count)).code!;
  const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');

  it('makes an unknown address a user at its first right code', async () => {
    const { email } = someone();
    expect((await request(email.toUpperCase())).body).toEqual({ success: true, message: 'OTP sent to email' });
    const { status, body } = await verify(email, await codeTo(email));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      success: true,
      created: true,
      user: { email, is_verified: true, aal: 1 },
      session: { transport: 'bearer' },
    });
    const me = await app.client().get('/api/auth/me/', { authorization: `Bearer ${body.tokens.access}` });
    expect(me.body.email).toBe(email);
    expect(JSON.parse(Buffer.from(body.tokens.access.split('.')[1], 'base64url').toString())).toMatchObject({ aal: 1, amr: ['otp'] });
  });

  it('signs a known user in, on cookies when asked', async () => {
    const { email } = await aUser(app);
    await request(email);
    const browser = app.client();
    const { body } = await verify(email, await codeTo(email, 2), { transport: 'cookie' }, browser);
    expect(body).toMatchObject({ success: true, created: false, session: { transport: 'cookie' } });
    expect(body.tokens).toBeUndefined();
    expect((await browser.get('/api/auth/me/')).body.email).toBe(email);
  });

  it('is never a second factor: who has one is asked for it', async () => {
    const { email, phone } = await aProtectedUser(app);
    await request(email);
    const { body } = await verify(email, await codeTo(email, 3));
    expect(body).toMatchObject({ requires_2fa: true, methods: ['totp', 'backup_code'] });
    expect(body.tokens).toBeUndefined();
    const finished = await app
      .client()
      .post('/api/auth/2fa/verify-login/', { session_token: body.session_token, code: await phone.nextCode() });
    expect(finished.body.user).toMatchObject({ email, aal: 2 });
  });

  it('gives every failure one answer', async () => {
    const [{ email }, disabled] = [await aUser(app), await aUser(app)];
    await request(email);
    await request(disabled.email);
    await app.sql('UPDATE users SET is_active = false WHERE email = $1', [disabled.email]);
    const code = await codeTo(email, 2);
    const answers = [
      await verify(email, wrong(code)),
      await verify(someone().email, '123456'),
      await verify(disabled.email, await codeTo(disabled.email, 2)),
      await verify('+4915112345678', '123456'),
      await verify(email, '١٢٣٤٥٦'),
    ];
    for (const { status, body } of answers)
      expect([status, body.code, body.detail]).toEqual([401, 'invalid_code', answers[0]!.body.detail]);
    expect((await verify(email, '')).body).toMatchObject({ status: 400, code: 'validation_failed' }); // no code at all costs no guess
  });

  it('answers known, unknown and disabled addresses alike (enumeration)', async () => {
    const disabled = await aUser(app);
    await app.sql('UPDATE users SET is_active = false WHERE email = $1', [disabled.email]);
    const answers = [await request((await aUser(app)).email), await request(someone().email), await request(disabled.email)];
    for (const { status, text } of answers) expect([status, text]).toEqual([200, answers[0]!.text]);
    const again = [await request(disabled.email), await request(disabled.email)];
    for (const { status, body } of again) expect([status, body.code, body.retry_after]).toEqual([429, 'throttled', 30]);
  });

  it('lets nobody guess: three tries a code, over all parallel requests (brute force)', async () => {
    const { email } = await aUser(app);
    await request(email);
    const code = await codeTo(email, 2);
    await Promise.all(Array.from({ length: 20 }, () => verify(email, wrong(code))));
    expect((await verify(email, code)).status).toBe(401);
  });

  it('has one winner among twenty right answers (race), and none later (replay)', async () => {
    const { email } = await aUser(app);
    await request(email);
    const code = await codeTo(email, 2);
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify(email, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await verify(email, code)).status).toBe(401);
  });

  it('takes no code of somebody else, no older code, no late one', async () => {
    const [ada, bob] = [someone().email, someone().email];
    await request(ada);
    await request(bob);
    expect((await verify(bob, await codeTo(ada))).status).toBe(401);
    const older = await codeTo(ada);
    await app.advance(31_000);
    await request(ada);
    const newer = await codeTo(ada, 2);
    if (older !== newer) expect((await verify(ada, older)).status).toBe(401);
    await app.advance(300_000);
    expect((await verify(ada, newer)).status).toBe(401);
  });

  it('counts three requests an hour for each identifier, known or not', async () => {
    for (const email of [someone().email, (await aUser(app)).email]) {
      for (let n = 0; n < 3; n += 1) {
        expect((await request(email)).status).toBe(200);
        await app.advance(31_000);
      }
      expect((await request(email)).body).toMatchObject({ status: 429, code: 'throttled' });
      await app.advance(HOUR_MS);
      expect((await request(email)).status).toBe(200);
    }
  });

  it('takes from an unproven account what its maker set up (pre-account hijacking)', async () => {
    const squatter = await aUser(app, { verified: false });
    await request(squatter.email);
    const { body } = await verify(squatter.email, await codeTo(squatter.email, 2));
    expect(body).toMatchObject({ created: false, user: { is_verified: true } });
    expect((await app.client().post('/api/auth/login/', { email: squatter.email, password: PASSWORD })).status).toBe(401);
  });

  it('remembers where a new user came from, said with the request or with the code', async () => {
    const [ada, bob] = [someone().email, someone().email];
    await request(ada, { source_url: 'https://example.com/?utm_source=facebook&utm_campaign=spring' });
    await verify(ada, await codeTo(ada), {}, app.client({ referer: 'https://elsewhere.example/' }));
    await request(bob);
    await verify(bob, await codeTo(bob), { source_url: 'https://dashboard.example.com/' });
    const rows = await app.sql<{ email: string; url: string; first: boolean }>(
      `SELECT u.email, s.url, l.first_registration AS first FROM user_registration_sources l JOIN users u ON u.id = l.user_id
       JOIN registration_sources s ON s.id = l.source_id WHERE u.email = ANY($1) ORDER BY s.url`,
      [[ada, bob]],
    );
    expect(rows).toEqual([
      { email: bob, url: 'https://dashboard.example.com/', first: true },
      { email: ada, url: 'https://example.com/?utm_source=facebook&utm_campaign=spring', first: true },
    ]);
  });

  it('refuses what is no identifier, and a channel that does not fit', async () => {
    for (const identifier of ['', 'nobody', '0151 12345678', '+49', 'a@b', 'x'.repeat(400), null, 7, ['a@b.example']]) {
      expect((await request(identifier as string)).body).toMatchObject({
        status: 400,
        errors: { identifier: expect.any(Array) as unknown },
      });
    }
    expect((await request(someone().email, { channel: 'sms' })).body.errors).toHaveProperty('channel');
    expect((await request(someone().email, { channel: 'pigeon' })).body.errors).toHaveProperty('channel');
  });

  it('leaves no code in the database', async () => {
    const { email } = someone();
    await request(email);
    const code = await codeTo(email);
    const [{ rows }] = (await app.sql<{ rows: string }>(
      `SELECT (SELECT string_agg(o::text, ' ') FROM otp_codes o) || (SELECT string_agg(j.data::text, ' ') FROM pgboss.job j) AS rows`,
    )) as [{ rows: string }];
    expect(rows).not.toContain(code);
  });

  it('reauthenticates a user without a password', async () => {
    const { email } = someone();
    await request(email);
    const { body } = await verify(email, await codeTo(email));
    await app.advance(6 * 60_000);
    const bearer = { authorization: `Bearer ${body.tokens.access}` };
    expect((await app.client().get('/api/auth/me/export/', bearer)).body.code).toBe('reauthentication_required');
    await request(email);
    const otp_code = await codeTo(email, 2);
    const renewed = await app.client().post('/api/auth/reauthenticate/', { otp_code }, bearer);
    const recent = { authorization: `Bearer ${renewed.body.tokens.access}` };
    expect((await app.client().get('/api/auth/me/export/', recent)).status).toBe(200);
    expect((await app.client().post('/api/auth/reauthenticate/', { otp_code }, recent)).body.errors).toHaveProperty('otp_code');
  });

  it('tells who signs in by codes that they have no password, until they set one', async () => {
    const { email } = someone();
    await request(email);
    const { body } = await verify(email, await codeTo(email));
    const bearer = { authorization: `Bearer ${body.tokens.access}` };
    expect([body.user.has_password, (await app.client().get('/api/auth/me/', bearer)).body.has_password]).toEqual([false, false]);
    const changed = await app.client().post('/api/auth/change-password/', { new_password: PASSWORD }, bearer);
    const renewed = { authorization: `Bearer ${changed.body.tokens.access}` };
    expect((await app.client().get('/api/auth/me/', renewed)).body.has_password).toBe(true);
  });

  it('lets a user who signs in with a password go on doing so', async () => {
    const person = await aUser(app);
    await request(person.email);
    await verify(person.email, await codeTo(person.email, 2));
    expect((await signInBearer(app, person)).access).toBeDefined();
  });
});
