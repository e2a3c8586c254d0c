import { SignInReport } from '@castellan/accounts';
import { DevInbox } from '@castellan/notifications';
import { Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { eventually } from '../../../support/app/eventually.js';
import { withApp } from '../../../support/app/with-app.js';
import { aKey, aPasskeyUser, addPasskey, bearing, signInByPasskey, turnOnByPasskey } from '../../../support/people/passkeys.js';
import type { PasskeyPerson } from '../../../support/people/passkeys.js';
import { aUser, signInBearer } from '../../../support/people/people.js';
import type { BearerSession, Person } from '../../../support/people/people.js';
import { Authenticator, idOf, linkTo } from '../../../support/people/second-factor.js';
import { ageFactors } from '../../../support/theft/accounts.js';

const OPEN = { BACKUP_CODES_COUNT: '2', THROTTLE_PASSKEY_OPTIONS: 'off', THROTTLE_PASSKEY_LOGIN: 'off', THROTTLE_OTP_REQUEST: 'off' };

describe(`${SignInReport.name}, of passkeys`, () => {
  const app = withApp(OPEN);

  const post = (path: string, body: object, { bearer }: Pick<BearerSession, 'bearer'>) =>
    app.client().post(`/api/auth/${path}/`, body, bearer);
  const state = async (person: Person) => {
    const id = await idOf(app, person);
    const { enabled, totpEnabledAt, backupCodesTotal } = await app.get(TwoFactor).stateOf(id);
    return { isOn: enabled, hasTotp: totpEnabledAt !== null, codes: backupCodesTotal, passkeys: await app.get(Passkeys).count(id) };
  };
  const events = async (person: Person) => {
    const rows = await app.sql<{ event: string }>(
      `SELECT event FROM auth_events WHERE user_id = $1 AND reason = 'sign_in_reported' ORDER BY created_at, id`,
      [await idOf(app, person)],
    );
    return rows.map(({ event }) => event);
  };
  /** By the link of the newest mail that has one. */
  const report = async (person: Person) => {
    const answer = await app.client().post('/api/auth/report-sign-in/', await linkTo(app, person.email, 'report-sign-in'));
    expect(answer.status).toBe(200);
  };
  const told = (person: Person, subject: RegExp) =>
    eventually(
      async () => (await app.get(DevInbox).list(person.email))[0]?.subject ?? '',
      (newest) => subject.test(newest),
    );
  const anAuthenticator = async (session: BearerSession): Promise<Authenticator> => {
    const phone = new Authenticator(app, (await post('2fa/setup', {}, session)).body.secret);
    const { status } = await post('2fa/enable', { code: phone.code() }, session);
    expect(status).toBe(200);
    return phone;
  };

  /** For so long that nobody may object. */
  const aged = async <T extends Person>(person: T): Promise<T> => {
    await ageFactors(app, person);
    const ofPerson = 'user_id = (SELECT id FROM users WHERE email = $1)';
    await app.sql(`UPDATE passkeys SET created_at = created_at - interval '73 hours' WHERE ${ofPerson}`, [person.email]);
    return person;
  };
  const ofTwoSteps = async (): Promise<PasskeyPerson> => aged(await turnOnByPasskey(app, await aPasskeyUser(app)));

  it('takes a passkey of the thief’s, and leaves the owner’s with two-step sign-in', async () => {
    const ada = await ofTwoSteps();
    const thiefs = aKey(app);
    await addPasskey(bearing(app, ada.session), thiefs);
    await told(ada, /passkey was added/i);

    await report(ada);

    expect(await state(ada)).toEqual({ isOn: true, hasTotp: false, codes: 4, passkeys: 1 });
    expect((await signInByPasskey(app.client(), thiefs)).body.code).toBe('invalid_passkey');
    expect(await events(ada)).toEqual(['passkey_removed']);
  });

  it('leaves no switch on that nothing answers: the thief’s passkey had replaced the owner’s', async () => {
    const ada = await ofTwoSteps();
    await addPasskey(bearing(app, ada.session), aKey(app));
    await told(ada, /passkey was added/i);
    const link = await linkTo(app, ada.email, 'report-sign-in');
    expect((await app.client().delete(`/api/auth/passkeys/${ada.passkeyId}/`, ada.session.bearer)).status).toBe(204);

    expect((await app.client().post('/api/auth/report-sign-in/', link)).status).toBe(200);

    expect(await state(ada)).toEqual({ isOn: false, hasTotp: false, codes: 0, passkeys: 0 });
    expect(await events(ada)).toEqual(['passkey_removed', 'twofactor_disabled']);
  });

  it('takes all of two-step sign-in that a thief turned on by a passkey of theirs', async () => {
    const owner = await aUser(app);
    const thief = await signInBearer(app, owner);
    const key = aKey(app);
    const added = (await addPasskey(bearing(app, thief), key)).body;
    await turnOnByPasskey(app, { ...owner, key, passkeyId: added.id, session: thief, backupCodes: [] });
    await told(owner, /turned on/);

    await report(owner);

    expect(await state(owner)).toEqual({ isOn: false, hasTotp: false, codes: 0, passkeys: 0 });
  });

  it('takes an authenticator that was added beside the owner’s passkey', async () => {
    const ada = await ofTwoSteps();
    await anAuthenticator(ada.session);
    await told(ada, /authenticator app was added/);

    await report(ada);

    expect(await state(ada)).toEqual({ isOn: true, hasTotp: false, codes: 4, passkeys: 1 });
    expect(await events(ada)).toEqual(['authenticator_removed']);
  });

  it('turns off what a thief turned on, and leaves the owner’s passkey and the codes on the owner’s paper', async () => {
    const ada = await aged(await aPasskeyUser(app));
    await anAuthenticator(ada.session);
    await told(ada, /turned on/);

    await report(ada);

    expect(await state(ada)).toEqual({ isOn: false, hasTotp: false, codes: 2, passkeys: 1 });
    expect(await events(ada)).toEqual(['twofactor_disabled']);
  });

  it('drops the owner’s codes with the last passkey, where two-step sign-in is off', async () => {
    const ada = await aged(await aPasskeyUser(app));
    await app.sql("UPDATE passkeys SET created_at = created_at + interval '73 hours' WHERE id = $1", [ada.passkeyId]);
    await report(ada);
    expect(await state(ada)).toEqual({ isOn: false, hasTotp: false, codes: 0, passkeys: 0 });
  });

  it('is one with a reset, which says what was taken off', async () => {
    const ada = await ofTwoSteps();
    await addPasskey(bearing(app, ada.session), aKey(app));
    await anAuthenticator(ada.session);
    await app.client().post('/api/auth/password-reset/', { email: ada.email });
    const link = await linkTo(app, ada.email, 'password-reset-confirm');

    const answer = await app.client().post('/api/auth/password-reset-confirm/', { ...link, new_password: 'glass tundra orbit 9' });

    expect(answer.status).toBe(200);
    expect(await state(ada)).toEqual({ isOn: true, hasTotp: false, codes: 4, passkeys: 1 });
    const { text } = await eventually(
      async () =>
        (await app.get(DevInbox).list(ada.email)).find(({ subject }) => subject?.includes('password was changed')) ?? { text: '' },
      ({ text: found }) => Boolean(found),
    );
    expect(text).toMatch(/passkeys[^.]*72 hours[^.]*authenticator app/);
  });

  it.each([
    ['says of a reset that older passkeys open the account still', true],
    ['says nothing of passkeys where none is left', false],
  ])('%s', async (_, isOld) => {
    const ada = await aPasskeyUser(app);
    if (isOld) await aged(ada);
    await app.client().post('/api/auth/password-reset/', { email: ada.email });
    const link = await linkTo(app, ada.email, 'password-reset-confirm');

    await app.client().post('/api/auth/password-reset-confirm/', { ...link, new_password: 'glass tundra orbit 9' });

    const mails = () => app.get(DevInbox).list(ada.email);
    const [mail] = await eventually(
      async () => (await mails()).filter(({ subject }) => subject?.includes('password was changed')),
      ({ length }) => length > 0,
    );
    expect(mail!.text.includes('72 hours ago still open your account')).toBe(isOld);
    expect((await signInByPasskey(app.client(), ada.key)).status).toBe(isOld ? 200 : 401);
  });

  it('leaves nothing of whoever was in before the address was proven (pre-account hijacking)', async () => {
    const thief = await aPasskeyUser(app);
    await app.sql('UPDATE users SET is_verified = false WHERE email = $1', [thief.email]);
    await app.client().post('/api/auth/otp/request/', { identifier: thief.email });
    const { code } = await eventually(
      async () => (await app.get(DevInbox).list(thief.email)).find((mail) => mail.code !== null) ?? { code: null },
      (mail) => mail.code !== null,
    );

    await app.client().post('/api/auth/otp/verify/', { identifier: thief.email, otp_code: code });

    expect(await state(thief)).toEqual({ isOn: false, hasTotp: false, codes: 0, passkeys: 0 });
    expect((await signInByPasskey(app.client(), thief.key)).body.code).toBe('invalid_passkey');
  });

  it('stands in the export of the account, without keys', async () => {
    const ada = await aPasskeyUser(app);
    const { body } = await app.client().get('/api/auth/me/export/', ada.session.bearer);
    expect(body.passkeys).toEqual([expect.objectContaining({ credential_id: ada.key.ids[0] })]);
    expect(body.passkey_users).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain('public_key');
  });
});
