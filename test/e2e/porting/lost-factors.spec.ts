import { withApp } from '../../support/app/with-app.js';
import { Authenticator, pendingSignIn, verifyLogin } from '../../support/people/second-factor.js';
import { changedRows } from '../../support/porting/changed-dump.js';
import { DJANGO_PASSWORD, DJANGO_TOTP, fixture, importDjango } from '../../support/porting/django-people.js';

const NEW = 'green door at noon 9';

describe('a second factor that is lost there', () => {
  const app = withApp();

  it('is not lost here with it, also where the password was chosen here', async () => {
    await importDjango(app, fixture('stock.json'));
    const person = { email: 's1_user@example.com', password: DJANGO_PASSWORD };
    const pending = await pendingSignIn(app, person);
    const answer = await verifyLogin(app, pending, new Authenticator(app, DJANGO_TOTP).code());
    const bearer = { authorization: `Bearer ${String(answer.body.tokens.access)}` };
    const change = { old_password: DJANGO_PASSWORD, new_password: NEW };
    expect((await app.client().post('/api/auth/change-password/', change, bearer)).status).toBe(200);

    await importDjango(
      app,
      changedRows('stock', 'twofactor.twofactor', (fields) => ({ ...fields, secret: 'broken!' })),
    );
    const login = await app.client().post('/api/auth/login/', { email: person.email, password: NEW });
    expect(login).toMatchObject({ status: 200, body: { requires_2fa: true } });
  });

  it('goes here where it was switched off there, whatever else the row says', async () => {
    const off = changedRows('stock', 'twofactor.twofactor', (fields) => ({ ...fields, is_enabled: false, is_verified: true }));
    await app.sql('DELETE FROM users');
    await importDjango(app, fixture('stock.json'), { source: 'off' });
    await importDjango(app, off, { source: 'off' });
    const login = await app.client().post('/api/auth/login/', { email: 's1_user@example.com', password: DJANGO_PASSWORD });
    expect(login).toMatchObject({ status: 200, body: { requires_2fa: false } });
  });
});
