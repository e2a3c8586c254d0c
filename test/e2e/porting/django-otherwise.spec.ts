import { withApp } from '../../support/app/with-app.js';
import { Authenticator, pendingSignIn, verifyLogin } from '../../support/people/second-factor.js';
import { changedRows } from '../../support/porting/changed-dump.js';
import { DJANGO_PASSWORD, DJANGO_TOTP, fixture, importDjango } from '../../support/porting/django-people.js';

describe('users of a Django, read otherwise', () => {
  const app = withApp();

  it('are the same by natural keys', async () => {
    const report = await importDjango(app, fixture('natural.json'));
    expect(report).toMatchObject({ read: 33, made: 29 });
    const [clerk] = await app.sql(
      `SELECT array_agg(DISTINCT g.name) AS groups, array_agg(DISTINCT up.permission) AS own FROM users u JOIN user_groups ug ON ug.user_id = u.id
       JOIN groups g ON g.id = ug.group_id JOIN user_permissions up ON up.user_id = u.id WHERE u.email = 'clerk@example.com'`,
    );
    expect(clerk).toEqual({ groups: ['editors'], own: ['auth.change_user'] });
    const [factor] = await app.sql(
      `SELECT count(*)::int AS codes FROM backup_codes c JOIN users u ON u.id = c.user_id WHERE u.email = 'otp_user@example.com'`,
    );
    expect(factor).toEqual({ codes: 2 });
  });

  it('write nothing in a dry run, and report the same', async () => {
    const before = await app.sql('SELECT count(*) FROM users');
    const dry = await importDjango(app, fixture('s4.json'), { source: 's4', dryRun: true });
    expect(await app.sql('SELECT count(*) FROM users')).toEqual(before);
    expect(await app.sql(`SELECT 1 FROM audit_log WHERE target_id = 's4'`)).toEqual([]);
    expect(await importDjango(app, fixture('s4.json'), { source: 's4', batch: 1 })).toEqual(dry);
  });

  it('are unverified where the operator says so, and an address that somebody here has is refused', async () => {
    await app.client().post('/api/auth/signup/', { email: 'freja@example.com', password: 'quiet harbour light 3' });
    const report = await importDjango(app, fixture('s0.json'), { source: 's0', unverified: true });
    expect(report).toMatchObject({ made: 1, refused: [{ row: 'accounts_customuser 1', reason: 'address_taken' }] });
    expect(await app.sql(`SELECT is_verified FROM users WHERE email = 'sigrid@example.com'`)).toEqual([{ is_verified: false }]);
  });

  it('are left where the old address of somebody who has a new one here is somebody else’s by now', async () => {
    await importDjango(app, fixture('uuid.json'), { source: 'uuid' });
    await app.sql(`UPDATE users SET email = 'new@example.com' WHERE email = 'grace@example.com'`);
    await app.client().post('/api/auth/signup/', { email: 'grace@example.com', password: 'quiet harbour light 3' });
    expect(await importDjango(app, fixture('uuid.json'), { source: 'uuid' })).toMatchObject({ made: 0, updated: 0, left: 2, refused: [] });

    await app.sql(`DELETE FROM users WHERE email = 'unverified@example.com'`);
    await app.client().post('/api/auth/signup/', { email: 'unverified@example.com', password: 'quiet harbour light 3' });
    expect(await importDjango(app, fixture('uuid.json'), { source: 'uuid' })).toMatchObject({ made: 0, updated: 0, left: 2, refused: [] });
  });

  it('get another authenticator, and other sources, that they have there since', async () => {
    const secret = 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU';
    const codes = ['11112222', 'A1B2C3D4'];
    const factors = changedRows('stock', 'twofactor.twofactor', (fields) => ({ ...fields, secret, backup_codes: codes }));
    await app.sql('DELETE FROM users');
    await importDjango(app, fixture('stock.json'), { source: 'again' });
    await app.sql(`UPDATE backup_codes SET used_at = now() WHERE user_id = (SELECT id FROM users WHERE email = 's1_user@example.com')`);
    expect(await importDjango(app, factors, { source: 'again' })).toMatchObject({ made: 0, updated: expect.any(Number) as number });
    const left = await app.sql(
      `SELECT count(*)::int AS codes, count(*) FILTER (WHERE used_at IS NULL)::int AS unused FROM backup_codes c
       JOIN users u ON u.id = c.user_id WHERE u.email = 's1_user@example.com'`,
    );
    expect(left).toEqual([{ codes: 2, unused: 1 }]); // one is new, one was used here

    await importDjango(app, fixture('s4.json'), { source: 'moved' });
    const moved = changedRows('s4', 'django_cfg_accounts.registrationsource', (fields) => ({
      ...fields,
      url: `${String(fields['url'])}/new`,
    }));
    expect(await importDjango(app, moved, { source: 'moved' })).toMatchObject({ updated: 1 });
    expect(await importDjango(app, moved, { source: 'moved' })).toMatchObject({ updated: 0 });
  });

  it('are asked for the second factor again on a trusted device, once it is another one there', async () => {
    await app.sql('DELETE FROM users');
    await importDjango(app, fixture('stock.json'), { source: 'trust' });
    const person = { email: 's1_user@example.com', password: DJANGO_PASSWORD };
    const code = new Authenticator(app, DJANGO_TOTP).code();
    const signed = await verifyLogin(app, await pendingSignIn(app, person), code, { trust_device: true });
    const again = () =>
      app.client().post('/api/auth/login/', { ...person, transport: 'bearer', device_token: signed.body.device_token as string });
    expect((await again()).body).toMatchObject({ requires_2fa: false });

    const secret = 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU';
    await importDjango(
      app,
      changedRows('stock', 'twofactor.twofactor', (fields) => ({ ...fields, secret })),
      { source: 'trust' },
    );
    expect((await again()).body).toMatchObject({ requires_2fa: true });
  });
});
