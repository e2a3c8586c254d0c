import { AccountStatus, PasswordHasher } from '@castellan/accounts';
import { Unavailable } from '@castellan/common';
import { EphemeralStore } from '@castellan/data';
import { AuthEvents } from '@castellan/log';
import { HOST } from '../../support/people/operators.js';
import { aProtectedUser, idOf, pendingSignIn, signInWithBoth, verifyLogin, WRONG_CODE } from '../../support/people/second-factor.js';
import type { ProtectedPerson } from '../../support/people/second-factor.js';
import { withApp } from '../../support/app/with-app.js';

const app = withApp({ THROTTLE_VERIFY_2FA: 'off', BACKUP_CODES_COUNT: '4' });
afterEach(() => jest.restoreAllMocks());

const post = (path: string, body: object, { session: { bearer } }: ProtectedPerson) =>
  app.client().post(`/api/auth/${path}/`, body, bearer);
/** What is remembered of the user since the last look, as `event status reason`. */
async function newEvents(person: ProtectedPerson, work: () => Promise<unknown>): Promise<readonly string[]> {
  const id = await idOf(app, person);
  const all = () =>
    app.sql<{ line: string }>(
      `SELECT concat_ws(' ', event, status, reason) AS line FROM auth_events WHERE user_id = $1 ORDER BY created_at, id`,
      [id],
    );
  const { length } = await all();
  await app.advance(1); // in the order they came
  await work();
  return (await all()).slice(length).map(({ line }) => line);
}

describe(`${AuthEvents.name} of second factors`, () => {
  it('hold every way a second factor was tried, and by what it was proven', async () => {
    const ada = await aProtectedUser(app);
    const seen = (work: () => Promise<unknown>) => newEvents(ada, work);
    expect(await seen(() => pendingSignIn(app, ada))).toEqual(['twofactor_requested success']);
    const token = await pendingSignIn(app, ada);
    expect(await seen(() => verifyLogin(app, token, WRONG_CODE))).toEqual(['twofactor failure wrong_code']);
    expect((await seen(() => verifyLogin(app, token, ada.backupCodes[0]!))).toSorted()).toEqual([
      'login success',
      'twofactor success backup_code',
    ]);
    expect(await seen(() => signInWithBoth(app, ada))).toEqual(expect.arrayContaining(['twofactor success totp', 'login success']));
    expect(await seen(() => post('reauthenticate', { code: WRONG_CODE }, ada))).toEqual(['reauthenticated failure wrong_code']);
    expect(await seen(async () => post('reauthenticate', { code: await ada.phone.nextCode() }, ada))).toEqual(['reauthenticated success']);
  });

  it('hold every refused try to turn it off or to make backup codes', async () => {
    const ada = await aProtectedUser(app);
    const seen = (path: string, body: object) => newEvents(ada, () => post(path, body, ada));
    expect(await seen('2fa/disable', { password: 'wrong', code: WRONG_CODE })).toEqual(['twofactor_disabled failure wrong_password']);
    expect(await seen('2fa/disable', { password: ada.password, code: WRONG_CODE })).toEqual(['twofactor_disabled failure wrong_code']);
    expect(await seen('2fa/backup-codes', { password: 'wrong' })).toEqual(['backup_codes_regenerated failure wrong_password']);
    expect(await seen('2fa/enable', { code: WRONG_CODE })).toEqual(['twofactor_enabled failure already_enabled']);
  });

  it('hold what is refused once the budget is spent', async () => {
    const ada = await aProtectedUser(app);
    for (let turn = 0; turn < 2; turn += 1) {
      const token = await pendingSignIn(app, ada);
      for (let wrong = 0; wrong < 5; wrong += 1) await verifyLogin(app, token, WRONG_CODE);
    }
    const token = await pendingSignIn(app, ada);
    const seen = (path: string, body: object) => newEvents(ada, () => post(path, body, ada));
    expect(await newEvents(ada, () => verifyLogin(app, token, ada.backupCodes[0]!))).toEqual(['twofactor failure too_many_failures']);
    expect(await seen('reauthenticate', { code: WRONG_CODE })).toEqual(['reauthenticated failure too_many_failures']);
    const off = await seen('2fa/disable', { password: ada.password, code: WRONG_CODE });
    expect(off).toEqual(['twofactor_disabled failure too_many_failures']);
  });

  it('hold who came with a pending sign-in that is over', async () => {
    const ada = await aProtectedUser(app);
    const token = await pendingSignIn(app, ada);
    await app.get(AccountStatus).setActive(HOST, [await idOf(app, ada)], false);
    expect(await newEvents(ada, () => verifyLogin(app, token, WRONG_CODE))).toEqual(['twofactor failure challenge_expired']);
    const count = async () => (await app.sql("SELECT 1 FROM auth_events WHERE reason = 'challenge_expired' AND user_id IS NULL")).length;
    const before = await count();
    await verifyLogin(app, 'nobody-knows-this-token', WRONG_CODE);
    expect(await count()).toBe(before + 1);
  });
});

describe('a sign-in with a second factor, while the store is away', () => {
  const away = () => {
    const counting = ['increment', 'decrement', 'takePlace', 'spendPlace', 'freePlace'] as const;
    for (const method of ['get', 'set', 'take', 'setIfAbsent', 'compareAndDelete', 'delete', ...counting] as const) {
      jest.spyOn(app.app.get(EphemeralStore, { strict: false }), method).mockRejectedValue(new Unavailable());
    }
  };
  const expectAway = ({ status, body, headers, cookies }: Awaited<ReturnType<typeof verifyLogin>>): void => {
    expect({ status, code: body.code, cookies }).toEqual({ status: 503, code: 'unavailable', cookies: {} });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  };

  it('answers 503 at both steps and spends no code: it never fails open', async () => {
    const ada = await aProtectedUser(app);
    const token = await pendingSignIn(app, ada);
    const code = await ada.phone.nextCode();
    const hash = jest.spyOn(app.get(PasswordHasher), 'check').mockResolvedValue('right');
    away();
    expectAway(await app.client().post('/api/auth/login/', { email: ada.email, password: ada.password }));
    expect(hash).not.toHaveBeenCalled();
    expectAway(await verifyLogin(app, token, code));
    expectAway(await post('reauthenticate', { code }, ada));
    expectAway(await post('2fa/disable', { password: ada.password, code }, ada));
    jest.restoreAllMocks();
    expect((await verifyLogin(app, token, code)).status).toBe(200);
  });

  it('answers 503 when it goes between the right code and the end, and signs nobody in', async () => {
    const ada = await aProtectedUser(app);
    const token = await pendingSignIn(app, ada);
    const code = await ada.phone.nextCode();
    jest.spyOn(app.app.get(EphemeralStore, { strict: false }), 'take').mockRejectedValue(new Unavailable());
    expectAway(await verifyLogin(app, token, code));
    jest.restoreAllMocks();
    expect((await verifyLogin(app, token, code)).body.code).toBe('invalid_code');
  });
});

describe('odd input', () => {
  const ODD = [
    '',
    ' ',
    '-',
    '000000\u0000',
    '٠١٢٣٤٥',
    '１２３４５６',
    '𝟏𝟐𝟑𝟒𝟓𝟔',
    '1e5',
    '-12345',
    '0x1F4A',
    '123456 OR 1=1',
    "' --",
    'ß'.repeat(14),
    'ı'.repeat(14),
  ];

  it.each([...ODD, 'A'.repeat(64), 'A'.repeat(65), '\ud800', null, 123456, ['123456'], { $gt: '' }, true])(
    'is a wrong code: %p',
    async (code) => {
      const ada = (person ??= await aProtectedUser(app));
      await app.advance(15 * 60_000);
      const token = await pendingSignIn(app, ada);
      const body = { session_token: token, code, trust_device: null };
      const answer = await app.client().post('/api/auth/2fa/verify-login/', body);
      expect([400, 401]).toContain(answer.status);
      expect(answer.body.code).toMatch(/^(invalid_code|validation_failed|malformed_json)$/);
    },
  );

  it.each(['', ' ', 'é'.repeat(20), '../../etc/passwd', `${'x'.repeat(43)}:attempts`, '\u0000', 'x'.repeat(201), [], {}, 7])(
    'is no session_token: %p',
    async (session_token) => {
      const answer = await app.client().post('/api/auth/2fa/verify-login/', { session_token, code: WRONG_CODE });
      expect([400, 401]).toContain(answer.status);
    },
  );

  let person: ProtectedPerson | undefined;
});
