import { withApp } from '../../support/app/with-app.js';
import { DJANGO_PASSWORD, importDjango } from '../../support/porting/django-people.js';
import { writtenDump } from '../../support/porting/changed-dump.js';

const GOOD = { password: '!', last_login: null, is_active: true, is_staff: false, is_superuser: false, first_name: '', last_name: '' };
let keys = 0;
const user = (fields: object, pk: unknown = ++keys) => ({
  model: 'auth.user',
  pk,
  fields: { ...GOOD, username: `u${String(keys)}`, email: `u${String(keys)}@example.com`, ...fields },
});

describe('a dump by somebody who means harm, or cannot count', () => {
  const app = withApp();
  const take = (entries: unknown, more = {}) => importDjango(app, writtenDump(entries), more);

  it.each([
    ['a NUL in a name', { first_name: 'A\u0000da' }],
    ['half of a pair', { first_name: '\ud800', last_name: 'x'.repeat(149) + '😀' }],
    ['a huge name', { first_name: 'x'.repeat(1_000_000) }],
    ['numbers for texts', { first_name: 7, username: 12, is_active: 1 }],
    ['objects for texts', { first_name: { a: 1 }, username: ['x'], phone: {} }],
    ['times beyond time', { last_login: '+275760-09-13T00:00:00Z' }],
    ['times that are none', { last_login: 'yesterday', date_joined: {} }],
    ['a name that is a way up', { username: '__proto__', first_name: 'constructor' }],
    ['a foreign group', { groups: [['editors'], 99, null, {}], user_permissions: [['users.view'], 7, ['view', 'users', 'user']] }],
    ['a huge hash', { password: `pbkdf2_sha256$999999999$salt$${'A'.repeat(44)}` }],
    ['a hash that costs the world', { password: 'scrypt$1073741824$salt$8$1$AAAA' }],
    ['a NUL in a hash', { password: 'argon2$\u0000' }],
  ])('stops nothing: %s', async (_, fields) => {
    const bad = user(fields);
    const good = user({});
    const report = await take([bad, good]);

    expect(report.read).toBe(2);
    expect(report.made + report.refused.length).toBe(2);
    expect(await app.sql('SELECT 1 FROM users WHERE email = $1', [good.fields.email])).toHaveLength(1);
    const answer = await app.client().post('/api/auth/login/', { email: bad.fields.email, password: DJANGO_PASSWORD });
    expect(answer.status).toBeLessThan(500);
  });

  it.each([
    ['no list', '{"model": "auth.user"}', 'does not begin with "["'],
    ['cut', '[{"model": "auth.user", "pk": 1, "fields": {"pass', 'is it whole?'],
    ['nothing', '', 'is it whole?'],
    ['rubbish in the middle', '[{"model": "auth.user", "pk": 1, "fields": {}}, oops]', 'no JSON after entry 1'],
    ['no users', '[{"model": "sites.site", "pk": 1, "fields": {"domain": "example.com"}}]', 'No table looks like one of users'],
  ])('is told what is wrong with it: %s', async (_, text, message) => {
    await expect(take(text)).rejects.toThrow(message);
  });

  it('gives no right of ours by a name that is the same there', async () => {
    await take([
      {
        model: 'auth.group',
        pk: 1,
        fields: {
          name: 'viewers',
          permissions: [
            ['view', 'users', 'user'],
            ['add_user', 'auth', 'user'],
          ],
        },
      },
      user({ email: 'viewer@example.com', groups: [1], user_permissions: [['view', 'users', 'user']] }),
    ]);
    const held = await app.sql(
      `SELECT gp.permission FROM group_permissions gp JOIN groups g ON g.id = gp.group_id WHERE g.name = 'viewers'
       UNION SELECT up.permission FROM user_permissions up JOIN users u ON u.id = up.user_id WHERE u.email = 'viewer@example.com'`,
    );
    expect(held).toEqual([{ permission: 'auth.add_user' }]);
  });

  it('takes no account over by its key (UUID of somebody here)', async () => {
    await app.client().post('/api/auth/signup/', { email: 'owner@example.com', password: 'quiet harbour light 3' });
    const [{ id } = { id: '' }] = await app.sql<{ id: string }>(`SELECT id FROM users WHERE email = 'owner@example.com'`);
    const report = await take([user({ email: 'thief@example.com' }, id)], { source: 'thief' });
    expect(report.refused).toEqual([{ row: `auth_user ${id}`, reason: 'invalid_key' }]);
    expect(await app.sql(`SELECT 1 FROM users WHERE email = 'thief@example.com'`)).toEqual([]);
  });

  it('takes one of two rows with one key, and stops at neither', async () => {
    const report = await take([user({ email: 'first@example.com' }, 4711), user({ email: 'second@example.com' }, 4711), user({})]);
    expect(report).toMatchObject({ read: 3, made: 2, refused: [{ row: 'auth_user 4711', reason: 'invalid_key' }] });
    expect(await app.sql(`SELECT email FROM users WHERE email IN ('first@example.com', 'second@example.com')`)).toEqual([
      { email: 'first@example.com' },
    ]);
  });

  it.each([['x'.repeat(100_000)], ['a\u0000b'], [{ a: 1 }], [null], [-1], [1e300]])('stops at no key: %j', async (key) => {
    const good = user({});
    const report = await take([user({}, key), good], { source: `keys-${String(keys)}` });
    expect(report.made + report.refused.length).toBe(2);
    expect(await app.sql('SELECT 1 FROM users WHERE email = $1', [good.fields.email])).toHaveLength(1);
  });

  it('moves no cursor by its keys, and counts no families that are none', async () => {
    const report = await take(
      [user({ email: '' }, '\u001b[2J\n17'), user({ password: '__proto__$1' }), user({ password: 'constructor$1' })],
      { dryRun: true },
    );
    expect(report.refused[0]).toEqual({ row: 'auth_user \ufffd[2J\ufffd17', reason: 'no_address' });
    expect(Object.entries(report.families)).toEqual(expect.arrayContaining([['constructor', 1]]));
  });

  it('reads what is nested without end as broken, or as nothing', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = `[{"model": "auth.user", "pk": 1, "fields": ${JSON.stringify({ ...GOOD, email: 'deep@example.com', username: 'deep' }).slice(0, -1)}, "x": ${deep}}}]`;
    await expect(take(text).then(({ read }) => read)).resolves.toBeLessThanOrEqual(1);
  });
});
