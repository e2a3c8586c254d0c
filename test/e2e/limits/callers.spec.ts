import { aUser, signInBearer } from '../../support/people/people.js';
import { withApp } from '../../support/app/with-app.js';

describe('Limits by signed-in user', () => {
  const app = withApp();

  it('count each by itself, from all addresses together', async () => {
    const { bearer } = await signInBearer(app, await aUser(app));
    const reauthenticate = () => app.client().post('/api/auth/reauthenticate/', { password: 'wrong' }, bearer);
    for (let look = 0; look < 15; look += 1) await app.client().get('/api/auth/me/', bearer);
    const answers = await Promise.all(Array.from({ length: 11 }, reauthenticate));
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(10);
    expect(answers.find(({ status }) => status === 429)?.body).toMatchObject({ code: 'throttled', retry_after: 60 });
    expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(200);
  });
});
