import { SecondFactorSignIn } from '@castellan/accounts';
import { aUser, signInBearer } from '../../support/people/people.js';
import { aProtectedUser, Authenticator, pendingSignIn, protect, verifyLogin } from '../../support/people/second-factor.js';
import type { ProtectedPerson } from '../../support/people/second-factor.js';
import { withApp } from '../../support/app/with-app.js';

/** Whoever looks over a shoulder, or sits on the wire of a phishing page, has the code too, some seconds later. */
describe(`${SecondFactorSignIn.name} (replay)`, () => {
  const app = withApp({ THROTTLE_VERIFY_2FA: 'off', BACKUP_CODES_COUNT: '4' });

  const post = (path: string, body: object, { session: { bearer } }: ProtectedPerson) =>
    app.client().post(`/api/auth/${path}/`, body, bearer);
  const finish = async (person: ProtectedPerson, code: string) => verifyLogin(app, await pendingSignIn(app, person), code);

  it('refuses the code that turned the second factor on', async () => {
    const ada = await aProtectedUser(app);
    expect((await finish(ada, ada.phone.code())).body).toMatchObject({ status: 401, code: 'invalid_code' });
  });

  it('refuses the code of one sign-in at another, with the answer of a wrong one', async () => {
    const ada = await aProtectedUser(app);
    const [first, second] = [await pendingSignIn(app, ada), await pendingSignIn(app, ada)];
    const code = await ada.phone.nextCode();
    expect((await verifyLogin(app, first, code)).status).toBe(200);
    const replayed = await verifyLogin(app, second, code);
    const wrong = await verifyLogin(app, second, '000000');
    expect({ ...replayed.body, trace_id: '' }).toEqual({ ...wrong.body, trace_id: '' });
    expect(replayed.status).toBe(401);
  });

  it('refuses a code of a step before the last one used, though its time is not over', async () => {
    const ada = await aProtectedUser(app);
    const older = await ada.phone.nextCode();
    const newer = await ada.phone.nextCode();
    expect((await finish(ada, newer)).status).toBe(200);
    expect((await finish(ada, older)).body.code).toBe('invalid_code');
  });

  it('refuses the code of a sign-in in reauthentication and in turning it off, and the other way round', async () => {
    const ada = await aProtectedUser(app);
    const code = await ada.phone.nextCode();
    expect((await finish(ada, code)).status).toBe(200);
    expect((await post('reauthenticate', { code }, ada)).body.errors).toHaveProperty('code');
    expect((await post('2fa/disable', { password: ada.password, code }, ada)).body.errors).toHaveProperty('code');
    const next = await ada.phone.nextCode();
    expect((await post('reauthenticate', { code: next }, ada)).status).toBe(200);
    expect((await finish(ada, next)).body.code).toBe('invalid_code');
  });

  it('refuses a backup code everywhere once it was used anywhere, however it is written', async () => {
    const ada = await aProtectedUser(app);
    const [first, second] = ada.backupCodes as [string, string];
    expect((await finish(ada, first)).status).toBe(200);
    expect((await finish(ada, first.toLowerCase().replaceAll('-', ''))).body.code).toBe('invalid_code');
    expect((await post('reauthenticate', { code: first }, ada)).body.errors).toHaveProperty('code');
    expect((await post('reauthenticate', { code: second }, ada)).status).toBe(200);
    expect((await finish(ada, second)).body.code).toBe('invalid_code');
  });

  it('spends no code on a wrong password', async () => {
    const ada = await aProtectedUser(app);
    const code = await ada.phone.nextCode();
    expect((await post('2fa/disable', { password: 'wrong', code }, ada)).body.errors).toHaveProperty('password');
    expect((await finish(ada, code)).status).toBe(200);
  });

  it('takes nothing of an older authenticator once a new one is set up', async () => {
    const person = await aUser(app);
    const older = { ...person, ...(await protect(app, person)) };
    expect((await post('2fa/disable', { password: older.password, code: await older.phone.nextCode() }, older)).status).toBe(200);
    const newer = { ...person, ...(await protect(app, person)) };
    const stale = new Authenticator(app, older.phone.secret);
    expect((await finish(newer, await stale.nextCode())).body.code).toBe('invalid_code');
    expect((await finish(newer, older.backupCodes[0]!)).body.code).toBe('invalid_code');
    expect((await finish(newer, newer.phone.code())).status).toBe(200);
  });

  it('cannot turn on what was set up by another account (code and secret of somebody else)', async () => {
    const [ada, eve] = [await signInBearer(app, await aUser(app)), await signInBearer(app, await aUser(app))];
    const setup = (bearer: object) => app.client().post('/api/auth/2fa/setup/', {}, bearer as Record<string, string>);
    await setup(ada.bearer);
    const evil = new Authenticator(app, (await setup(eve.bearer)).body.secret);
    const answer = await app.client().post('/api/auth/2fa/enable/', { code: evil.code() }, ada.bearer);
    expect(answer.body).toMatchObject({ status: 400, code: 'validation_failed' });
  });
});
