import { PasskeySignIn } from '@castellan/accounts';
import { TestApp } from '../../support/app/test-app.js';
import {
  addPasskey,
  aKey,
  aPasskeyUser,
  aProof,
  aSecondStep,
  bearing,
  signInChallenge,
  turnOnByPasskey,
} from '../../support/people/passkeys.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { sessionsOf, tally, times } from '../../support/people/second-factor.js';

/** On PostgreSQL and Redis the requests go to two nodes in turn. */
const hasServers = Boolean(process.env['DATABASE_URL'] && process.env['REDIS_URL']);
const NO_LIMITS = { THROTTLE_PASSKEY_OPTIONS: 'off', THROTTLE_PASSKEY_LOGIN: 'off', THROTTLE_VERIFY_2FA: 'off' };

describe(`${PasskeySignIn.name} (races)`, () => {
  let app: TestApp;
  let nodes: readonly TestApp[];
  beforeAll(async () => {
    app = await TestApp.start(NO_LIMITS);
    nodes = hasServers ? [app, await app.anotherNode()] : [app];
  });
  afterAll(async () => {
    for (const node of nodes.toReversed()) await node.close();
  });
  const node = (index: number): TestApp => nodes[index % nodes.length]!;

  it('lets one of 20 parallel uses of one assertion in', async () => {
    const ada = await aPasskeyUser(app);
    const before = await sessionsOf(app, ada);
    const { options, state } = await signInChallenge(app.client());
    const body = { state, credential: ada.key.get(options) };
    const answers = await times(20, (index) => node(index).client().post('/api/auth/passkeys/login/', body));

    expect(tally(answers)).toEqual({ ok: 1, invalid_passkey: 19 });
    expect(await sessionsOf(app, ada)).toBe(before + 1);
  });

  it('lets one of 20 answers of one counter in, whatever their challenges', async () => {
    const ada = await aPasskeyUser(app);
    const bodies = await times(20, async () => {
      const { options, state } = await signInChallenge(app.client());
      return { state, credential: ada.key.get(options, { counter: 7 }) };
    });
    const answers = await times(20, (index) => node(index).client().post('/api/auth/passkeys/login/', bodies[index]));

    expect(tally(answers)).toEqual({ ok: 1, invalid_passkey: 19 });
  });

  it('finishes a sign-in that waits once', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
    const before = await sessionsOf(app, ada);
    const { email, password } = ada;
    const { session_token } = (await app.client().post('/api/auth/login/', { email, password, transport: 'bearer' })).body;
    const step = await aSecondStep(app.client(), session_token, ada.key);
    const answers = await times(20, (index) => node(index).client().post('/api/auth/2fa/verify-login/', step));

    expect(tally(answers).ok).toBe(1);
    expect(await sessionsOf(app, ada)).toBe(before + 1);
  });

  it('raises a session once by one proof', async () => {
    const ada = await aPasskeyUser(app);
    const proof = await aProof(bearing(app, ada.session), ada.key);
    const answers = await times(8, (index) => node(index).client().post('/api/auth/reauthenticate/', proof, ada.session.bearer));

    expect(tally(answers).ok).toBe(1);
  });

  it('adds one passkey of 20 parallel requests with one answer, and one set of codes', async () => {
    const session = await signInBearer(app, await aUser(app));
    const { options } = (await app.client().post('/api/auth/passkeys/options/', {}, session.bearer)).body;
    const body = { credential: aKey(app).create(options) };
    const answers = await times(18, (index) => node(index).client().post('/api/auth/passkeys/', body, session.bearer));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await app.client().get('/api/auth/passkeys/', session.bearer)).body.count).toBe(1);
  });

  it('leaves one of two last passkeys of a user whose two-step sign-in is on', async () => {
    const ada = await turnOnByPasskey(app, await aPasskeyUser(app));
    const { id } = (await addPasskey(bearing(app, ada.session), aKey(app))).body;
    const answers = await times(2, (index) =>
      node(index)
        .client()
        .delete(`/api/auth/passkeys/${[ada.passkeyId, id][index]!}/`, ada.session.bearer),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect((await app.client().get('/api/auth/passkeys/', ada.session.bearer)).body.count).toBe(1);
  });
});
