import { PasswordHasher } from '@castellan/accounts';
import { aUser, signInBearer } from '../../../support/people/people.js';
import { withApp } from '../../../support/app/with-app.js';

describe('An invalidation of all tokens', () => {
  const app = withApp();

  const post = (path: string, body: object, headers = {}) => app.client().post(`/api/auth/${path}/`, body, headers);

  it('is not outlived by a reauthentication with the old password on the kept session', async () => {
    const person = await aUser(app);
    const { bearer } = await signInBearer(app, person);
    const hasher = app.get(PasswordHasher);
    const check = hasher.check.bind(hasher);
    const change = { old_password: person.password, new_password: 'glass tundra orbit 9' };
    const spy = jest.spyOn(hasher, 'check').mockImplementationOnce(async (...hash) => {
      const verdict = await check(...hash);
      expect((await post('change-password', change, bearer)).status).toBe(200);
      return verdict;
    });
    expect((await post('reauthenticate', { password: person.password }, bearer)).status).toBe(401);
    spy.mockRestore();
  });
});
