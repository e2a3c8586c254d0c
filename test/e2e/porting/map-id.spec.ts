import { withApp } from '../../support/app/with-app.js';
import { importDjango } from '../../support/porting/django-people.js';
import { djangoDatabase } from '../../support/porting/django-database.js';
import type { DjangoDatabase } from '../../support/porting/django-database.js';

(process.env['DATABASE_URL'] ? describe : describe.skip)('a Django on PostgreSQL whose ids are in another column', () => {
  const app = withApp();
  let database: DjangoDatabase;
  beforeAll(async () => {
    database = (await djangoDatabase('stock'))!;
  });
  afterAll(() => database.drop());
  const withFactor = async (email: string) =>
    (await app.sql(`SELECT 1 FROM two_factor t JOIN users u ON u.id = t.user_id WHERE u.email = $1`, [email])).length;

  it('gives nobody the second factor of a neighbour', async () => {
    await database.run(`ALTER TABLE auth_user ADD member_no integer; UPDATE auth_user SET member_no = id + 1`);
    await importDjango(app, database.url, { source: 'no', map: { user: { id: 'member_no' } } });
    expect(await withFactor('s1_user@example.com')).toBe(1);
  });

  it('reads UUIDs of another column', async () => {
    await app.sql('DELETE FROM users');
    await database.run(`ALTER TABLE auth_user ADD public_id uuid DEFAULT gen_random_uuid()`);
    const report = await importDjango(app, database.url, { source: 'uu', map: { user: { id: 'public_id' } } });
    expect(report.made).toBe(29);
    expect(await withFactor('s1_user@example.com')).toBe(1);
  });
});
