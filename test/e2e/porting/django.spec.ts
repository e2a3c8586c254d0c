import { readFileSync } from 'node:fs';
import { AccountDeletion, because } from '@castellan/accounts';
import { withApp } from '../../support/app/with-app.js';
import { HOST } from '../../support/people/operators.js';
import { Authenticator, pendingSignIn, verifyLogin } from '../../support/people/second-factor.js';
import { DJANGO_PASSWORD, DJANGO_TOTP, fixture, importDjango } from '../../support/porting/django-people.js';
import { changedDump } from '../../support/porting/changed-dump.js';

const at = (name: string): string => `${name}@example.com`;

describe('users of a Django', () => {
  const app = withApp({ THROTTLE_VERIFY_2FA: 'off' });
  beforeAll(async () => {
    await importDjango(app, fixture('stock.json'));
    for (const name of ['uuid', 's0', 's4']) await importDjango(app, fixture(`${name}.json`), { source: name });
  }, 120_000);

  const login = (name: string, password = DJANGO_PASSWORD) => app.client().post('/api/auth/login/', { email: at(name), password });
  const row = async (name: string) => (await app.sql<Record<string, unknown>>('SELECT * FROM users WHERE email = $1', [at(name)]))[0];
  const person = (name: string) => ({ email: at(name), password: DJANGO_PASSWORD }) as never;

  it.each(['pbkdf2_sha256', 'pbkdf2_sha1', 'argon2', 'bcrypt_sha256', 'bcrypt', 'scrypt', 'plain_bcrypt', 'freja', 'mia', 'grace'])(
    'sign in with the password that was stored there by %s',
    async (name) => {
      expect(await login(name)).toMatchObject({ status: 200, body: { requires_2fa: false } });
      expect((await login(name, 'another one 77')).status).toBe(401);
    },
  );

  it.each(['weak_unsalted_md5', 'weak_unsalted_sha1', 'weak_md5', 'weak_sha1', 'unusable'])(
    'do not by a fast hash, or none: %s',
    async (name) => {
      expect((await login(name)).status).toBe(401);
      expect(await row(name)).toMatchObject({ password_hash: null, password_reset_required: name !== 'unusable' });
    },
  );

  it.each(['otp_user', 's1_user', 'allauth_proven', 'sigrid'])('go on with the same authenticator: %s', async (name) => {
    const phone = new Authenticator(app, DJANGO_TOTP);
    await app.advance(30_000);
    const code = phone.code();
    expect((await verifyLogin(app, await pendingSignIn(app, person(name)), code)).status).toBe(200);
    expect((await verifyLogin(app, await pendingSignIn(app, person(name)), code)).status).not.toBe(200); // once
  });

  it.each([
    ['otp_user', 'ABCD-2345'],
    ['s1_user', 'a1b2c3d4'],
    ['sigrid', '0123abcd'],
    ['allauth_proven', '90863553'], // the second: the first was used there,
  ])('go on with the backup codes they have, each once: %s', async (name, code) => {
    expect((await verifyLogin(app, await pendingSignIn(app, person(name)), code)).status).toBe(200);
    expect((await verifyLogin(app, await pendingSignIn(app, person(name)), code)).status).not.toBe(200);
    expect((await verifyLogin(app, await pendingSignIn(app, person(name)), 'deadbeef')).status).not.toBe(200);
  });

  it('spend a backup code once, however many show it at once', async () => {
    const tokens = await Promise.all(Array.from({ length: 5 }, () => pendingSignIn(app, person('otp_user'))));
    const answers = await Promise.all(tokens.map((token) => verifyLogin(app, token, 'efgh6723')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it.each(['otp_eight_digits', 'otp_broken', 'otp_counter', 's1_broken'])(
    'whose second factor cannot be taken are not let in by the password alone: %s',
    async (name) => {
      expect(await login(name)).toMatchObject({ status: 403, body: { code: 'password_reset_required' } });
      expect(await row(name)).toMatchObject({ password_reset_required: true });
    },
  );

  it.each(['otp_unconfirmed', 's1_off'])('whose second factor was never turned on have none: %s', async (name) => {
    expect(await login(name)).toMatchObject({ status: 200, body: { requires_2fa: false } });
  });

  it('keep who they are and what they may do', async () => {
    expect(await row('pbkdf2_sha256')).toMatchObject({
      username: 'pbkdf2_sha256',
      first_name: 'Ada',
      last_name: 'Lovelace',
      is_verified: true,
    });
    expect(await row('root')).toMatchObject({ is_staff: true, is_superuser: true });
    expect(await row('inactive')).toMatchObject({ is_active: false });
    expect(await row('at_sign')).toMatchObject({ username: null });
    expect(await row('grace')).toMatchObject({ id: 'e8adc232-8c18-50c8-9626-fa88cf30e638', first_name: 'Grace' });
    const rights = await app.sql<{ name: string; permission: string }>(
      `SELECT g.name, gp.permission FROM groups g JOIN group_permissions gp ON gp.group_id = g.id JOIN user_groups ug ON ug.group_id = g.id
       JOIN users u ON u.id = ug.user_id WHERE u.email = $1 ORDER BY gp.permission`,
      [at('clerk')],
    );
    expect(rights).toEqual([
      { name: 'editors', permission: 'auth.add_user' },
      { name: 'editors', permission: 'auth.view_group' },
    ]);
    const own = await app.sql('SELECT permission FROM user_permissions WHERE user_id = $1', [(await row('clerk'))!['id']]);
    expect(own).toEqual([{ permission: 'auth.change_user' }]);
  });

  it('count as verified unless something there says no', async () => {
    for (const [name, isVerified] of [
      ['allauth_proven', true],
      ['allauth_unproven', false],
      ['allauth_primary', true],
      ['unverified', false],
      ['inactive', false],
    ] as const)
      expect({ name, ...(await row(name)) }).toMatchObject({ is_verified: isVerified });
  });

  it('bring profiles, sources and history', async () => {
    const [profile] = await app.sql('SELECT bio, location FROM profiles WHERE user_id = $1', [(await row('freja'))!['id']]);
    expect(profile).toEqual({ bio: 'Two lines\nof life', location: 'Aarhus' });
    const [{ settings } = { settings: null }] = await app.sql<{ settings: unknown }>('SELECT settings FROM profiles WHERE user_id = $1', [
      (await row('mia'))!['id'],
    ]);
    expect(settings).toEqual({ company: 'Mill & Sons', position: 'Miller' });
    const sources = await app.sql(
      `SELECT s.url, s.name, l.first_registration FROM user_registration_sources l JOIN registration_sources s ON s.id = l.source_id
       WHERE l.user_id = $1 ORDER BY s.url`,
      [(await row('mia'))!['id']],
    );
    expect(sources).toEqual([
      { url: 'https://blog.example.com/?utm_source=mail', name: null, first_registration: false },
      { url: 'https://shop.example.com/', name: 'The shop', first_registration: true },
    ]);
    const events = (name: string) =>
      app.sql(
        `SELECT e.event, e.status, e.reason, e.ip FROM auth_events e JOIN users u ON u.id = e.user_id
         WHERE u.email = $1 AND reason = 'imported' ORDER BY e.created_at`,
        [at(name)],
      );
    expect(await events('freja')).toEqual([
      { event: 'register', status: 'success', reason: 'imported', ip: '203.0.113.7' },
      { event: 'login', status: 'failure', reason: 'imported', ip: '203.0.113.7' },
      { event: 'login', status: 'success', reason: 'imported', ip: '203.0.113.7' },
    ]);
    expect(await events('mia')).toEqual([{ event: 'login', status: 'success', reason: 'imported', ip: '2001:db8::1' }]);
    expect(await events('clerk')).toMatchObject([{ event: 'user_created' }, { event: 'user_changed' }]);
  });

  it('are refused by row, with the reason, and the others taken', async () => {
    const report = await importDjango(app, fixture('stock.json'), { dryRun: true });
    expect(report.refused).toEqual([
      { row: 'otp_totp_totpdevice 3', reason: 'unknown_second_factor' },
      { row: 'otp_totp_totpdevice 4', reason: 'broken_secret' },
      { row: 'otp_hotp_hotpdevice 1', reason: 'unknown_second_factor' },
      { row: 'twofactor_twofactor 3', reason: 'broken_secret' },
      { row: 'auth_user 15', reason: 'no_address' },
      { row: 'auth_user 16', reason: 'invalid_address' },
      { row: 'auth_user 18', reason: 'duplicate_address' },
      { row: 'auth_user 19', reason: 'unknown_hash' },
    ]);
    expect(report).toMatchObject({
      read: 33,
      made: 0,
      left: 29,
      reset_needed: 8,
      families: { pbkdf2_sha256: 21, unsalted_md5: 1, unusable: 1 },
    });
  });

  it('leave one row in the audit log for each run, with its figures', async () => {
    const rows = await app.sql<{ target_id: string; changes: Record<string, unknown> }>(
      `SELECT target_id, changes FROM audit_log WHERE action = 'users.imported' ORDER BY seq`,
    );
    expect(rows.map(({ target_id: id }) => id)).toEqual(['django', 'uuid', 's0', 's4']);
    expect(rows[0]!.changes).toMatchObject({ read: [null, 33], made: [null, 29], refused: [null, 8] });
  });

  it('are left at the next run, and get what changed there', async () => {
    expect(await importDjango(app, fixture('stock.json'))).toMatchObject({ made: 0, updated: 0, left: 29 });
    const dump = changedDump('stock', (fields) =>
      fields['username'] === 'argon2' ? { ...fields, last_name: 'Byron', is_active: false } : fields,
    );
    expect(await importDjango(app, dump)).toMatchObject({ made: 0, updated: 1, left: 28 });
    expect(await row('argon2')).toMatchObject({ last_name: 'Byron', is_active: false });
    await importDjango(app, fixture('stock.json'));
    expect(await row('argon2')).toMatchObject({ last_name: 'Lovelace', is_active: true });
  });

  it('keep a password that they chose here, and get one that they chose there', async () => {
    const hash = (JSON.parse(readFileSync(fixture('uuid.json'), 'utf8')) as { fields: { email?: string; password: string } }[]).find(
      ({ fields }) => fields.email === at('grace'),
    )!.fields.password;
    const signed = await app.client().post('/api/auth/login/', { email: at('bcrypt'), password: DJANGO_PASSWORD, transport: 'bearer' });
    const bearer = { authorization: `Bearer ${String(signed.body.tokens.access)}` };
    const changed = { old_password: DJANGO_PASSWORD, new_password: 'green door at noon 9' };
    expect((await app.client().post('/api/auth/change-password/', changed, bearer)).status).toBe(200);
    const there = changedDump('stock', (fields) =>
      ['bcrypt', 'pbkdf2_sha1'].includes(String(fields['username'])) ? { ...fields, password: hash } : fields,
    );
    const before = (await row('pbkdf2_sha1'))!['password_hash'];
    await importDjango(app, there);

    expect((await login('bcrypt', 'green door at noon 9')).status).toBe(200);
    expect((await login('bcrypt')).status).toBe(401);
    expect((await row('pbkdf2_sha1'))!['password_hash']).toBe(hash); // a newer hash of the older one, after a sign-in, is no choice
    expect(before).not.toBe(hash);
  });

  it('lose their sessions here when the password was changed there (revoked means revoked)', async () => {
    const session = await app
      .client()
      .post('/api/auth/login/', { email: at('plain_bcrypt'), password: DJANGO_PASSWORD, transport: 'bearer' });
    const bearer = { authorization: `Bearer ${String(session.body.tokens.access)}` };
    expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(200);
    await importDjango(
      app,
      changedDump('stock', (fields) => (fields['username'] === 'plain_bcrypt' ? { ...fields, password: '!' } : fields)),
    );
    expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(401);
  });

  it('who turned the second factor off here have none after the next run', async () => {
    await app.sql('DELETE FROM two_factor WHERE user_id = $1', [(await row('s1_user'))!['id']]);
    await importDjango(app, fixture('stock.json'));
    expect(await login('s1_user')).toMatchObject({ status: 200, body: { requires_2fa: false } });
  });

  it('who were erased here do not come back', async () => {
    const { id } = (await row('otp_unconfirmed'))! as { id: string };
    await app.get(AccountDeletion).delete(because(HOST, 'They asked for it.'), id);
    expect(await importDjango(app, fixture('stock.json'))).toMatchObject({ made: 0 });
    expect(await row('otp_unconfirmed')).toBeUndefined();
    const [left] = await app.sql(`SELECT user_id FROM imported_users WHERE source = 'django' AND user_id IS NULL`);
    expect(left).toEqual({ user_id: null });
  });
});
