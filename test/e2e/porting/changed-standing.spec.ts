import { Readable } from 'node:stream';
import { localOperator } from '@castellan/accounts';
import { readLines, UserImport } from '@castellan/porting';
import type { TestApp } from '../../support/app/test-app.js';
import { withApp } from '../../support/app/with-app.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { changedRows } from '../../support/porting/changed-dump.js';
import { DJANGO_PASSWORD, fixture, importDjango } from '../../support/porting/django-people.js';

const LINE = {
  id: '11111111-2222-4333-8444-555555555555',
  email: 'root@example.net',
  is_verified: true,
  username: null,
  first_name: '',
  last_name: '',
  is_active: true,
  disabled_until: null,
  is_staff: true,
  is_superuser: true,
  date_joined: '2025-01-02T03:04:05.000Z',
  last_login: null,
  phone: null,
  phone_verified_at: null,
  password_reset_required: false,
  proof_due_at: null,
  closed_at: null,
  erase_at: null,
  groups: [],
  permissions: [],
  profile: null,
  sources: [],
};

const take = (app: TestApp, line: object) => {
  const header = { castellan_export: 1, created_at: '2026-01-01T00:00:00.000Z', groups: [], secrets: null };
  const text = [header, line, { end: true, users: 1 }].map((each) => `${JSON.stringify(each)}\n`).join('');
  const batches = readLines(Readable.from([text]), { passphrase: () => Promise.resolve(''), batch: 10 });
  return app.get(UserImport).run(batches, { source: 'castellan', operator: localOperator() });
};

describe('a standing that changed at the source', () => {
  const app = withApp();
  const closed = async (id: string) =>
    (await app.sql<{ closed: boolean }>('SELECT closed_at IS NOT NULL AS closed FROM users WHERE id = $1', [id]))[0];

  it('does not close the last superuser', async () => {
    await take(app, LINE);
    await take(app, { ...LINE, closed_at: '2026-01-02T03:04:05.000Z' });
    expect(await closed(LINE.id)).toEqual({ closed: false });
  });

  it('ends the sessions of who is closed', async () => {
    const line = { ...LINE, id: '22222222-2222-4333-8444-555555555555', email: 'plain@example.net', is_staff: false, is_superuser: false };
    await take(app, line);
    await signInBearer(app, await aUser(app));
    await app.sql('UPDATE sessions SET user_id = $1, device_id = NULL', [line.id]); // as if it were theirs
    await take(app, { ...line, closed_at: '2026-01-03T03:04:05.000Z' });
    expect(await closed(line.id)).toEqual({ closed: true });
    expect(await app.sql('SELECT end_reason FROM sessions WHERE user_id = $1', [line.id])).toEqual([{ end_reason: 'account_disabled' }]);
  });

  it('ends the sessions of who must reset the password, though it is the same one', async () => {
    await importDjango(app, fixture('stock.json'));
    const person = { email: 's1_off@example.com', password: DJANGO_PASSWORD };
    const { bearer } = await signInBearer(app, person);
    expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(200);
    await importDjango(
      app,
      changedRows('stock', 'twofactor.twofactor', (fields) => ({ ...fields, is_enabled: true, secret: 'broken!' })),
    );
    expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(401);
  });
});
