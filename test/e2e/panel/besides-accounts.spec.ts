import { Groups, Permissions } from '@castellan/permissions';
import { PanelFailedJobs, PanelRights } from '@castellan/panel';
import { RegistrationSources } from '@castellan/sources';
import { Notifications } from '@castellan/notifications';
import { aFailedJob } from '../../support/panel/failed-jobs.js';
import { NOBODY, OPERATOR, operatorOf } from '../../support/people/operators.js';
import type { SignedInOperator, TestPanel } from '../../support/panel/browser.js';
import { aCustomer, auditOf, json, SURE } from '../../support/panel/users.js';
import { aUser } from '../../support/people/people.js';
import { staffedPanel } from '../../support/panel/staffed.js';
import type { TestApp } from '../../support/app/test-app.js';

let app: TestApp;
let panel: TestPanel;
let root: SignedInOperator;
let support: SignedInOperator;
beforeAll(async () => {
  ({ app, panel, root, support } = await staffedPanel(['jobs.view']));
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
  browser.act(`/api/resources/${resource}/records/${id}/${action}`, { ...SURE, ...fields });
const rowOf = async (sql: string, id: string) => (await app.sql<Record<string, unknown>>(sql, [id]))[0];

describe('what operators do besides accounts', () => {
  const groups = () => app.get(Groups);

  it('tells a form of a group that somebody renamed meanwhile', async () => {
    const id = await groups().createGroup('First', [], OPERATOR);
    const { version } = await look('groups', id);
    await groups().renameGroup(id, 'Second', OPERATOR);
    expect(json(await act('groups', id, 'edit', { version, name: 'Third' })).record.errors.name.message).toMatch(/meanwhile/);
    expect(await rowOf('SELECT name FROM groups WHERE id = $1', id)).toEqual({ name: 'Second' });
    const fresh = await look('groups', id);
    await groups().setGroupPermissions(id, ['users.view'], OPERATOR); // what the form does not show makes it no staler
    expect(json(await act('groups', id, 'edit', { version: fresh.version, name: 'Third' })).notice.type).toBe('success');
    expect(json(await act('groups', id, 'edit', { name: 'Fourth' })).record.errors.name.message).toMatch(/meanwhile/);
  });

  it('tells at its field that a name is taken, or none', async () => {
    const id = await groups().createGroup('Taken', [], OPERATOR);
    const other = await groups().createGroup('Other', [], OPERATOR);
    const { version } = await look('groups', other);
    const create = (name: string) => root.browser.act('/api/resources/groups/actions/new', { name });
    expect(json(await create('Taken')).record.errors.name.message).toMatch(/already exists/);
    expect(json(await act('groups', other, 'edit', { version, name: ' Taken ' })).record.errors.name.message).toMatch(/already exists/);
    for (const name of ['', '   ', 'x'.repeat(151), 'two\nlines', 'a\u202eb'])
      expect(json(await create(name)).record.errors.name).toBeDefined();
    expect(await rowOf('SELECT name FROM groups WHERE id = $1', id)).toEqual({ name: 'Taken' });
  });

  it('changes the row that the address names, whatever id is in the form (parameter tampering)', async () => {
    const id = await groups().createGroup('Addressed', [], OPERATOR);
    const other = await groups().createGroup('In the form', [], OPERATOR);
    for (const { version } of [await look('groups', other), await look('groups', id)])
      await act('groups', id, 'edit', { id: other, version, name: 'Tampered' });
    expect(await rowOf('SELECT name FROM groups WHERE id = $1', other)).toEqual({ name: 'In the form' });
    expect(await rowOf('SELECT name FROM groups WHERE id = $1', id)).toEqual({ name: 'Tampered' });
  });

  it('saves no empty form of rights of somebody who was deleted meanwhile', async () => {
    const operator = await operatorOf(app, root.browser.jar.get('admin_session')!);
    const gone = { code: 'not_found' };
    await expect(app.get(PanelRights).setMemberships(operator, NOBODY, [])).rejects.toMatchObject(gone);
    await expect(app.get(PanelRights).setUserPermissions(operator, NOBODY, [])).rejects.toMatchObject(gone);
    expect(await app.sql('SELECT 1 FROM audit_log WHERE target_id = $1', [NOBODY])).toEqual([]);
  });

  it.each([
    ['groups', 'a group that is none', async () => [await groups().createGroup('Joined', [], OPERATOR), NOBODY]],
    ['permissions', 'a permission that is none', () => Promise.resolve(['users.view', 'users.nothing'])],
  ])('saves all of a form of %s, or nothing: here is %s in it (half a change)', async (form, _, choose) => {
    const id = await aCustomer(app);
    const left = await groups().createGroup(`Left by a form of ${form}`, [], OPERATOR);
    await groups().addToGroup(left, id, OPERATOR);
    await app.get(Permissions).grantToUser(id, ['groups.view'], OPERATOR);
    const standing = async () => [
      await app.get(Permissions).grantedTo(id),
      (await groups().groupsOf(id)).map(({ name }) => name),
      await app.sql('SELECT action, changes FROM audit_log WHERE target_id = $1 ORDER BY seq', [id]),
    ];
    const before = await standing();

    const answer = json(await act('users', id, form, { chosen: (await choose()).join('\n') }));

    expect(answer.notice.type).toBe('error');
    expect(answer.notice.message).not.toContain('logged');
    expect(await standing()).toEqual(before);
  });

  it('reads each of several that were ticked, as browsers send lines', async () => {
    const id = await aCustomer(app);
    const chosen = [await groups().createGroup('One of two', [], OPERATOR), await groups().createGroup('Two of two', [], OPERATOR)];
    expect(json(await act('users', id, 'groups', { chosen: chosen.join('\n') })).notice.type).toBe('success');
    expect(json(await act('users', id, 'permissions', { chosen: 'groups.view\nusers.view' })).notice.type).toBe('success');
    expect(json(await act('groups', chosen[0]!, 'permissions', { chosen: 'groups.view\nusers.view' })).notice.type).toBe('success');
    expect((await groups().groupsOf(id)).map(({ name }) => name)).toEqual(['One of two', 'Two of two']);
    expect(await app.get(Permissions).grantedTo(id)).toEqual(['groups.view', 'users.view']);
    expect((await groups().groupsOf(id))[0]!.permissions).toEqual(['groups.view', 'users.view']);
  });

  it('renames sources to whatever is one line, and shows it as text', async () => {
    await aUser(app, { source_url: 'https://example.net/renamed' });
    const { id } = (await rowOf('SELECT id FROM registration_sources WHERE url = $1', 'https://example.net/renamed')) as { id: string };
    const rename = async (name: string) => json(await act('sources', id, 'edit', { version: (await look('sources', id)).version, name }));
    for (const name of [
      `<img src=x onerror=alert(1)>`,
      `'; DROP TABLE users --`,
      '=1+1',
      '日本 “quoted” 🎉',
      '{{name}}',
      '__proto__',
      '%s \\ ~~ .',
    ]) {
      expect((await rename(name)).notice.type).toBe('success');
      expect((await list('sources', `filters.name=${encodeURIComponent(name)}`)).records).toMatchObject([
        { params: { id, name, users: 1 } },
      ]);
    }
    for (const name of ['two\nlines', 'x'.repeat(101)]) expect((await rename(name)).record.errors.name).toBeDefined();
    expect((await rename('  ')).notice.type).toBe('success');
    expect(await rowOf('SELECT name FROM registration_sources WHERE id = $1', id)).toEqual({ name: null });
  });

  it('tells a form of a source that somebody changed meanwhile', async () => {
    await aUser(app, { source_url: 'https://example.net/stale' });
    const { id } = (await rowOf('SELECT id FROM registration_sources WHERE url = $1', 'https://example.net/stale')) as { id: string };
    const { version } = await look('sources', id);
    await aUser(app, { source_url: 'https://example.net/stale' }); // somebody more came from there: no change of the form
    expect((await look('sources', id)).version).toBe(version);
    await app.get(RegistrationSources).rename(id, 'Spring', OPERATOR);
    expect(json(await act('sources', id, 'edit', { version, name: 'Autumn' })).record.errors.name.message).toMatch(/meanwhile/);
    expect(await rowOf('SELECT name FROM registration_sources WHERE id = $1', id)).toEqual({ name: 'Spring' });
  });

  it('makes a new signing key, and shows of none its private half', async () => {
    const answer = await root.browser.act('/api/resources/signing_keys/actions/rotate', { confirmed: 'yes' });
    const [, kid] = /The key (\S+) is published/.exec(json(answer).notice.message) ?? [];
    expect(await look('signing_keys', kid!)).toEqual({
      kid,
      state: expect.any(String),
      created_at: expect.any(String),
      signs_from: expect.any(String),
    });
  });

  describe('failed jobs', () => {
    const waiting = async (mark: string) =>
      (await app.sql(`SELECT id FROM pgboss.job WHERE name = 'mail' AND data->>'mark' = $1`, [mark])).length;

    it('say what went wrong in one line, and neither what was to be done nor to whom', async () => {
      const data = { sealed: 'c2VjcmV0', to: 'ada@example.com', code: '123456' };
      const id = await aFailedJob(app, { data, message: '550 <ada@example.com> unknown, token abcdefghijklmnopqrstuvwxyz\nsecond line' });
      const shown = await look('jobs', id, support);
      expect(shown).toMatchObject({ queue: 'mail', error: '550 <…> unknown, token …', tries: 6, created_at: expect.any(String) });
      const answers = JSON.stringify([shown, await list('jobs', '', support)]);
      for (const secret of ['c2VjcmV0', 'ada@example.com', '123456', 'secret.js', 'second line', 'klmnop'])
        expect(answers).not.toContain(secret);
    });

    it('run once, of five who try one again at once, and say so in the audit log', async () => {
      const id = await aFailedJob(app, { data: { mark: 'retried' } });
      const operator = await operatorOf(app, root.browser.jar.get('admin_session')!);
      const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => app.get(PanelFailedJobs).retry(operator, id)));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await waiting('retried')).toBe(1);
      expect(await auditOf(app, id)).toEqual([{ action: 'job.retried', actor_id: root.id, changes: { queue: [null, 'mail'] } }]);
      expect((await act('jobs', id, 'retry')).status).toBe(404);
    });

    it('go, and the audit log says that', async () => {
      const id = await aFailedJob(app, { data: { mark: 'deleted' } });
      expect((await act('jobs', id, 'drop')).status).toBe(200);
      expect(await waiting('deleted')).toBe(0);
      expect(await auditOf(app, id)).toEqual([{ action: 'job.deleted', actor_id: root.id, changes: { queue: ['mail', null] } }]);
    });

    it('of a queue that is no more are told so, and stay', async () => {
      const id = await aFailedJob(app, { queue: 'forgotten' });
      const answer = await act('jobs', id, 'retry');
      expect([answer.status, json(answer).notice.message]).toEqual([400, expect.stringMatching(/Nobody works on that queue/)]);
      expect(await look('jobs', id)).toMatchObject({ queue: 'forgotten' });
      expect(await auditOf(app, id)).toEqual([]);
    });

    it('are only those that were given up', async () => {
      const { id } = (await rowOf("SELECT id FROM pgboss.job WHERE name = 'mail' AND data->>'mark' = $1", 'retried')) as { id: string };
      expect((await act('jobs', id, 'drop')).status).toBe(404);
    });
  });

  it('shows of a number that got an SMS its ends alone', async () => {
    await app.get(Notifications).sendSms({ to: '+4915112345678', template: 'otp', data: { code: '424242' }, clientNetwork: '192.0.2.1' });
    const { records } = await list('sms_deliveries');
    expect(records).toMatchObject([{ params: { recipient: '+49…78' } }]);
    expect(JSON.stringify(records)).not.toMatch(/15112345|424242/);
  });

  describe('mails', () => {
    const mailsTo = (email: string) => list('mail_deliveries', `filters.recipient=${encodeURIComponent(email)}`);

    it('are listed by kind, time, state and answer, found by the whole address, never with their text', async () => {
      const person = await aUser(app);
      const { links } = await app.mailTo(person.email, 1);
      const { records } = await mailsTo(person.email.toUpperCase());
      expect(records).toMatchObject([
        { params: { kind: 'verify-email', recipient: `${person.email[0]}…@${person.email.split('@')[1]}`, state: 'sent', tries: 1 } },
      ]);
      const file = (await root.browser.get(`/export/mail_deliveries.csv?filters.recipient=${encodeURIComponent(person.email)}`)).text;
      for (const shown of [JSON.stringify(records), file, JSON.stringify(await look('mail_deliveries', records[0].params.id))])
        for (const secret of [person.email, String(links[0]), 'token=']) expect(shown).not.toContain(secret);
      expect(file.trim().split('\n')).toHaveLength(2);
      expect((await mailsTo(`x${person.email}`)).records).toEqual([]);
      expect((await list('mail_deliveries', 'filters.state=sent&filters.kind=verify-email')).records.length).toBeGreaterThan(0);
      expect((await list('mail_deliveries', 'filters.kind=nonsense')).notice.type).toBe('error');
    });

    it('name nobody once an operator deleted the account, and stay in the list', async () => {
      const id = await aCustomer(app);
      const { email } = (await rowOf('SELECT email FROM users WHERE id = $1', id)) as { email: string };
      await app.get(Notifications).send({ to: email, template: 'backup-codes-low', data: { remaining: 2 } });
      const [{ params }] = (await list('mail_deliveries', 'filters.kind=backup-codes-low')).records;
      expect((await act('users', id, 'erase', { email })).status).toBe(200);
      expect((await mailsTo(email)).records).toEqual([]);
      expect(await look('mail_deliveries', params.id)).toMatchObject({ kind: 'backup-codes-low', recipient: null });
    });
  });

  it('shows of a code that was asked for neither the code nor for whom', async () => {
    const person = await aUser(app);
    await app.client().post('/api/auth/otp/request/', { identifier: person.email });
    const { code } = await app.mailTo(person.email, 2);
    const { records } = await list('otp_codes');
    expect(records.length).toBeGreaterThan(0);
    expect(JSON.stringify(records)).not.toContain(person.email);
    expect(JSON.stringify(records)).not.toContain(String(code));
    expect(Object.keys(records[0].params).toSorted()).toEqual(['attempts', 'created_at', 'expires_at', 'id', 'purpose', 'used_at']);
  });
});
