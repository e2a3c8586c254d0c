import { ClaimChanges } from '@castellan/accounts';
import { withApp } from '../../../support/app/with-app.js';
import { someoneSignedIn } from '../../../support/people/operators.js';
import { PASSWORD } from '../../../support/people/people.js';

describe(ClaimChanges.name, () => {
  const app = withApp({ TOKEN_CLAIMS: 'name' });

  it('give who guesses a password no new budget for it (a stolen session that renames itself)', async () => {
    const person = await someoneSignedIn(app);
    const change = (bearer: Record<string, string>, password: string) =>
      app.client().post('/api/auth/change-password/', { old_password: password, new_password: 'glass tundra orbit 9' }, bearer);
    for (let guess = 0; guess < 5; guess++) await change(person.bearer, `wrong guess ${String(guess)}`);

    const renaming = { 'content-type': 'application/json', ...person.bearer };
    await app.client().send('PATCH', '/api/profile/', JSON.stringify({ first_name: 'Ada' }), renaming);
    const { body } = await app.client().post('/api/auth/refresh/', { refresh: person.refresh });
    const answer = await change({ authorization: `Bearer ${body.access as string}` }, PASSWORD);

    expect(answer.body).toMatchObject({ errors: { old_password: ['The password is wrong.'] } });
  });
});
