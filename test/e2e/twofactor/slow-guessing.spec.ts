import { ConfirmationRequired, InvalidCode, PanelSignIn, SecurityMonitor, SignInConfirmation } from '@castellan/accounts';
import { Budgets } from '@castellan/limits';
import { DevInbox } from '@castellan/notifications';
import { TwoFactor } from '@castellan/twofactor';
import {
  aProtectedUser,
  idOf,
  linkTo,
  pendingSignIn,
  signInWithBoth,
  tally,
  times,
  verifyLogin,
  WRONG_CODE,
} from '../../support/people/second-factor.js';
import type { ProtectedPerson } from '../../support/people/second-factor.js';
import { withApp } from '../../support/app/with-app.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe(`${SignInConfirmation.name}, against slow guesses at a second factor`, () => {
  const app = withApp({ THROTTLE_VERIFY_2FA: 'off' });
  afterEach(() => jest.restoreAllMocks());

  const guess = async (person: ProtectedPerson, count: number): Promise<void> => {
    for (let turn = 0; turn < count / 5; turn += 1) {
      const token = await pendingSignIn(app, person);
      for (let wrong = 0; wrong < 5; wrong += 1) await verifyLogin(app, token, WRONG_CODE);
    }
  };
  /** Ten in a quarter of an hour are allowed, so this is what somebody patient does. */
  const guessPatiently = async (person: ProtectedPerson): Promise<void> => {
    await guess(person, 10);
    await app.advance(16 * MINUTE_MS);
    await guess(person, 10);
    await app.advance(16 * MINUTE_MS);
  };
  const aGuessedUser = async (more: object = {}): Promise<ProtectedPerson> => {
    const ada = await aProtectedUser(app, more);
    await guessPatiently(ada);
    return ada;
  };
  const confirm = (link: { uid: string; token: string }) => app.client().post('/api/auth/confirm-sign-in/', link);
  const mails = async ({ email }: ProtectedPerson, subject: RegExp): Promise<number> =>
    (await app.get(DevInbox).list(email)).filter((mail) => subject.test(mail.subject ?? '')).length;

  it('looks at no twenty-first code of a day from an unknown device before the mailed link was followed', async () => {
    const ada = await aGuessedUser();
    const looked = jest.spyOn(app.get(TwoFactor), 'verify');
    const token = await pendingSignIn(app, ada);
    const answers = [];
    for (let attempt = 0; attempt < 7; attempt += 1) answers.push(await verifyLogin(app, token, await ada.phone.nextCode()));
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(7).fill([403, 'confirmation_required']));
    expect(looked).not.toHaveBeenCalled();

    const link = await linkTo(app, ada.email, 'confirm-sign-in');
    expect((await app.client().get(`/api/auth/confirm-sign-in/?uid=${link.uid}&token=${link.token}`)).status).not.toBe(200);
    expect((await verifyLogin(app, token, ada.phone.code())).body.code).toBe('confirmation_required');
    expect((await confirm(link)).status).toBe(200);
    expect((await verifyLogin(app, token, await ada.phone.nextCode())).status).toBe(200);
    expect((await confirm(link)).body.code).toBe('invalid_link');
    expect(await mails(ada, /^Confirm that you/)).toBe(1);
  });

  it('lets the owner’s known device in as ever, and strangers again after a day', async () => {
    const ada = await aGuessedUser();
    const known = await pendingSignIn(app, ada, { device_token: ada.session.deviceToken });
    expect((await verifyLogin(app, known, await ada.phone.nextCode(), { device_token: ada.session.deviceToken })).status).toBe(200);
    await app.advance(DAY_MS);
    expect((await verifyLogin(app, await pendingSignIn(app, ada), await ada.phone.nextCode())).status).toBe(200);
  });

  it('lets the sign-in go on that the link was mailed for, and no other, with five tries and within the budget of all', async () => {
    const ada = await aGuessedUser();
    const [mine, other] = [await pendingSignIn(app, ada), await pendingSignIn(app, ada)];
    await verifyLogin(app, mine, WRONG_CODE);
    await confirm(await linkTo(app, ada.email, 'confirm-sign-in'));
    expect((await verifyLogin(app, other, await ada.phone.nextCode())).body.code).toBe('confirmation_required');
    const answers = await times(20, () => verifyLogin(app, mine, WRONG_CODE));
    expect(tally(answers)).toEqual({ invalid_code: 5, challenge_expired: 15 });
  });

  it('counts wrong codes only: nobody is asked for signing in often on new devices', async () => {
    const ada = await aProtectedUser(app);
    for (let count = 0; count < 21; count += 1) await signInWithBoth(app, ada);
  });

  it('mails five links an hour, however many sign-ins ask (mail flood by who knows the password)', async () => {
    const ada = await aProtectedUser(app);
    const budget = { name: `second-factor-strangers:${await idOf(app, ada)}`, maxFailures: 20, windowMs: DAY_MS, refusalMs: DAY_MS };
    for (let wrong = 0; wrong < 20; wrong += 1) await app.get(Budgets).fail({ budget, holder: String(wrong) });
    for (let count = 0; count < 7; count += 1) await verifyLogin(app, await pendingSignIn(app, ada), WRONG_CODE);
    await app.client().post('/api/auth/password-reset/', { email: ada.email });
    await linkTo(app, ada.email, 'password-reset-confirm'); // sent after them
    expect(await mails(ada, /^Confirm that you/)).toBe(5);
  });

  it('tells nothing to who has not proven the first factor, and sends no mail', async () => {
    const ada = await aGuessedUser();
    expect((await verifyLogin(app, 'no-such-token', WRONG_CODE)).body.code).toBe('challenge_expired');
    const login = await app.client().post('/api/auth/login/', { email: ada.email, password: 'a wrong guess' });
    expect(login.body.code).toBe('invalid_credentials');
    expect(await mails(ada, /^Confirm that you/)).toBe(0);
  });

  it('takes no link of another purpose, and no confirmation for a link of another', async () => {
    const ada = await aGuessedUser();
    await verifyLogin(app, await pendingSignIn(app, ada), WRONG_CODE);
    const link = await linkTo(app, ada.email, 'confirm-sign-in');
    for (const route of ['verify-account', 'report-sign-in', 'undo-email-change', 'change-email-confirm']) {
      expect((await app.client().post(`/api/auth/${route}/`, link)).body.code).toBe('invalid_link');
    }
    await app.client().post('/api/auth/password-reset/', { email: ada.email });
    expect((await confirm(await linkTo(app, ada.email, 'password-reset-confirm'))).body.code).toBe('invalid_link');
    await app.advance(10 * MINUTE_MS + 1);
    expect((await confirm(link)).body.code).toBe('invalid_link');
  });

  it('counts the guesses at the panel’s door in the same day', async () => {
    const ada = await aGuessedUser();
    await app.sql('UPDATE users SET is_staff = true WHERE email = $1', [ada.email]);
    const panel = app.get(PanelSignIn);
    const context = { ip: '192.0.2.1', userAgent: null, traceId: '', deviceToken: null };
    const step = await panel.begin({ email: ada.email }, ada.password, context);
    const token = step.next === 'code' ? step.token : '';
    await expect(panel.finish(token, { code: await ada.phone.nextCode() }, context)).rejects.toBeInstanceOf(ConfirmationRequired);
    await confirm(await linkTo(app, ada.email, 'confirm-sign-in'));
    await expect(panel.finish(token, { code: WRONG_CODE }, context)).rejects.toBeInstanceOf(InvalidCode);
    expect(await panel.finish(token, { code: await ada.phone.nextCode() }, context)).toMatchObject({
      session: expect.any(String) as string,
    });
  });

  it('mails the owner when a sign-in ends by wrong codes, once a day, and raises an incident', async () => {
    await app.stopSchedules();
    const ada = await aProtectedUser(app);
    await guess(ada, 5);
    await app.mailTo(ada.email, 3);
    expect(await mails(ada, /^Wrong codes/)).toBe(1);
    const incidents = await app.get(SecurityMonitor).run();
    const target = await idOf(app, ada);
    expect(incidents.filter((incident) => incident.target === target)).toEqual([{ kind: 'guessed_second_factor', target, count: 1 }]);
    await guess(ada, 5);
    await app.advance(DAY_MS);
    expect(await mails(ada, /^Wrong codes/)).toBe(1);
    await guess(ada, 5);
    await app.mailTo(ada.email, 5); // the notice of ten failures is one of them
    expect(await mails(ada, /^Wrong codes/)).toBe(2);
  });
});
