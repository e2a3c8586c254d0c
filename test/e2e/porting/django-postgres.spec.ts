import { withApp } from '../../support/app/with-app.js';
import { fixture, importDjango } from '../../support/porting/django-people.js';
import { djangoDatabase } from '../../support/porting/django-database.js';
import type { DjangoDatabase } from '../../support/porting/django-database.js';

const server = process.env['DATABASE_URL'];

(server ? describe : describe.skip)('users of a Django on PostgreSQL', () => {
  const app = withApp();
  const databases: Record<string, DjangoDatabase> = {};
  beforeAll(async () => {
    for (const name of ['stock', 'uuid', 's0', 's4']) databases[name] = (await djangoDatabase(name))!;
  }, 120_000);
  afterAll(async () => {
    for (const database of Object.values(databases)) await database.drop();
  });

  it.each(['stock', 'uuid', 's0', 's4'])('are the same as in its dump: %s', async (name) => {
    const fromDump = await importDjango(app, fixture(`${name}.json`), { source: name, dryRun: true });
    const report = await importDjango(app, databases[name]!.url, { source: name, batch: 7 });
    const sorted = (rows: readonly { readonly row: string }[]) => rows.toSorted((one, other) => one.row.localeCompare(other.row));

    expect({ ...report, refused: sorted(report.refused), remarks: sorted(report.remarks) }).toEqual({
      ...fromDump,
      refused: sorted(fromDump.refused),
      remarks: sorted(fromDump.remarks),
    });
    expect(await importDjango(app, fixture(`${name}.json`), { source: name })).toMatchObject({ made: 0, updated: 0 });
  });

  it('are taken over again and again while it is in use, and it is never written', async () => {
    await databases['stock']!.run(`UPDATE auth_user SET first_name = 'Augusta', last_login = now() WHERE username = 'scrypt';
      INSERT INTO auth_user (password, is_superuser, username, first_name, last_name, email, is_staff, is_active, date_joined)
      VALUES ('!', false, 'newcomer', '', '', 'newcomer@example.com', false, true, now())`);
    expect(await importDjango(app, databases['stock']!.url, { source: 'stock' })).toMatchObject({ made: 1, updated: 1 });
    const [row] = await app.sql(`SELECT first_name, last_login IS NOT NULL AS came FROM users WHERE email = 'scrypt@example.com'`);
    expect(row).toEqual({ first_name: 'Augusta', came: true });
  });

  it('are made once, also by two runs at once', async () => {
    const [name, url] = ['twice', databases['s4']!.url];
    await app.sql(`DELETE FROM users WHERE email IN ('mia@example.com', 'codes_only@example.com')`);
    const runs = await Promise.all([importDjango(app, url, { source: name }), importDjango(app, url, { source: name })]);
    expect(runs.map(({ made }) => made).toSorted()).toEqual([0, 2]);
    expect(await app.sql(`SELECT 1 FROM imported_users WHERE source = 'twice'`)).toHaveLength(2);
  });

  it('are found by a map where the columns do not say so', async () => {
    await databases['uuid']!.run('ALTER TABLE people_person RENAME email TO contact');
    await expect(importDjango(app, databases['uuid']!.url, { source: 'mapped' })).rejects.toThrow('--map');
    const map = { user: { table: 'people_person', email: 'contact' } };
    const report = await importDjango(app, databases['uuid']!.url, { source: 'mapped', map, dryRun: true });
    expect(report).toMatchObject({ read: 2 });
    await expect(
      importDjango(app, databases['uuid']!.url, { source: 'm', map: { user: { table: 'people_person', email: 'mail' } } }),
    ).rejects.toThrow('"user": "email": there is no column mail in people_person');
  });
});
