import { ProfileModeration } from '@castellan/accounts';
import { avatarPart, avatarUrl, plain, putAvatar } from '../../support/people/avatars.js';
import { NOBODY } from '../../support/people/operators.js';
import type { SignedInOperator, TestPanel } from '../../support/panel/browser.js';
import { aCustomer, auditOf, idOf, json } from '../../support/panel/users.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { staffedPanel } from '../../support/panel/staffed.js';
import type { TestApp } from '../../support/app/test-app.js';

let app: TestApp;
let panel: TestPanel;
let root: SignedInOperator;
let support: SignedInOperator;
beforeAll(async () => {
  ({ app, panel, root, support } = await staffedPanel(['profiles.view', 'profiles.change']));
}, 240_000);
afterAll(async () => {
  await panel.close();
  await app.close();
});

const list = async (resource: string, query = '', { browser } = root) =>
  json(await browser.get(`/api/resources/${resource}/actions/list?${query}`));
const look = async (resource: string, id: string, { browser } = root) =>
  json(await browser.get(`/api/resources/${resource}/records/${id}/show`)).record.params;
const act = (resource: string, id: string, action: string, fields: Readonly<Record<string, string>> = {}, { browser } = root) =>
  browser.act(`/api/resources/${resource}/records/${id}/${action}`, { confirmed: 'yes', ...fields });
const rowOf = async (sql: string, id: string) => (await app.sql<Record<string, unknown>>(sql, [id]))[0];

describe(ProfileModeration.name, () => {
  const profile = (id: string) => rowOf('SELECT * FROM profiles WHERE user_id = $1', id);
  const save = async (id: string, fields: Readonly<Record<string, string>>) =>
    json(await act('profiles', id, 'edit', { version: (await look('profiles', id)).version, ...fields }, support));

  it('shows whose profile it is, and finds it by a part of the address', async () => {
    const person = await aUser(app);
    const { records } = await list('profiles', `filters.email=${person.email.slice(0, 9).toUpperCase()}`, support);
    expect(records).toMatchObject([{ params: { email: person.email, user_id: await idOf(app, person.email) } }]);
    expect((await list('profiles', 'filters.email=nobody.has.this')).meta.total).toBe(0);
  });

  it('is changed, and the audit log says which fields, not what of the person is in them', async () => {
    const id = await aCustomer(app);
    const answer = await save(id, {
      bio: 'One\r\ntwo',
      location: 'Lisbon',
      language: 'pt-br',
      timezone: 'Europe/Lisbon',
      settings: '{"a":1}',
    });
    expect(answer.notice).toMatchObject({ type: 'success' });
    expect(await profile(id)).toMatchObject({ bio: 'One\ntwo', location: 'Lisbon', language: 'pt-BR', settings: {} });
    expect(await auditOf(app, id)).toEqual([
      {
        action: 'profile.changed',
        actor_id: support.id,
        changes: { bio: [null, '***'], location: [null, '***'], language: [null, 'pt-BR'], timezone: [null, 'Europe/Lisbon'] },
      },
    ]);
    await save(id, { location: '', language: '' });
    expect(await profile(id)).toMatchObject({ location: '', language: null, timezone: 'Europe/Lisbon' });
  });

  it('leaves nothing behind when nothing was changed', async () => {
    const id = await aCustomer(app);
    expect((await save(id, { location: '', bio: '' })).notice.type).toBe('success');
    expect(await auditOf(app, id)).toEqual([]);
  });

  it('tells what is wrong at each field, and keeps nothing', async () => {
    const id = await aCustomer(app);
    const { record } = await save(id, { location: 'x'.repeat(101), language: 'no language!', date_of_birth: '1990-02-30', bio: 'fine' });
    expect(Object.keys(record.errors)).toEqual(['location', 'date_of_birth', 'language']);
    expect(await profile(id)).toMatchObject({ bio: '', location: '' });
  });

  it('tells a form that is stale, but not because an app wrote its settings', async () => {
    const person = await aUser(app);
    const { bearer } = await signInBearer(app, person);
    const id = await idOf(app, person.email);
    const changeOwn = (fields: object) =>
      app.client().send('PATCH', '/api/profile/', JSON.stringify(fields), { 'content-type': 'application/json', ...bearer });
    const { version } = await look('profiles', id);
    await changeOwn({ settings: { theme: 'dark' } });
    expect((await look('profiles', id)).version).toBe(version);
    await changeOwn({ location: 'Porto' });
    const { record, notice } = json(await act('profiles', id, 'edit', { version, location: 'Lisbon' }));
    expect(notice).toMatchObject({ type: 'error', message: expect.stringMatching(/meanwhile/) });
    expect(record.errors.bio.message).toMatch(/meanwhile/);
    expect(await profile(id)).toMatchObject({ location: 'Porto' });
    expect(json(await act('profiles', id, 'edit', { location: 'Lisbon' })).notice.type).toBe('error');
  });

  it('lets one of two forms win that are sent at once', async () => {
    const id = await aCustomer(app);
    const { version } = await look('profiles', id);
    const answers = await Promise.all(['A', 'B', 'C', 'D'].map((location) => act('profiles', id, 'edit', { version, location })));
    expect(answers.filter((answer) => json(answer).notice.type === 'success')).toHaveLength(1);
  });

  it('loses its picture to an operator, who is told when there is none', async () => {
    const person = await aUser(app);
    const session = await signInBearer(app, person);
    const id = await idOf(app, person.email);
    expect((await look('profiles', id)).has_avatar).toBe(false);
    await putAvatar(app, session, [avatarPart(await plain().jpeg().toBuffer())]);
    expect((await look('profiles', id)).has_avatar).toBe(true);
    expect((await act('profiles', id, 'removeAvatar', {}, support)).status).toBe(200);
    expect(await avatarUrl(app, session)).toBeNull();
    expect(await auditOf(app, id)).toMatchObject([{ action: 'profile.changed', changes: { avatar: ['***', null] } }]);
    expect((await act('profiles', id, 'removeAvatar', {}, support)).status).toBe(400);
  });

  it('shows its owner that it was changed, not from where', async () => {
    const person = await aUser(app);
    const { bearer } = await signInBearer(app, person);
    const id = await idOf(app, person.email);
    await save(id, { location: 'Lisbon' });
    const { body } = await app.client().get('/api/auth/activity/?limit=1', bearer);
    expect(body.results).toMatchObject([{ event: 'profile_changed', reason: null, ip: null, device_name: null }]);
    const { body: exported } = await app.client().get('/api/auth/me/export/', bearer);
    const [told] = exported.auth_events.filter(({ event }: { event: string }) => event === 'profile_changed');
    expect(told).toMatchObject({ ip: null, user_agent: null, reason: null });
  });

  it('of an operator is the affair of superusers', async () => {
    const { version } = await look('profiles', root.id);
    expect((await act('profiles', root.id, 'edit', { version, location: 'x' }, support)).text).toMatch(/permission|allowed/i);
    expect((await act('profiles', root.id, 'removeAvatar', {}, support)).status).toBe(403);
    expect(await profile(root.id)).toMatchObject({ location: '' });
  });

  it('is neither added nor deleted', async () => {
    for (const answer of [
      await root.browser.act('/api/resources/profiles/actions/new', { user_id: NOBODY }),
      await act('profiles', root.id, 'delete'),
    ])
      expect(answer.status).toBe(404);
  });
});
