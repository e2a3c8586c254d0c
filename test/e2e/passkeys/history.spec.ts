import { eventually } from '../../support/app/eventually.js';
import { withApp } from '../../support/app/with-app.js';
import { idOf } from '../../support/people/second-factor.js';
import { aKey, addPasskey, bearing } from '../../support/people/passkeys.js';
import { aUser, signInBearer } from '../../support/people/people.js';

describe('what is remembered of passkeys', () => {
  const app = withApp({ THROTTLE_PASSKEY_OPTIONS: 'off' });
  const rows = (name: string) =>
    app.sql<{ status: string; reason: string | null }>('SELECT status, reason FROM auth_events WHERE event = $1', [name]);

  it('is nothing of a question: each visit to the pages asks one', async () => {
    await app.client().post('/api/auth/passkeys/login/options/', {});
    const person = await aUser(app);
    const here = bearing(app, await signInBearer(app, person));
    await addPasskey(here, aKey(app));
    await here.client.post('/api/auth/passkeys/options/', {}, here.headers);
    await here.client.post('/api/auth/reauthenticate/options/', {}, here.headers);

    expect([await rows('passkey_login'), await rows('reauthenticated')]).toEqual([[], []]);
    expect(await rows('passkey_added')).toEqual([{ status: 'success', reason: null }]);
  });

  it('is a question that was refused', async () => {
    const person = await aUser(app);
    const here = bearing(app, await signInBearer(app, person));
    const answer = await here.client.post('/api/auth/reauthenticate/options/', {}, here.headers);
    const id = await idOf(app, person);

    expect(answer.status).toBe(401);
    const refused = () =>
      app.sql<{ event: string; reason: string }>(`SELECT event, reason FROM auth_events WHERE user_id = $1 AND status = 'failure'`, [id]);
    expect(await eventually(refused, ({ length }) => length > 0)).toEqual([{ event: 'reauthenticated', reason: 'invalid_passkey' }]);
  });
});
