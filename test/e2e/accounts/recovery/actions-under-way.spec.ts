import {
  AccountClosing,
  EmailChange,
  OwnBackupCodes,
  OwnPhone,
  PasswordChange,
  PasswordHasher,
  SignInReport,
  TwoFactorEnrolment,
  TwoFactorRemoval,
} from '@castellan/accounts';
import { DevInbox } from '@castellan/notifications';
import { OneTimeCodes } from '@castellan/otp';
import { TwoFactor } from '@castellan/twofactor';
import type { Type } from '@nestjs/common';
import { eventually } from '../../../support/app/eventually.js';
import type { Answer } from '../../../support/http/client.js';
import { aUser, signInBearer, someone } from '../../../support/people/people.js';
import type { BearerSession, Person } from '../../../support/people/people.js';
import { aProtectedUser, Authenticator, linkTo, signInWithBoth } from '../../../support/people/second-factor.js';
import type { ProtectedPerson } from '../../../support/people/second-factor.js';
import { TestApp } from '../../../support/app/test-app.js';
import { ageFactors, grownUp, waysInto } from '../../../support/theft/accounts.js';

/** The set-up of a second factor is gone with the report, so its code is wrong. */
const REFUSED = /^(session_ended|password_reset_required|validation_failed)$/;
const NEW_PASSWORD = 'glass tundra orbit 9';

interface Theft {
  readonly person: Person;
  readonly thief: BearerSession;
  readonly act: () => Promise<Answer>;
}
/** A method during which the report comes: when it is called, or once it has done its work. */
type Moment = readonly [service: Type<object>, method: string, when: 'before' | 'after'];

describe(`${SignInReport.name}, while an action of the thief is under way`, () => {
  let app: TestApp;
  let numbers = 0;
  beforeAll(async () => {
    app = await TestApp.start({ BACKUP_CODES_COUNT: '2', THROTTLE_VERIFY_2FA: 'off' });
  });
  afterAll(() => app.close());
  afterEach(() => jest.restoreAllMocks());

  const post = (path: string, body: object, { bearer }: Pick<BearerSession, 'bearer'>) =>
    app.client().post(`/api/auth/${path}/`, body, bearer);

  const plain = async (act: (theft: Omit<Theft, 'act'>) => Promise<() => Promise<Answer>>): Promise<Theft> => {
    const person = await aUser(app);
    await grownUp(app, person);
    const thief = await signInBearer(app, person);
    return { person, thief, act: await act({ person, thief }) };
  };
  const withBoth = async (act: (person: ProtectedPerson, thief: BearerSession) => Promise<() => Promise<Answer>>): Promise<Theft> => {
    const person = await aProtectedUser(app);
    await ageFactors(app, person);
    await grownUp(app, person);
    const thief = await signInWithBoth(app, person);
    return { person, thief, act: await act(person, thief) };
  };
  const smsTo = async (phone: string): Promise<string> => {
    const codes = await eventually(
      async () => (await app.get(DevInbox).list(phone)).flatMap(({ code }) => code ?? []),
      ({ length }) => length > 0,
    );
    return codes[0]!;
  };

  const changePassword = () =>
    plain(({ person, thief }) =>
      Promise.resolve(() => post('change-password', { old_password: person.password, new_password: NEW_PASSWORD }, thief)),
    );
  const setUp = () => plain(({ thief }) => Promise.resolve(() => post('2fa/setup', {}, thief)));
  const enable = () =>
    plain(async ({ thief }) => {
      const { body } = await post('2fa/setup', {}, thief);
      return () => post('2fa/enable', { code: new Authenticator(app, body.secret).code() }, thief);
    });
  const disable = () =>
    withBoth(async (person, thief) => {
      const code = await person.phone.nextCode();
      return () => post('2fa/disable', { password: person.password, code }, thief);
    });
  const backupCodes = () => withBoth(({ password }, thief) => Promise.resolve(() => post('2fa/backup-codes', { password }, thief)));
  const aNumber = (): string => `+4915112347${String(100 + numbers++)}`;
  const askForPhone = () => plain(({ thief }) => Promise.resolve(() => post('phone', { phone: aNumber() }, thief)));
  const provePhone = () =>
    plain(async ({ thief }) => {
      const phone = aNumber();
      await post('phone', { phone }, thief);
      const code = await smsTo(phone);
      return () => post('phone/confirm', { code }, thief);
    });
  const close = () => plain(({ thief }) => Promise.resolve(() => app.client().delete('/api/auth/me/', thief.bearer)));

  const move = () => plain(({ thief }) => Promise.resolve(() => post('change-email', { new_email: someone().email }, thief)));

  const CASES: readonly (readonly [what: string, theft: () => Promise<Theft>, ...Moment])[] = [
    ['a new password, let in', changePassword, PasswordChange, 'change', 'before'],
    ['a new password, the old one looked at', changePassword, PasswordHasher, 'check', 'after'],
    ['a set-up, let in', setUp, TwoFactorEnrolment, 'setUp', 'before'],
    ['a second factor, let in', enable, TwoFactorEnrolment, 'enable', 'before'],
    ['a second factor, its user read', enable, TwoFactor, 'enable', 'before'],
    ['an end of the second factor, let in', disable, TwoFactorRemoval, 'disable', 'before'],
    ['an end of the second factor, the code looked at', disable, TwoFactor, 'verify', 'after'],
    ['new backup codes, let in', backupCodes, OwnBackupCodes, 'regenerate', 'before'],
    ['new backup codes, the password looked at', backupCodes, PasswordHasher, 'check', 'after'],
    ['a request to prove a number', askForPhone, OwnPhone, 'request', 'before'],
    ['the proof of a number, let in', provePhone, OwnPhone, 'confirm', 'before'],
    ['the proof of a number, the code looked at', provePhone, OneTimeCodes, 'verifyOtp', 'after'],
    ['a request to move the account', move, EmailChange, 'request', 'before'],
    ['the closing of the account', close, AccountClosing, 'close', 'before'],
  ];

  it.each(CASES)('is not outlived by %s', async (_, aTheft, service, method, when) => {
    const { person, act } = await aTheft();
    const report = await linkTo(app, person.email, 'report-sign-in');
    let atReport: unknown;
    interrupt([service, method, when], async () => {
      expect((await app.client().post('/api/auth/report-sign-in/', report)).status).toBe(200);
      atReport = await waysInto(app, person);
    });

    const answer = await act();

    expect([answer.status, answer.body?.code]).toEqual(expect.arrayContaining([expect.stringMatching(REFUSED)]));
    expect(atReport).toBeDefined();
    expect(await waysInto(app, person)).toEqual(atReport);
  });

  it('is outrun by none of twenty changes that come at the same moment (race)', async () => {
    const { person, thief } = await withBoth((ada, by) => Promise.resolve(() => post('2fa/backup-codes', { password: ada.password }, by)));
    const report = await linkTo(app, person.email, 'report-sign-in');
    const changes = [
      ...Array.from({ length: 7 }, () => () => post('2fa/backup-codes', { password: person.password }, thief)),
      ...Array.from({ length: 7 }, () => () => post('change-email', { new_email: someone().email }, thief)),
      () => app.client().post('/api/auth/report-sign-in/', report),
      ...Array.from(
        { length: 5 },
        () => () => post('change-password', { old_password: person.password, new_password: NEW_PASSWORD }, thief),
      ),
    ];
    const answers = await Promise.all(changes.map((change) => change()));

    expect(answers[14]!.status).toBe(200);
    expect(answers.filter(({ status }) => status >= 500 && status !== 503)).toEqual([]);
    const left = await app.sql(
      `SELECT password_reset_required, (SELECT count(*)::int FROM sessions s WHERE s.user_id = u.id AND ended_at IS NULL) AS sessions,
         (SELECT count(*)::int FROM backup_codes c WHERE c.user_id = u.id AND created_at > $2) AS codes,
         (SELECT array_agg(purpose) FROM mailed_links l WHERE l.user_id = u.id) AS links FROM users u WHERE email = $1`,
      [person.email, new Date(app.clock.millis() - 72 * 3_600_000)],
    );
    expect(left).toEqual([{ password_reset_required: true, sessions: 0, codes: 0, links: ['password_reset'] }]);
  });

  function interrupt([service, method, when]: Moment, report: () => Promise<void>): void {
    const target = app.get(service) as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const original = target[method]!.bind(target);
    jest.spyOn(target, method).mockImplementationOnce(async (...args: unknown[]) => {
      if (when === 'before') await report();
      const result = await original(...args);
      if (when === 'after') await report();
      return result;
    });
  }
});
