import { PasswordHasher, SignInReport } from '@castellan/accounts';
import { DevInbox } from '@castellan/notifications';
import { eventually } from '../../../support/app/eventually.js';
import type { BearerSession, Person } from '../../../support/people/people.js';
import { aUser, bearerSession, signInBearer } from '../../../support/people/people.js';
import { linkTo } from '../../../support/people/second-factor.js';
import { withApp } from '../../../support/app/with-app.js';

const DAY_MS = 24 * 3_600_000;

describe(`${SignInReport.name}, against a thief who knows the password`, () => {
  const app = withApp();

  const get = (path: string, headers: Record<string, string>) => app.client().get(`/api/auth/${path}/`, headers);
  const post = (path: string, body: object, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);

  const aBreakIn = async (): Promise<{ person: Person; own: BearerSession; thief: BearerSession; report: object }> => {
    const person = await aUser(app);
    const own = await signInBearer(app, person);
    app.clock.advance(DAY_MS + 1);
    const thief = await signInBearer(app, person);
    const { links } = await app.mailTo(person.email, 2);
    const report = Object.fromEntries(new URL(links.find((link) => link.includes('/report-sign-in'))!).searchParams);
    const { access, refresh } = (await post('refresh', { refresh: own.refresh })).body;
    return { person, own: { ...own, access, refresh, bearer: { authorization: `Bearer ${access}` } }, thief, report };
  };

  /** The mailbox opens the account still, without a password. */
  const signInByMail = async ({ email }: Person): Promise<object> => {
    await post('otp/request', { identifier: email });
    const codes = () => app.get(DevInbox).list(email);
    const mails = await eventually(codes, (sent) => sent.some(({ code }) => code !== null));
    const otp_code = mails.find(({ code }) => code !== null)!.code;
    return bearerSession(await post('otp/verify', { identifier: email, otp_code })).bearer;
  };

  /** Does something after the password was looked at, before anything is decided by it. */
  const whileHashing = (what: () => Promise<unknown>) => {
    const hasher = app.get(PasswordHasher);
    const check = hasher.check.bind(hasher);
    return jest.spyOn(hasher, 'check').mockImplementationOnce(async (...hash) => {
      const verdict = await check(...hash);
      await what();
      return verdict;
    });
  };

  it('ends every session: what the thief made on the device without a mail, and all others', async () => {
    const { person, own, thief, report } = await aBreakIn();
    const second = await signInBearer(app, person, { device_token: thief.deviceToken });
    await post('report-sign-in', report);
    expect((await get('me', second.bearer)).body).toMatchObject({ code: 'session_ended', reason: 'device_reported' });
    expect((await get('me', own.bearer)).body).toMatchObject({ code: 'session_ended', reason: 'device_reported' });
  });

  it('mails that the old password opens nothing any more, and not that it stays as it is', async () => {
    const { person, report } = await aBreakIn();
    await post('report-sign-in', report);
    const { subject, text, links } = await app.mailTo(person.email, 3);
    expect(subject).toBe('You took your account at Castellan back');
    expect(text.replace(/\s+/g, ' ')).toContain('the old password opens nothing any more');
    expect(text).not.toMatch(/do nothing|stays as it is/);
    expect(links[0]).toContain('/password-reset-confirm?');
  });

  it('is offered for each of six sign-ins from new devices within an hour: no cap drops the last one', async () => {
    const person = await aUser(app);
    app.clock.advance(DAY_MS + 1);
    for (let devices = 0; devices < 6; devices += 1) await signInBearer(app, person);
    const told = async () => (await app.get(DevInbox).list(person.email)).filter(({ links }) => links.join().includes('/report-sign-in?'));
    expect(await eventually(told, ({ length }) => length === 6)).toHaveLength(6);
  });

  it.each([
    ['a report', (report: object, _person: Person) => post('report-sign-in', report)],
    [
      'a reset',
      async (_report: object, { email }: Person) => {
        await post('password-reset', { email });
        return post('password-reset-confirm', {
          ...(await linkTo(app, email, 'password-reset-confirm')),
          new_password: 'glass tundra orbit 9',
        });
      },
    ],
  ])('kills the code that a thief asked for and read before %s', async (_, wayBack) => {
    const { person, report } = await aBreakIn();
    await post('otp/request', { identifier: person.email });
    const codes = () => app.get(DevInbox).list(person.email);
    const otp_code = (await eventually(codes, (sent) => sent.some(({ code }) => code !== null))).find(({ code }) => code !== null)!.code;

    expect((await wayBack(report, person)).status).toBe(200);
    expect(await post('otp/verify', { identifier: person.email, otp_code })).toMatchObject({ status: 401, body: { code: 'invalid_code' } });
  });

  it('is not lifted by changing the password with the reported one', async () => {
    const { person, report } = await aBreakIn();
    await post('report-sign-in', report);
    const change = { old_password: person.password, new_password: 'glass tundra orbit 9' };
    const byCode = await signInByMail(person);
    expect((await post('change-password', change, byCode)).body.code).toBe('password_reset_required');
    expect((await post('reauthenticate', { password: person.password }, byCode)).body.code).toBe('password_reset_required');
    expect((await post('change-password', { ...change, old_password: 'wrong' }, byCode)).body.code).toBe('validation_failed');
    const { uid, token } = await linkTo(app, person.email, 'password-reset-confirm');
    expect((await post('password-reset-confirm', { uid, token, new_password: change.new_password })).status).toBe(200);
    expect((await post('login', { email: person.email, password: change.new_password })).status).toBe(200);
  });

  it('is not outrun by a sign-in or a change that was on its way', async () => {
    const { person, thief, report } = await aBreakIn();
    const spy = whileHashing(() => post('report-sign-in', report));
    expect((await post('login', { ...person, device_token: thief.deviceToken })).status).toBe(401);
    spy.mockRestore();
    const again = await aBreakIn();
    const { bearer } = await signInBearer(app, again.person);
    const change = { old_password: again.person.password, new_password: 'glass tundra orbit 9' };
    const second = whileHashing(() => post('report-sign-in', again.report));
    expect((await post('change-password', change, bearer)).status).toBe(401);
    second.mockRestore();
    expect((await post('login', { ...again.person, password: again.person.password })).body.code).toBe('password_reset_required');
  });
});
