import { PasskeySignIn, SignIn } from '@castellan/accounts';
import { AuthEvents } from '@castellan/log';
import type { Answer, HttpClient } from '../../support/http/client.js';
import { withApp } from '../../support/app/with-app.js';
import {
  accessOf,
  aKey,
  aPasskeyUser,
  addPasskey,
  aSecondStep,
  bearing,
  claimsIn,
  signInByPasskey,
  signInChallenge,
  turnOnByPasskey,
} from '../../support/people/passkeys.js';
import type { PasskeyPerson } from '../../support/people/passkeys.js';
import { aProtectedUser, idOf } from '../../support/people/second-factor.js';

const NO_LIMITS = { THROTTLE_PASSKEY_OPTIONS: 'off', THROTTLE_PASSKEY_LOGIN: 'off', THROTTLE_VERIFY_2FA: 'off' };

describe.each(['cookie', 'bearer'] as const)(`${PasskeySignIn.name} by %s`, (transport) => {
  const app = withApp(NO_LIMITS);
  const signIn = (person: Pick<PasskeyPerson, 'key'>, more: object = {}, client = app.client()) =>
    signInByPasskey(client, person.key, { transport, ...more });

  const claims = (answer: Answer) => claimsIn(accessOf(answer, transport));

  it('asks for nothing that depends on any account', async () => {
    const ada = await aPasskeyUser(app);
    const [one, other] = [await signInChallenge(app.client()), await signInChallenge(app.client())];

    expect(one).toEqual({ state: expect.any(String), expires_in: 300, options: { ...one.options, challenge: expect.any(String) } });
    expect({ ...other, state: '', options: { ...other.options, challenge: '' } }).toEqual({
      ...one,
      state: '',
      options: { ...one.options, challenge: '' },
    });
    expect(Buffer.from(one.options.challenge, 'base64url')).toHaveLength(32);
    expect(JSON.stringify(one)).not.toContain(ada.key.ids[0]);
    expect(one.options.allowCredentials ?? []).toEqual([]);
  });

  it('opens a session of level 2 where the device looked at who they are', async () => {
    const ada = await aPasskeyUser(app);
    const answer = await signIn(ada);

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ requires_2fa: false, user: { email: ada.email, aal: 2 }, session: { transport, aal: 2 } });
    expect(claims(answer)).toMatchObject({ aal: 2, amr: ['hwk', 'user'] });
  });

  it('says swk of a passkey that may be on several devices', async () => {
    const ada = await aPasskeyUser(app, { isSynced: true, isCounting: false });
    expect(claims(await signIn(ada))).toMatchObject({ aal: 2, amr: ['swk', 'user'] });
  });

  it('opens one of level 1 where the device did not look (unverified user as aal 2)', async () => {
    const ada = await aPasskeyUser(app, { isVerifying: false });
    const answer = await signIn(ada);

    expect(answer.body).toMatchObject({ requires_2fa: false, session: { aal: 1 } });
    expect(claims(answer)).toMatchObject({ aal: 1, amr: ['hwk', 'user'] });
  });

  it('asks for the second factor where it is on and the device did not look', async () => {
    const ada = await aProtectedUser(app);
    const key = aKey(app, { isVerifying: false });
    expect((await addPasskey(bearing(app, ada.session), key)).status).toBe(201);
    const client = app.client();
    const answer = await signIn({ key }, {}, client);

    expect(answer.body).toEqual({
      requires_2fa: true,
      session_token: expect.any(String),
      methods: ['totp', 'backup_code'],
      expires_in: 300,
    });
    expect(answer.cookies).toEqual({});
    const finished = await client.post('/api/auth/2fa/verify-login/', {
      session_token: answer.body.session_token,
      code: await ada.phone.nextCode(),
    });
    expect(claims(finished)).toMatchObject({ aal: 2, amr: expect.arrayContaining(['hwk', 'user', 'otp', 'mfa']) });
  });

  it('does not ask for it where the device looked', async () => {
    const ada = await aProtectedUser(app);
    const key = aKey(app);
    await addPasskey(bearing(app, ada.session), key);

    expect((await signIn({ key })).body).toMatchObject({ requires_2fa: false, session: { aal: 2 } });
  });

  it('never takes one passkey as two factors', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app, { isVerifying: false }));
    const client = app.client();
    const { body } = await signIn(ada, {}, client);
    expect(body).toMatchObject({ requires_2fa: true, methods: ['backup_code'] });

    const options = await client.post('/api/auth/2fa/passkey-options/', { session_token: body.session_token });
    expect([options.status, options.body.code]).toEqual([401, 'invalid_passkey']);

    const other = aKey(app);
    expect((await addPasskey(bearing(app, ada.session), other)).status).toBe(201);
    const again = await signIn(ada, {}, client);
    expect(again.body.methods).toEqual(['backup_code', 'passkey']);
    const step = await aSecondStep(client, again.body.session_token, other);
    expect((await client.post('/api/auth/2fa/verify-login/', step)).status).toBe(200);
  });

  it('never takes one passkey as two factors by way of a device that it has made a trusted one', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app, { isVerifying: false }));
    const client = app.client();
    const { email, password } = ada;
    const { body } = await client.post('/api/auth/login/', { email, password, transport });
    const step = { ...(await aSecondStep(client, body.session_token, ada.key)), trust_device: true };
    const { device_token } = (await client.post('/api/auth/2fa/verify-login/', step)).body;

    expect((await signIn(ada, { device_token }, client)).body).toMatchObject({ requires_2fa: true, methods: ['backup_code'] });
  });

  it('lets no passkey that was removed meanwhile finish what it began', async () => {
    const ada = await aProtectedUser(app);
    const key = aKey(app, { isVerifying: false });
    const { id } = (await addPasskey(bearing(app, ada.session), key)).body;
    const client = app.client();
    const { session_token } = (await signIn({ key }, {}, client)).body;
    expect((await client.delete(`/api/auth/passkeys/${id}/`, ada.session.bearer)).status).toBe(204);

    const answer = await client.post('/api/auth/2fa/verify-login/', { session_token, code: await ada.phone.nextCode() });
    expect([answer.status, answer.body.code, answer.cookies]).toEqual([401, 'challenge_expired', {}]);
  });

  it.each([
    ['unproven address', 'is_verified = false', 403, 'email_unverified'],
    ['disabled account', 'is_active = false', 401, 'invalid_passkey'],
    ['account whose password has to be replaced', 'password_reset_required = true', 403, 'password_reset_required'],
  ] as const)('ends at the one door: %s', async (_, change, status, code) => {
    const ada = await aPasskeyUser(app);
    await app.sql(`UPDATE users SET ${change} WHERE id = $1`, [await idOf(app, ada)]);
    const answer = await signIn(ada);

    expect([answer.status, answer.body.code, answer.cookies]).toEqual([status, code, {}]);
  });

  it('keeps an owner in whose codes strangers have locked', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
    for (let guess = 0; guess < 10; guess += 1) await guessed(ada, app.client());
    expect((await signIn(ada)).status).toBe(200);
  });

  it('is counted in the metrics', async () => {
    const ada = await aPasskeyUser(app);
    await signIn(ada);
    await signIn(ada, { tampering: { origin: 'https://evil.example' } });

    const counted = expect.objectContaining({ factor: 'passkey', secondFactor: 'none', count: expect.any(Number) });
    expect(app.get(SignIn).counts()).toContainEqual(counted);
    const failures = app
      .get(AuthEvents)
      .counts()
      .find(({ event, status }) => event === 'passkey_login' && status === 'failure');
    expect(failures?.count).toBeGreaterThan(0);
  });

  /** A stranger who knows the password guesses at the codes. */
  async function guessed({ email, password }: PasskeyPerson, client: HttpClient): Promise<void> {
    const { body } = await client.post('/api/auth/login/', { email, password });
    const wrong = { session_token: body.session_token, code: 'AAAA-AAAAA-AAAAA' };
    await client.post('/api/auth/2fa/verify-login/', wrong);
  }
});
