import { PASSWORD, aUser, linkOf, signInBearer } from '../support/people.js';
import { TestApp } from '../support/test-app.js';

describe('A stranger who asks for mails without end', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  const post = (path: string, body: object) => app.client().post(`/api/auth/${path}/`, body);
  const times = async (count: number, work: () => Promise<unknown>): Promise<void> => {
    for (let time = 0; time < count; time += 1) await work();
  };

  it('does not kill the reset link that was mailed last', async () => {
    const { email } = await aUser(app);
    await times(8, () => post('password-reset', { email }));
    const link = await linkOf(app, email, 6); // after the one of the sign-up
    expect((await post('password-reset-confirm', { ...link, new_password: 'glass tundra orbit 9' })).status).toBe(200);
  });

  it('kills neither the verification link nor the password that it was mailed for', async () => {
    const person = await aUser(app, { verified: false });
    await times(4, () => post('resend-verification', { email: person.email }));
    const link = await linkOf(app, person.email, 5);
    await times(2, () => post('resend-verification', { email: person.email }));
    expect((await post('signup', { ...person, password: 'an attacker chose this one' })).status).toBe(201);
    expect((await post('verify-account', link)).status).toBe(200);
    expect((await post('login', { ...person, password: 'an attacker chose this one' })).status).toBe(401);
    await signInBearer(app, { email: person.email, password: PASSWORD });
  });

  it('is answered anew after an hour and a little', async () => {
    const { email } = await aUser(app);
    await times(6, () => post('password-reset', { email }));
    await app.advance(66 * 60_000);
    await post('password-reset', { email });
    const link = await linkOf(app, email, 7);
    expect((await post('password-reset-confirm', { ...link, new_password: 'glass tundra orbit 9' })).status).toBe(200);
  });
});
