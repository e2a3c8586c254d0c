import { SecondFactorSignIn } from '@castellan/accounts';
import { withApp } from '../../support/app/with-app.js';
import {
  accessOf,
  addPasskey,
  aKey,
  aPasskeyUser,
  aProof,
  aSecondStep,
  bearing,
  claimsIn,
  signInByPasskey,
  turnOnByPasskey,
} from '../../support/people/passkeys.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { aProtectedUser } from '../../support/people/second-factor.js';

const NO_LIMITS = { THROTTLE_PASSKEY_OPTIONS: 'off', THROTTLE_PASSKEY_LOGIN: 'off', THROTTLE_VERIFY_2FA: 'off' };

describe.each(['cookie', 'bearer'] as const)(`${SecondFactorSignIn.name} with a passkey, by %s`, (transport) => {
  const app = withApp(NO_LIMITS);
  const waiting = async (person: { readonly email: string; readonly password: string }, client = app.client()) => {
    const { email, password } = person;
    return { client, ...(await client.post('/api/auth/login/', { email, password, transport })).body };
  };

  it.each([true, false])('finishes a sign-in (verifying: %s)', async (isVerifying) => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app, { isVerifying }));
    const { client, session_token, methods } = await waiting(ada);
    expect(methods).toEqual(['backup_code', 'passkey']);
    const answer = await client.post('/api/auth/2fa/verify-login/', await aSecondStep(client, session_token, ada.key));

    expect(answer.body).toMatchObject({ requires_2fa: false, session: { transport, aal: 2 }, user: { email: ada.email } });
    expect(claimsIn(accessOf(answer, transport)).amr).toEqual(['pwd', 'hwk', 'user', 'mfa']);
  });

  it('asks for those of the user alone', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
    await aPasskeyUser(app);
    const { client, session_token } = await waiting(ada);
    const { body } = await client.post('/api/auth/2fa/passkey-options/', { session_token });

    expect(body).toMatchObject({ expires_in: 300, options: { rpId: 'localhost', userVerification: 'preferred' } });
    expect(body.options.allowCredentials).toEqual([{ id: ada.key.ids[0], type: 'public-key', transports: ['internal', 'hybrid'] }]);
  });

  it('is finished by any of the factors there are', async () => {
    const ada = await aProtectedUser(app);
    const key = aKey(app);
    await addPasskey(bearing(app, ada.session), key);
    const { client, session_token, methods } = await waiting(ada);
    expect(methods.toSorted()).toEqual(['backup_code', 'passkey', 'totp']);
    expect((await client.post('/api/auth/2fa/verify-login/', await aSecondStep(client, session_token, key))).status).toBe(200);

    const other = await waiting(ada);
    const code = { session_token: other.session_token, code: await ada.phone.nextCode() };
    expect((await other.client.post('/api/auth/2fa/verify-login/', code)).status).toBe(200);
  });

  it('does without the second factor on a device that is trusted from then on', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
    const { client, session_token } = await waiting(ada);
    const step = { ...(await aSecondStep(client, session_token, ada.key)), trust_device: true };
    const { body } = await client.post('/api/auth/2fa/verify-login/', step);
    const { email, password } = ada;
    const again = await client.post('/api/auth/login/', { email, password, transport, device_token: body.device_token });

    expect(again.body).toMatchObject({ requires_2fa: false, session: { aal: 1 } });
  });

  it.each<[string, object]>([
    ['a code and a passkey at once', { code: '287082', credential: {} }],
    ['neither', {}],
    ['no object', { credential: 'passkey' }],
    ['a list', { credential: [] }],
  ])('refuses %s before anything is looked at', async (_, step) => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
    const { client, session_token } = await waiting(ada);
    for (let attempt = 0; attempt < 6; attempt += 1)
      expect((await client.post('/api/auth/2fa/verify-login/', { session_token, ...step })).body.code).toBe('validation_failed');

    expect((await client.post('/api/auth/2fa/verify-login/', await aSecondStep(client, session_token, ada.key))).status).toBe(200);
  });

  it('bears five tries', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
    const { client, session_token } = await waiting(ada);
    const step = await aSecondStep(client, session_token, ada.key);
    const codes: string[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1)
      codes.push((await client.post('/api/auth/2fa/verify-login/', { session_token, credential: {} })).body.code);

    expect(codes).toEqual([...Array<string>(5).fill('invalid_passkey'), 'challenge_expired']);
    expect((await client.post('/api/auth/2fa/verify-login/', step)).body.code).toBe('challenge_expired');
    expect((await client.post('/api/auth/2fa/passkey-options/', { session_token })).body.code).toBe('challenge_expired');
  });

  it('is asked for, and finished, on the known device that began it', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
    const { email, password } = ada;
    const client = app.client();
    let shown: { device_token?: string } = {};
    for (let visit = 0; visit < 2; visit += 1) {
      const { session_token } = (await client.post('/api/auth/login/', { email, password, transport, ...shown })).body;
      const step = await aSecondStep(client, session_token, ada.key, shown);
      const { status, body } = await client.post('/api/auth/2fa/verify-login/', { ...step, ...shown });
      expect(status).toBe(200);
      shown = transport === 'bearer' ? { device_token: body.device_token } : {};
    }
  });

  it('is finished by who began it (login CSRF, session swap)', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
    const { client, session_token } = await waiting(ada, app.client());
    const step = await aSecondStep(client, session_token, ada.key);
    const victim = app.client();
    victim.jar.set('device', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');

    const answers = [
      await victim.post('/api/auth/2fa/verify-login/', step),
      await victim.post('/api/auth/2fa/passkey-options/', { session_token }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(transport === 'cookie' ? [401, 401] : [200, 401]);
  });
});

describe('two-step sign-in by passkey', () => {
  const app = withApp(NO_LIMITS);

  it('is off until it is turned on, however many passkeys there are', async () => {
    const ada = await aPasskeyUser(app);
    expect((await app.client().post('/api/auth/login/', { email: ada.email, password: ada.password })).body.requires_2fa).toBe(false);
  });

  it('is turned on with a passkey, which adds codes and raises the session', async () => {
    const ada = await aPasskeyUser(app);
    const before = await app.client().get('/api/auth/me/', ada.session.bearer);
    const on = await turnOnByPasskey(app, ada);

    expect(before.body).toMatchObject({ two_factor_enabled: false, aal: 1 });
    expect((await app.client().get('/api/auth/me/', on.session.bearer)).body).toMatchObject({ two_factor_enabled: true, aal: 2 });
    expect((await app.client().get('/api/auth/me/', ada.session.bearer)).body.code).toBe('token_expired');
    expect(on.backupCodes).toHaveLength(10);
    for (const code of [ada.backupCodes[0]!, on.backupCodes[0]!]) {
      const { session_token } = (
        await app.client().post('/api/auth/login/', { email: ada.email, password: ada.password, transport: 'bearer' })
      ).body;
      expect((await app.client().post('/api/auth/2fa/verify-login/', { session_token, code })).status).toBe(200);
    }
  });

  it('takes a code or a passkey, not both and not neither', async () => {
    const { session } = await aPasskeyUser(app);
    for (const [path, body] of [
      ['enable', {}],
      ['enable', { code: '287082', credential: {} }],
      ['enable', { credential: 'x' }],
      ['disable', {}],
      ['disable', { code: '287082', credential: {} }],
    ] as const)
      expect((await app.client().post(`/api/auth/2fa/${path}/`, body, session.bearer)).body.code).toBe('validation_failed');
  });

  it('is turned off with a passkey; passkeys stay', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
    const proof = await aProof(bearing(app, ada.session), ada.key);
    const off = await app.client().post('/api/auth/2fa/disable/', { password: ada.password, ...proof }, ada.session.bearer);

    expect(off.status).toBe(200);
    expect((await app.client().get('/api/auth/me/', ada.session.bearer)).body.two_factor_enabled).toBe(false);
    expect((await signInByPasskey(app.client(), ada.key)).status).toBe(200);
  });

  it('is no business of somebody else’s passkey', async () => {
    const [ada, eve] = [await aPasskeyUser(app), await aPasskeyUser(app)];
    const { options } = (await app.client().post('/api/auth/reauthenticate/options/', {}, ada.session.bearer)).body;
    const credential = eve.key.getWith(eve.key.ids[0]!, options);

    expect(await app.client().post('/api/auth/2fa/enable/', { credential }, ada.session.bearer)).toMatchObject({
      status: 401,
      body: { code: 'invalid_passkey' },
    });
    expect((await app.client().get('/api/auth/me/', ada.session.bearer)).body.two_factor_enabled).toBe(false);
  });

  it('has no question for who has no passkey', async () => {
    const session = await signInBearer(app, await aUser(app));
    expect(await app.client().post('/api/auth/reauthenticate/options/', {}, session.bearer)).toMatchObject({
      status: 401,
      body: { code: 'invalid_passkey' },
    });
  });
});

describe('a proof by passkey', () => {
  const app = withApp(NO_LIMITS);

  it.each([
    ['raises the session where the device looked at who they are', true, 2],
    ['proves it anew and no more where it did not', false, 1],
  ] as const)('%s', async (_, isVerifying, aal) => {
    const ada = await aPasskeyUser(app, { isVerifying });
    const proof = await aProof(bearing(app, ada.session), ada.key);
    await app.advance(6 * 60_000);
    const late = await app.client().post('/api/auth/reauthenticate/', proof, ada.session.bearer);
    expect(late.body.code).toBe('invalid_passkey'); // its challenge was good for five minutes
    const { status, body } = await app
      .client()
      .post('/api/auth/reauthenticate/', await aProof(bearing(app, ada.session), ada.key), ada.session.bearer);

    expect(status).toBe(200);
    const bearer = { authorization: `Bearer ${body.tokens.access}` };
    expect((await app.client().get('/api/auth/me/', bearer)).body.aal).toBe(aal);
    expect((await app.client().post('/api/auth/passkeys/options/', {}, bearer)).status).toBe(200); // recent again
    expect((await app.client().get('/api/auth/me/', ada.session.bearer)).body.code).toBe('token_expired');
  });

  it('is a second factor where two-step sign-in is on', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app, { isVerifying: false }));
    const password = await app.client().post('/api/auth/reauthenticate/', { password: ada.password }, ada.session.bearer);
    expect(password.status).toBe(400);
    const { body } = await app
      .client()
      .post('/api/auth/reauthenticate/', await aProof(bearing(app, ada.session), ada.key), ada.session.bearer);
    expect((await app.client().get('/api/auth/me/', { authorization: `Bearer ${body.tokens.access}` })).body.aal).toBe(2);
  });

  it('leaves the session as it was where it fails, and is no expired token', async () => {
    const ada = await aPasskeyUser(app);
    const answer = await app.client().post('/api/auth/reauthenticate/', { credential: {} }, ada.session.bearer);

    expect([answer.status, answer.body.code]).toEqual([401, 'invalid_passkey']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect((await app.client().get('/api/auth/me/', ada.session.bearer)).status).toBe(200);
  });
});
