import { OtpSignIn } from '@castellan/accounts';
import { DevInbox } from '@castellan/notifications';
import { eventually } from '../../support/app/eventually.js';
import { aUser, signInBearer, signInCookie, someone } from '../../support/people/people.js';
import type { Person } from '../../support/people/people.js';
import { idOf, linkTo, tally, times } from '../../support/people/second-factor.js';
import { TestApp } from '../../support/app/test-app.js';

const HOUR_MS = 3_600_000;
const SPRING = 'https://example.com/?utm_source=spring';

describe(`${OtpSignIn.name}, under attack`, () => {
  let app: TestApp;
  /** Where there are servers, a second process's worth of the service. */
  let other: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ THROTTLE_OTP_REQUEST: 'off', THROTTLE_OTP_VERIFY: 'off' });
    other = app.configuration.redisUrl ? await app.anotherNode() : app;
  });
  afterAll(async () => {
    if (other !== app) await other.close();
    await app.close();
  });

  const post = (path: string, body: object, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);
  const request = (identifier: unknown, more = {}) => post('otp/request', { identifier, ...more });
  const verify = (identifier: unknown, otp_code: unknown, more = {}, node = app) =>
    node.client().post('/api/auth/otp/verify/', { identifier, otp_code, ...more });
  const codeTo = async (email: string, count = 1): Promise<string> => (await app.mailTo(email, count)).code!;
  const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');
  const sourcesOf = (email: string) =>
    app.sql<{ url: string }>(
      `SELECT s.url FROM registration_sources s JOIN user_registration_sources l ON l.source_id = s.id
       JOIN users u ON u.id = l.user_id WHERE u.email = $1`,
      [email],
    );
  const events = (identifier: string) =>
    app.sql<{ event: string; status: string; reason: string | null }>(
      'SELECT event, status, reason FROM auth_events WHERE identifier = $1 ORDER BY created_at, id',
      [identifier],
    );

  it('spends three tries a code over all nodes (brute force)', async () => {
    const { email } = someone();
    await request(email);
    const code = await codeTo(email);
    await times(20, (n) => verify(email, wrong(code), {}, n % 2 ? other : app));
    expect((await verify(email, code)).status).toBe(401);
    expect((await verify(email, code, {}, other)).status).toBe(401);
    expect(await app.sql('SELECT 1 FROM users WHERE email = $1', [email])).toEqual([]);
  });

  describe('codes of two lanes', () => {
    const bearer = (session: { readonly deviceToken: string }) => ({ device_token: session.deviceToken, transport: 'bearer' });
    const asksFor = async ({ email }: Person, more: object = {}): Promise<number> => {
      await app.advance(31_000);
      return (await request(email, more)).status;
    };
    const codesTo = async ({ email }: Person): Promise<readonly (string | null)[]> =>
      (await app.get(DevInbox).list(email)).filter(({ code }) => code !== null).map(({ code }) => code);
    const newestCode = (person: Person, count: number): Promise<string> =>
      eventually(
        () => codesTo(person),
        ({ length }) => length >= count,
      ).then(([code]) => code!);

    it('lets the owner’s known device sign in, whatever strangers ask for and guess away (code flooding)', async () => {
      const ada = await aUser(app);
      const known = bearer(await signInBearer(app, ada));
      for (let code = 0; code < 3; code += 1) {
        expect(await asksFor(ada)).toBe(200);
        await times(3, () => verify(ada.email, '000000'));
      }
      expect(await asksFor(ada)).toBe(429);
      await times(6, () => post('password-reset', { email: ada.email }));
      await times(6, () => post('signup', { ...ada })); // the mailbox has had its ten of the hour

      expect(await asksFor(ada, known)).toBe(200);
      const code = await newestCode(ada, 4);
      await times(10, () => verify(ada.email, wrong(code)));
      expect((await verify(ada.email, code)).status).toBe(401); // not even a right guess of a stranger
      expect((await verify(ada.email, code, known)).status).toBe(200);
    });

    it('gives known devices three requests an hour of their own, and a stranger’s token none of them', async () => {
      const [ada, bob] = [await aUser(app), await aUser(app)];
      const [known, other] = [bearer(await signInBearer(app, ada)), bearer(await signInBearer(app, bob))];
      const answers: number[] = [];
      for (let turn = 0; turn < 4; turn += 1) answers.push(await asksFor(ada, known));
      expect(answers).toEqual([200, 200, 200, 429]);
      answers.length = 0;
      for (let turn = 0; turn < 4; turn += 1) answers.push(await asksFor(ada, turn % 2 ? other : {}));
      expect(answers).toEqual([200, 200, 200, 429]);
    });

    it('spends three tries of a known device’s code, and takes one that was asked for elsewhere when it has none', async () => {
      const ada = await aUser(app);
      const known = bearer(await signInBearer(app, ada));
      await asksFor(ada, known);
      const code = await newestCode(ada, 1);
      await times(3, () => verify(ada.email, wrong(code), known));
      expect((await verify(ada.email, code, known)).status).toBe(401);
      await asksFor(ada);
      expect((await verify(ada.email, await newestCode(ada, 2), known)).status).toBe(200);
    });

    it('knows a browser by its cookie at both steps, also where the session is a bearer’s', async () => {
      const ada = await aUser(app);
      const { browser } = await signInCookie(app, ada);
      await asksFor(ada);
      await times(3, () => verify(ada.email, '000000'));
      await browser.post('/api/auth/otp/request/', { identifier: ada.email });
      const answer = await browser.post('/api/auth/otp/verify/', { identifier: ada.email, otp_code: await newestCode(ada, 2) });
      expect(answer.status).toBe(200);
    });

    it('takes a known device’s code for a renewed proof', async () => {
      const ada = await aUser(app);
      const session = await signInBearer(app, ada);
      await asksFor(ada, bearer(session));
      const answer = await post('reauthenticate', { otp_code: await newestCode(ada, 1) }, session.bearer);
      expect(answer.status).toBe(200);
    });
  });

  it('makes one user of twenty right answers over all nodes (race)', async () => {
    const { email } = someone();
    await request(email, { source_url: SPRING });
    const code = await codeTo(email);
    const answers = await times(20, (n) => verify(email, code, {}, n % 2 ? other : app));
    expect(tally(answers)).toEqual({ ok: 1, invalid_code: 19 });
    expect(answers.filter(({ body }) => body.created)).toHaveLength(1);
    const counts = await app.sql(
      `SELECT (SELECT count(*)::int FROM users WHERE email = $1) AS users,
         (SELECT count(*)::int FROM profiles p JOIN users u ON u.id = p.user_id WHERE u.email = $1) AS profiles`,
      [email],
    );
    expect(counts).toEqual([{ users: 1, profiles: 1 }]);
    expect(await sourcesOf(email)).toEqual([{ url: SPRING }]);
  });

  it('gives no tries back for a request that is refused (resend)', async () => {
    const { email } = someone();
    await request(email);
    const code = await codeTo(email);
    await verify(email, wrong(code));
    await verify(email, wrong(code));
    expect((await request(email)).status).toBe(429);
    await verify(email, wrong(code));
    expect((await verify(email, code)).status).toBe(401);
  });

  it('counts all spellings of one address or number together', async () => {
    const email = `kay${someone().email.split('@')[0]}@b\u00FCcher.example`;
    await request(email);
    const spellings = [` ${email.toUpperCase()} `, email.replace('b\u00FCcher', 'xn--bcher-kva'), email.replace('k', '\u212A')];
    for (const spelling of [...spellings, email.replace('.', '\u3002')]) expect((await request(spelling)).status).toBe(429);
    expect((await request(`a+${email}`)).status).toBe(200);
    expect((await verify(email.replace('b\u00FCcher', 'xn--bcher-kva'), await codeTo(email))).body.user.email).toBe(email);

    await request('+4915112340001');
    for (const phone of ['+49 (0)151 12340001', '+49-151-1234-0001', '+49 0151 12340001', ' +4915112340001 '])
      expect((await request(phone)).status).toBe(429);
  });

  it.each([
    '"a\r\nBcc: bob@example.com"@example.com',
    'a\u200Bda@example.com',
    'ada@example.com\r\nBcc: bob@example.com',
    '+4915112345678 ext. 5',
    '+4915112345678;ext=5',
    '+4915112345678,+4915112345679',
    '+1 900 555 1234',
    { $ne: null },
    ['+4915112345678'],
    true,
    '\ud800@example.com',
    'a\u0000@example.com',
  ])('refuses the identifier %j (injection)', async (identifier) => {
    for (const answer of [await request(identifier), await verify(identifier, '123456')])
      expect(answer).toMatchObject({ status: 400, body: { errors: { identifier: expect.any(Array) as unknown } } });
  });

  it.each([null, 123456, ['123456'], {}, '1'.repeat(33), '1\u0000', '-1', '1e5', "' OR 1=1 --"])('refuses the code %j', async (code) => {
    expect((await verify(someone().email, code)).status).toBe(400);
  });

  it.each(['123 456', '\u0661\u0662\u0663\u0664\u0665\u0666'])('takes %j for a wrong code', async (code) => {
    expect((await verify(someone().email, code)).body.code).toBe('invalid_code');
  });

  it('links nobody to what a stranger said before they asked themselves (source poisoning)', async () => {
    const { email } = someone();
    await request(email, { source_url: 'https://evil.example.com/' });
    await app.advance(31_000);
    await request(email);
    expect((await verify(email, await codeTo(email, 2))).body.created).toBe(true);
    expect(await sourcesOf(email)).toEqual([]);
  });

  it('keeps the way back open for whose address was moved away (a code sent before, and one asked for after)', async () => {
    const person = await aUser(app);
    const before = someone().email;
    await request(person.email);
    const code = await codeTo(person.email, 2);
    const { bearer } = await signInBearer(app, person);
    await post('change-email', { new_email: before }, bearer);
    expect((await post('change-email-confirm', await linkTo(app, before, 'change-email-confirm'))).status).toBe(200);

    expect((await verify(person.email, code)).body.code).toBe('invalid_code');
    await app.advance(31_000);
    expect((await request(person.email)).status).toBe(200);
    expect(await app.sql('SELECT 1 FROM users WHERE email = $1', [person.email])).toEqual([]);
    expect((await events(person.email)).slice(-2)).toMatchObject([
      { event: 'otp_verified', reason: 'account_changed' },
      { event: 'otp_requested', reason: 'address_kept' },
    ]);
    expect((await post('undo-email-change', await linkTo(app, person.email, 'undo-email-change'))).status).toBe(200);
    expect(await idOf(app, person)).toBeDefined();
  });

  it('makes an account at such an address once the way back is closed', async () => {
    const person = await aUser(app);
    const { email } = someone();
    const { bearer } = await signInBearer(app, person);
    await post('change-email', { new_email: email }, bearer);
    await post('change-email-confirm', await linkTo(app, email, 'change-email-confirm'));
    await app.advance(72 * HOUR_MS + 1_000);
    const known = (await app.get(DevInbox).list(person.email)).length;
    await request(person.email);
    expect((await verify(person.email, await codeTo(person.email, known + 1))).body.created).toBe(true);
  });

  it('leaves an event of every attempt', async () => {
    const { email } = someone();
    await request(email);
    await request(email);
    const code = await codeTo(email);
    await verify(email, wrong(code));
    await verify(email, code);
    expect(await events(email)).toMatchObject([
      { event: 'otp_requested', status: 'success' },
      { event: 'otp_requested', status: 'failure', reason: 'throttled' },
      { event: 'otp_verified', status: 'failure', reason: 'wrong_code' },
      { event: 'register', status: 'success' },
      { event: 'otp_verified', status: 'success' },
      { event: 'login', status: 'success' },
    ]);
  });
});
