import { PasskeyRegistration } from '@castellan/accounts';
import { withApp } from '../../support/app/with-app.js';
import { aKey, aPasskeyUser, addPasskey, bearing, signInByPasskey, turnOnByPasskey } from '../../support/people/passkeys.js';
import type { SignedInClient } from '../../support/people/passkeys.js';
import { aUser, signInBearer, signInCookie } from '../../support/people/people.js';
import type { Person } from '../../support/people/people.js';
import { aProtectedUser } from '../../support/people/second-factor.js';
import { eventually } from '../../support/app/eventually.js';

const NO_LIMITS = { THROTTLE_PASSKEY_OPTIONS: 'off', THROTTLE_PASSKEY_LOGIN: 'off' };
const RECENT_MS = 5 * 60_000;

describe.each(['cookie', 'bearer'] as const)(`${PasskeyRegistration.name} by %s`, (transport) => {
  const app = withApp(NO_LIMITS);
  async function signedIn(person: Person): Promise<SignedInClient> {
    if (transport === 'bearer') return bearing(app, await signInBearer(app, person));
    return { client: (await signInCookie(app, person)).browser, headers: {} };
  }
  const list = async ({ client, headers }: SignedInClient) => (await client.get('/api/auth/passkeys/', headers)).body;

  it('adds a passkey, which opens the door from then on', async () => {
    const ada = await aUser(app);
    const [here, key] = [await signedIn(ada), aKey(app)];
    const { client, headers } = here;
    const { body } = await client.post('/api/auth/passkeys/options/', {}, headers);

    expect(body).toMatchObject({
      expires_in: 300,
      options: {
        rp: { id: 'localhost' },
        user: { name: ada.email },
        pubKeyCredParams: [{ alg: -7 }, { alg: -8 }, { alg: -257 }].map((one) => ({ ...one, type: 'public-key' })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
        attestation: 'none',
      },
    });
    expect(Buffer.from(body.options.user.id, 'base64url')).toHaveLength(32);
    const added = await client.post('/api/auth/passkeys/', { credential: key.create(body.options), name: ' My phone ' }, headers);
    const { backup_codes: codes, ...passkey } = added.body;
    expect([added.status, passkey]).toEqual([
      201,
      { ...passkey, name: 'My phone', last_used_at: null, synced: false, transports: ['internal', 'hybrid'] },
    ]);
    expect(codes).toHaveLength(10);
    expect(await list(here)).toEqual({ count: 1, next: null, previous: null, results: [passkey] });
    expect((await signInByPasskey(app.client(), key)).status).toBe(200);
    expect((await list(here)).results[0].last_used_at).toEqual(expect.any(String));
  });

  it('keeps the handle of the user, and excludes what there is', async () => {
    const here = await signedIn(await aUser(app));
    const key = aKey(app);
    await addPasskey(here, key);
    const [one, other] = [
      await here.client.post('/api/auth/passkeys/options/', {}, here.headers),
      await here.client.post('/api/auth/passkeys/options/', {}, here.headers),
    ];

    expect(one.body.options.user.id).toBe(other.body.options.user.id);
    expect(one.body.options.excludeCredentials).toEqual([{ id: key.ids[0], type: 'public-key', transports: ['internal', 'hybrid'] }]);
  });

  it('brings backup codes with the first second factor alone', async () => {
    const here = await signedIn(await aUser(app));
    expect((await addPasskey(here, aKey(app))).body.backup_codes).toHaveLength(10);
    expect((await addPasskey(here, aKey(app))).body.backup_codes).toBeUndefined();

    const ada = await aProtectedUser(app);
    expect((await addPasskey(bearing(app, ada.session), aKey(app))).body.backup_codes).toBeUndefined();
  });

  it('renames one', async () => {
    const here = await signedIn(await aUser(app));
    const { id } = (await addPasskey(here, aKey(app))).body;
    const rename = (name: unknown) =>
      here.client.send('PATCH', `/api/auth/passkeys/${id}/`, JSON.stringify({ name }), {
        'content-type': 'application/json',
        ...here.headers,
      });

    expect(await rename('In my pocket')).toMatchObject({ status: 200, body: { id, name: 'In my pocket' } });
    for (const name of ['', ' ', 'x'.repeat(65), 'two\nlines', 7, null])
      expect(await rename(name)).toMatchObject({
        status: 400,
        body: { code: 'validation_failed', errors: { name: [expect.any(String)] } },
      });
    expect((await list(here)).results[0].name).toBe('In my pocket');
  });

  it('refuses a name before the challenge is spent', async () => {
    const here = await signedIn(await aUser(app));
    const { options } = (await here.client.post('/api/auth/passkeys/options/', {}, here.headers)).body;
    const credential = aKey(app).create(options);

    expect((await here.client.post('/api/auth/passkeys/', { credential, name: 'x'.repeat(65) }, here.headers)).status).toBe(400);
    expect((await here.client.post('/api/auth/passkeys/', { credential }, here.headers)).status).toBe(201);
  });

  it('removes one, which opens nothing from then on, and of which browsers are told', async () => {
    const here = await signedIn(await aUser(app));
    const [key, kept] = [aKey(app), aKey(app)];
    const { id } = (await addPasskey(here, key)).body;
    await addPasskey(here, kept);
    expect((await here.client.delete(`/api/auth/passkeys/${id}/`, here.headers)).status).toBe(204);

    expect((await list(here)).count).toBe(1);
    expect(await signInByPasskey(app.client(), key)).toMatchObject({
      status: 401,
      body: { code: 'invalid_passkey', reason: 'unknown_passkey' },
    });
    const signals = await here.client.get('/api/auth/passkeys/signals/', here.headers);
    expect(signals.body).toEqual({ rp_id: 'localhost', user_id: expect.any(String), credential_ids: kept.ids });
  });

  it('tells who never had one of no signals', async () => {
    const here = await signedIn(await aUser(app));
    expect((await here.client.get('/api/auth/passkeys/signals/', here.headers)).status).toBe(404);
  });

  it('keeps twenty and no more', async () => {
    const ada = await aPasskeyUser(app);
    await app.sql(
      `INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, is_synced, transports, aaguid, name, created_at)
       SELECT gen_random_uuid(), user_id, decode(md5(n::text), 'hex'), public_key, 0, is_synced, transports, aaguid, name, created_at
       FROM passkeys, generate_series(1, 19) n WHERE id = $1`,
      [ada.passkeyId],
    );
    const here = await signedIn(ada);
    expect(await here.client.post('/api/auth/passkeys/options/', {}, here.headers)).toMatchObject({
      status: 409,
      body: { code: 'too_many_passkeys' },
    });
  });

  it('never leaves a user without a way in, nor two-step sign-in without a second factor', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
    const remove = () => app.client().delete(`/api/auth/passkeys/${ada.passkeyId}/`, ada.session.bearer);
    expect(await remove()).toMatchObject({ status: 409, body: { code: 'last_factor' } });

    expect((await app.client().get('/api/auth/passkeys/', ada.session.bearer)).body.count).toBe(1);
  });

  it('asks for a recent proof where a way in changes (registration on an old session)', async () => {
    const here = await signedIn(await aUser(app));
    const { id } = (await addPasskey(here, aKey(app))).body;
    const { options } = (await here.client.post('/api/auth/passkeys/options/', {}, here.headers)).body;
    const credential = aKey(app).create(options);
    app.clock.advance(RECENT_MS + 1_000);
    const answers = [
      await here.client.post('/api/auth/passkeys/options/', {}, here.headers),
      await here.client.post('/api/auth/passkeys/', { credential }, here.headers),
      await here.client.delete(`/api/auth/passkeys/${id}/`, here.headers),
    ];

    expect(answers.map(({ body }) => body.code)).toEqual(Array(3).fill('reauthentication_required'));
    expect((await list(here)).count).toBe(1);
  });

  it('is told in the history and by mail', async () => {
    const ada = await aPasskeyUser(app);
    const mail = await eventually(
      () => app.mailTo(ada.email),
      ({ links }) => links.some((link) => link.includes('/report-sign-in?')),
    );
    expect(mail.subject).toMatch(/passkey/i);
    const { body } = await app.client().get('/api/auth/activity/', ada.session.bearer);
    expect(body.results[0]).toMatchObject({ event: 'passkey_added', status: 'success' });
  });
});

describe('who must set a second factor up', () => {
  const app = withApp({ ...NO_LIMITS, TWO_FACTOR_POLICY: 'required' });

  it('reaches all routes of passkeys, and enrols with one', async () => {
    const ada = await aUser(app);
    const session = await signInBearer(app, ada);
    expect((await app.client().get('/api/auth/sessions/', session.bearer)).body.code).toBe('two_factor_setup_required');
    const key = aKey(app);
    const { body } = await addPasskey(bearing(app, session), key);
    const person = await turnOnByPasskey(app, { ...ada, key, passkeyId: body.id, session, backupCodes: body.backup_codes });

    expect((await app.client().get('/api/auth/sessions/', person.session.bearer)).status).toBe(200);
    expect((await app.client().get('/api/auth/passkeys/', person.session.bearer)).body.count).toBe(1);
  });
});
