import { PasskeySignIn } from '@castellan/accounts';
import type { TestApp } from '../../support/app/test-app.js';
import { withApp } from '../../support/app/with-app.js';
import { TAMPERED } from '../../support/authenticator/tampered.js';
import type { Tampering } from '../../support/authenticator/tampering.js';
import type { Answer } from '../../support/http/client.js';
import {
  aKey,
  aPasskeyUser,
  aProof,
  aSecondStep,
  bearing,
  signInByPasskey,
  signInChallenge,
  turnOnByPasskey,
} from '../../support/people/passkeys.js';
import type { PasskeyPerson } from '../../support/people/passkeys.js';
import { signInBearer } from '../../support/people/people.js';
import { sessionsOf } from '../../support/people/second-factor.js';

const NO_LIMITS = { THROTTLE_PASSKEY_OPTIONS: 'off', THROTTLE_PASSKEY_LOGIN: 'off', THROTTLE_VERIFY_2FA: 'off' };
const CHALLENGE_TTL_MS = 300_000;

describe('passkeys under attack', () => {
  const app = withApp(NO_LIMITS);
  const isRefused = ({ status, body, cookies }: Answer) => expect([status, body.code, cookies]).toEqual([401, 'invalid_passkey', {}]);

  describe(PasskeySignIn.name, () => {
    it.each(TAMPERED)('refuses %s', async (_, tampering) => {
      const ada = await aPasskeyUser(app);
      const before = await sessionsOf(app, ada);
      isRefused(await signInByPasskey(app.client(), ada.key, { tampering }));

      expect(await sessionsOf(app, ada)).toBe(before);
      expect((await signInByPasskey(app.client(), ada.key)).status).toBe(200);
    });

    it.each<[string, (ada: PasskeyPerson, other: PasskeyPerson) => Promise<Tampering>]>([
      ['no user handle', () => Promise.resolve({ userHandle: null })],
      ['somebody else’s user handle', async (_, eve) => ({ userHandle: await handleOf(app, eve) })],
      ['somebody else’s credential', (_, eve) => Promise.resolve({ id: eve.key.ids[0]! })],
    ])('refuses %s', async (_, how) => {
      const [ada, eve] = [await aPasskeyUser(app), await aPasskeyUser(app)];
      isRefused(await signInByPasskey(app.client(), ada.key, { tampering: await how(ada, eve) }));
    });

    it('refuses the same assertion a second time (reused challenge)', async () => {
      const ada = await aPasskeyUser(app);
      const { options, state } = await signInChallenge(app.client());
      const body = { state, credential: ada.key.get(options) };
      expect((await app.client().post('/api/auth/passkeys/login/', body)).status).toBe(200);

      isRefused(await app.client().post('/api/auth/passkeys/login/', body));
    });

    it('refuses a right answer to a challenge that a wrong one has spent', async () => {
      const ada = await aPasskeyUser(app);
      const { options, state } = await signInChallenge(app.client());
      const wrong = { state, credential: ada.key.get(options, { origin: 'https://evil.example' }) };
      isRefused(await app.client().post('/api/auth/passkeys/login/', wrong));

      isRefused(await app.client().post('/api/auth/passkeys/login/', { state, credential: ada.key.get(options) }));
    });

    it('refuses the state of another sign-in (foreign challenge)', async () => {
      const ada = await aPasskeyUser(app);
      const [one, other] = [await signInChallenge(app.client()), await signInChallenge(app.client())];
      isRefused(await app.client().post('/api/auth/passkeys/login/', { state: other.state, credential: ada.key.get(one.options) }));
    });

    it('refuses an answer that comes too late', async () => {
      const ada = await aPasskeyUser(app);
      const { options, state } = await signInChallenge(app.client());
      await app.advance(CHALLENGE_TTL_MS + 1_000);
      isRefused(await app.client().post('/api/auth/passkeys/login/', { state, credential: ada.key.get(options) }));
    });

    it('refuses a cloned counter, remembers it, and tells the owner', async () => {
      const ada = await aPasskeyUser(app);
      const copy = ada.key.clone();
      await signInByPasskey(app.client(), ada.key);
      await signInByPasskey(app.client(), ada.key);
      isRefused(await signInByPasskey(app.client(), copy));

      const { body } = await app.client().get('/api/auth/activity/', ada.session.bearer);
      expect(body.results).toContainEqual(expect.objectContaining({ event: 'passkey_counter', status: 'failure' }));
      expect((await signInByPasskey(app.client(), ada.key)).status).toBe(200);
    });

    it('tells nobody why, but of a passkey that nobody knows', async () => {
      const ada = await aPasskeyUser(app);
      const stranger = aKey(app);
      stranger.create((await app.client().post('/api/auth/passkeys/options/', {}, ada.session.bearer)).body.options);
      const unknown = await signInByPasskey(app.client(), stranger);
      const known = await signInByPasskey(app.client(), ada.key, { tampering: { origin: 'https://evil.example' } });
      const late = await app.client().post('/api/auth/passkeys/login/', { state: 'x', credential: {} });

      expect(unknown.body.reason).toBe('unknown_passkey');
      const bare = ({ body }: Answer) => ({ ...body, trace_id: '' });
      expect(bare(known)).toEqual({ ...bare(unknown), reason: undefined });
      expect(bare(late)).toEqual(bare(known));
    });
  });

  describe('an assertion for one thing', () => {
    it('opens nothing else (challenge of another purpose)', async () => {
      const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
      const { client, headers } = bearing(app, ada.session);
      const proof = () => aProof({ client, headers }, ada.key);
      const waiting = async () =>
        (await client.post('/api/auth/login/', { email: ada.email, password: ada.password, transport: 'bearer' })).body.session_token;
      const session_token = await waiting();

      isRefused(await client.post('/api/auth/2fa/verify-login/', { session_token, ...(await proof()) }));
      isRefused(await client.post('/api/auth/passkeys/', await proof(), headers));
      const { state, options } = await signInChallenge(client);
      isRefused(await client.post('/api/auth/passkeys/login/', { state, ...(await proof()) }));
      isRefused(await client.post('/api/auth/reauthenticate/', { credential: ada.key.get(options) }, headers));
      isRefused(await client.post('/api/auth/reauthenticate/', await aSecondStep(client, session_token, ada.key), headers));
      isRefused(
        await client.post(
          '/api/auth/2fa/disable/',
          { password: ada.password, ...(await aSecondStep(client, await waiting(), ada.key)) },
          headers,
        ),
      );
      expect((await client.post('/api/auth/reauthenticate/', await proof(), headers)).status).toBe(200);
    });

    it('opens nothing on another session of the same user', async () => {
      const ada = await aPasskeyUser(app);
      const other = await signInBearer(app, ada);
      const proof = await aProof(bearing(app, ada.session), ada.key);
      isRefused(await app.client().post('/api/auth/reauthenticate/', proof, other.bearer));
    });

    it('finishes no other sign-in of the same user', async () => {
      const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
      const client = app.client();
      const begin = async () =>
        (await client.post('/api/auth/login/', { email: ada.email, password: ada.password, transport: 'bearer' })).body.session_token;
      const [one, other] = [await begin(), await begin()];
      const step = await aSecondStep(client, one, ada.key);
      isRefused(await client.post('/api/auth/2fa/verify-login/', { ...step, session_token: other }));
    });

    it('raises no session of somebody else (somebody else’s credential)', async () => {
      const [ada, eve] = [await aPasskeyUser(app), await aPasskeyUser(app)];
      const { options } = (await app.client().post('/api/auth/reauthenticate/options/', {}, ada.session.bearer)).body;
      for (const tampering of [{}, { id: ada.key.ids[0]! }, { userHandle: await handleOf(app, ada) }])
        isRefused(
          await app
            .client()
            .post('/api/auth/reauthenticate/', { credential: eve.key.getWith(eve.key.ids[0]!, options, tampering) }, ada.session.bearer),
        );
    });
  });

  describe('a session that a passkey opened alone', () => {
    it('is not raised by the passkey that opened it unless the device looks (one passkey as two factors)', async () => {
      const ada = await aPasskeyUser(app, { isVerifying: false });
      const { body } = await signInByPasskey(app.client(), ada.key, { transport: 'bearer' });
      const headers = { authorization: `Bearer ${body.tokens.access}` };
      const { body: renewed } = await app
        .client()
        .post('/api/auth/reauthenticate/', await aProof({ client: app.client(), headers }, ada.key), headers);
      const bearer = { authorization: `Bearer ${renewed.tokens.access}` };
      expect((await app.client().get('/api/auth/me/', bearer)).body.aal).toBe(1);

      const verified = await aProof({ client: app.client(), headers: bearer }, ada.key, { isVerified: true });
      const raised = await app.client().post('/api/auth/reauthenticate/', verified, bearer);
      expect((await app.client().get('/api/auth/me/', { authorization: `Bearer ${raised.body.tokens.access}` })).body.aal).toBe(2);
    });
  });

  describe('the passkeys of others', () => {
    it('are not found', async () => {
      const [ada, eve] = [await aPasskeyUser(app), await aPasskeyUser(app)];
      const path = `/api/auth/passkeys/${ada.passkeyId}/`;
      const json = { 'content-type': 'application/json', ...eve.session.bearer };

      expect((await app.client().delete(path, eve.session.bearer)).status).toBe(404);
      expect((await app.client().send('PATCH', path, JSON.stringify({ name: 'Mine' }), json)).status).toBe(404);
      expect((await app.client().delete('/api/auth/passkeys/1/', eve.session.bearer)).status).toBe(404);
      expect((await app.client().get('/api/auth/passkeys/', ada.session.bearer)).body.results[0].name).not.toBe('Mine');
    });
  });

  it('lets no foreign page sign a visitor in (login CSRF)', async () => {
    const ada = await aPasskeyUser(app);
    const { options, state } = await signInChallenge(app.client());
    const body = { state, credential: ada.key.get(options) };
    const answer = await app.client().post('/api/auth/passkeys/login/', body, { origin: 'https://evil.example' });
    expect([answer.status, answer.body.code, answer.cookies]).toEqual([403, 'csrf_rejected', {}]);
  });
});

async function handleOf(app: TestApp, { session }: PasskeyPerson): Promise<string> {
  return (await app.client().get('/api/auth/passkeys/signals/', session.bearer)).body.user_id;
}
