import { randomUUID } from 'node:crypto';
import { withApp } from '../../support/app/with-app.js';
import type { Answer } from '../../support/http/client.js';
import { aPasskeyUser, signInChallenge } from '../../support/people/passkeys.js';
import { aUser, signInBearer } from '../../support/people/people.js';

const LIMIT = 20;

describe('the limits of passkeys', () => {
  const app = withApp();

  /** The statuses of one request more than there may be, and what the last one says. */
  async function flood(ask: () => Promise<Answer>, before: number) {
    const answers: Answer[] = [];
    for (let count = before; count <= LIMIT; count += 1) answers.push(await ask());
    const last = answers.pop()!;
    return { others: new Set(answers.map(({ status }) => status)), last: [last.status, last.body.code], wait: last.body.retry_after };
  }

  it('are twenty a minute for a user, over all routes that ask or change, and from anywhere', async () => {
    const { bearer } = await signInBearer(app, await aUser(app));
    await app.client().delete(`/api/auth/passkeys/${randomUUID()}/`, bearer);
    const { others, last, wait } = await flood(() => app.client().post('/api/auth/passkeys/options/', {}, bearer), 1);

    expect([others, last]).toEqual([new Set([200]), [429, 'throttled']]);
    expect(wait).toBeLessThanOrEqual(60);
    expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(200);
    const other = await signInBearer(app, await aUser(app));
    expect((await app.client().get('/api/auth/passkeys/', other.bearer)).status).toBe(200);
  });

  it('are none of a page that shows what there is, and shows it anew', async () => {
    const { session } = await aPasskeyUser(app);
    const statuses: number[] = [];
    for (let count = 0; count <= LIMIT; count += 1)
      for (const path of ['', 'signals/']) statuses.push((await app.client().get(`/api/auth/passkeys/${path}`, session.bearer)).status);

    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await app.client().post('/api/auth/passkeys/options/', {}, session.bearer)).status).toBe(200);
  });

  it('are twenty a minute for a client who asks to sign in', async () => {
    const client = app.client();
    const { others, last } = await flood(() => client.post('/api/auth/passkeys/login/options/'), 0);

    expect([others, last]).toEqual([new Set([200]), [429, 'throttled']]);
    await signInChallenge(app.client());
    expect((await client.post('/api/auth/passkeys/login/', { state: 'x', credential: {} })).status).toBe(401); // a count of its own
  });

  it('are twenty a minute for a client who tries to', async () => {
    const client = app.client();
    const { others, last } = await flood(() => client.post('/api/auth/passkeys/login/', { state: 'x', credential: {} }), 0);

    expect([others, last]).toEqual([new Set([401]), [429, 'throttled']]);
  });
});

describe('the limits of passkeys, told by the operator', () => {
  const app = withApp({ THROTTLE_PASSKEY_OPTIONS: '2/min', THROTTLE_PASSKEY_LOGIN: 'off' });

  it('are those', async () => {
    const client = app.client();
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await client.post('/api/auth/passkeys/login/options/')).status);
    for (let count = 0; count < 25; count += 1)
      expect((await client.post('/api/auth/passkeys/login/', { state: 'x', credential: {} })).status).toBe(401);

    expect(statuses).toEqual([200, 200, 429]);
  });
});
