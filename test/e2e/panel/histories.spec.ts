import { AccountDeletion, AccountStatus, localOperator, UserDirectory } from '@castellan/accounts';
import { AuditLog, AUTH_EVENTS, AuthEventList, AuthEvents } from '@castellan/log';
import type { AuthEvent } from '@castellan/log';
import { PanelLists } from '@castellan/panel';
import { Groups, PERMISSIONS } from '@castellan/permissions';
import { HOST, OPERATOR, operatorWith } from '../../support/people/operators.js';
import { TestPanel } from '../../support/panel/browser.js';
import type { SignedInOperator } from '../../support/panel/browser.js';
import { idOf, json } from '../../support/panel/users.js';
import { aUser } from '../../support/people/people.js';
import { TestApp } from '../../support/app/test-app.js';

const DAY = 86_400_000;

let app: TestApp;
let panel: TestPanel;
let root: SignedInOperator;
beforeAll(async () => {
  app = await TestApp.start();
  panel = await TestPanel.start(app);
  root = await panel.anOperator({ superuser: true });
}, 240_000);
afterAll(async () => {
  await panel.close();
  await app.close();
});

const query = (filters: Readonly<Record<string, string>>) =>
  new URLSearchParams(Object.fromEntries(Object.entries(filters).map(([name, value]) => [`filters.${name}`, value]))).toString();
const list = async (resource: string, filters: Readonly<Record<string, string>>) =>
  json(await root.browser.get(`/api/resources/${resource}/actions/list?perPage=100&${query(filters)}`));
const paramsOf = async (resource: string, filters: Readonly<Record<string, string>>) =>
  (await list(resource, filters)).records.map(({ params }: { params: unknown }) => params) as readonly Record<string, unknown>[];
const csv = async (resource: string, filters: Readonly<Record<string, string>>) =>
  (await root.browser.get(`/export/${resource}.csv?${query(filters)}`)).text;
const happened = (event: Partial<AuthEvent>) =>
  app.get(AuthEvents).record({ event: 'login', status: 'failure', context: { ip: '192.0.2.1', userAgent: null, traceId: 't' }, ...event });

describe(AuthEventList.name, () => {
  it('is searched by a part of what was typed or by the beginning of the address of the user', async () => {
    const person = await aUser(app);
    const id = await idOf(app, person.email);
    await happened({ userId: id, identifier: 'a_name%' });
    await happened({ userId: null, identifier: `${person.email}x` });
    const found = await paramsOf('auth_events', { user: person.email.slice(0, 9).toUpperCase(), event: 'login' });
    expect(await paramsOf('auth_events', { user: `*${person.email.slice(1, 9)}`, event: 'login' })).toEqual(found);
    expect(found.map(({ identifier, user, user_id: userId }) => [identifier, user, userId])).toEqual(
      expect.arrayContaining([
        [`${person.email}x`, null, null],
        ['a_name%', person.email, id],
      ]),
    );
    expect(found).toHaveLength(2);
    expect(await paramsOf('auth_events', { user: 'A_NAME%' })).toHaveLength(1);
    expect(await paramsOf('auth_events', { user: 'aXname%' })).toHaveLength(0);
    expect(await paramsOf('auth_events', { user: person.email, ip: '203.0.113.99' })).toHaveLength(0);
  });

  it('says so when a part of an address is that of too many to look for', async () => {
    await app.sql(
      `INSERT INTO users (email, date_joined) SELECT 'many' || n || '@example.org', now() FROM generate_series(1, 501) n ON CONFLICT DO NOTHING`,
    );
    const { records, notice } = await list('auth_events', { user: '*@example.org' });
    expect([records, notice.message]).toEqual([[], expect.stringMatching(/More than 500 users/)]);
    await app.sql(`DELETE FROM users WHERE email LIKE 'many%@example.org'`);
  });

  it('is searched by ip, event, status and time, all at once', async () => {
    await happened({ event: 'refresh', status: 'success', context: { ip: '198.51.100.7', userAgent: null, traceId: 't' } });
    await happened({ event: 'refresh', context: { ip: '198.51.100.7', userAgent: null, traceId: 't' } });
    await happened({ context: { ip: '198.51.100.7', userAgent: null, traceId: 't' } });
    const today = app.clock.now().toISOString().slice(0, 10);
    const where = { ip: '198.51.100.7', event: 'refresh', status: 'failure', 'created_at~~from': today, 'created_at~~to': today };
    expect(await paramsOf('auth_events', where)).toHaveLength(1);
    expect((await list('auth_events', { event: 'nonsense' })).notice.type).toBe('error');
    expect((await list('auth_events', { status: 'maybe' })).notice.type).toBe('error');
  });

  it('offers every event and every status to choose from', async () => {
    const page = await root.browser.get('/resources/auth_events');
    const [, state = ''] = /id="panel-state">(.*?)<\/script>/.exec(page.text) ?? [];
    const log = JSON.parse(state).state.resources.find(({ id }: { id: string }) => id === 'auth_events');
    const valuesOf = (name: string) =>
      log.filterProperties
        .find(({ name: one }: { name: string }) => one === name)
        .availableValues.map(({ value }: { value: string }) => value);
    expect(valuesOf('event')).toEqual([...AUTH_EVENTS]);
    expect(valuesOf('status')).toEqual(['success', 'failure']);
  });

  it('takes a day for the whole day, in UTC, and a time for its moment', async () => {
    const day = new Date(Math.floor(app.clock.millis() / DAY) * DAY + 40 * DAY);
    const at = (ms: number) => new Date(day.getTime() + ms);
    const ip = '198.51.100.40';
    for (const ms of [-1, 0, DAY / 2, DAY - 1, DAY]) {
      await happened({ status: 'success', context: { ip, userAgent: null, traceId: 't' }, identifier: String(ms) });
      await app.sql('UPDATE auth_events SET created_at = $1 WHERE ip = $2 AND identifier = $3', [at(ms), ip, String(ms)]);
    }
    const between = async (from: string, to: string) =>
      (await paramsOf('auth_events', { ip, ...(from && { 'created_at~~from': from }), ...(to && { 'created_at~~to': to }) }))
        .map(({ identifier }) => Number(identifier))
        .toSorted((a, b) => a - b);
    const text = day.toISOString().slice(0, 10);
    expect(await between(text, text)).toEqual([0, DAY / 2, DAY - 1]);
    expect(await between('', text)).toEqual([-1, 0, DAY / 2, DAY - 1]);
    expect(await between(text, '')).toEqual([0, DAY / 2, DAY - 1, DAY]);
    expect(await between(text, `${text}T12:00Z`)).toEqual([0]);
    expect(await between(`${text}T12:00`, `${text}T12:00:00.001Z`)).toEqual([DAY / 2]);
    // As AdminJS's own date picker would send it from Berlin.
    expect(await between(new Date(day.getTime() - 3_600_000).toISOString(), '')).toHaveLength(5);
  });

  it('is exported as it is filtered, with times in UTC, and no formula in it', async () => {
    const ip = '198.51.100.50';
    for (const identifier of ['=cmd|calc', '＝1', ' "@x', 'a;=1', 'plain'])
      await happened({ status: 'success', identifier, context: { ip, userAgent: '+1', traceId: 't' } });
    await happened({ identifier: 'elsewhere' });
    const text = await csv('auth_events', { ip });
    const lines = text.split('\r\n');
    expect(lines[0]).toBe('id,created_at,user,identifier,event,status,reason,ip,user_id,user_agent,session_id,times');
    expect(lines).toHaveLength(7);
    expect(text).toMatch(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z,,plain,login,success,,198\.51\.100\.50,,'\+1,,1\r\n/);
    for (const cell of [`,'=cmd|calc,`, `,'＝1,`, `," ""'@x",`, `,"a;'=1",`]) expect(text).toContain(cell);
    expect(text).not.toContain('elsewhere');
  });

  it('is exported to 10 000 rows in one look, which the name of the file says', async () => {
    await app.sql(
      `INSERT INTO auth_events (id, created_at, event, status, ip) SELECT gen_random_uuid(), now() - interval '1 day', 'refresh', 'success', '198.51.100.60' FROM generate_series(1, 10001)`,
    );
    const answer = await root.browser.get(`/export/auth_events.csv?${query({ ip: '198.51.100.60' })}`);
    expect(answer.text.split('\r\n')).toHaveLength(10_002);
    expect(answer.headers.get('content-disposition')).toContain('auth_events-newest-10000.csv');
    expect(
      (await root.browser.get(`/export/auth_events.csv?${query({ ip: '198.51.100.61' })}`)).headers.get('content-disposition'),
    ).toContain('filename=auth_events.csv');
  });
});

describe(AuditLog.name, () => {
  it('names who did it, says what changed, and is searched by time', async () => {
    const { email } = await aUser(app);
    const id = await idOf(app, email);
    const context = { ...OPERATOR, actor: { kind: 'user' as const, id: root.id } };
    await app.get(AccountStatus).setStaff(localOperator(context), id, true);
    const [row] = await paramsOf('audit_log', { target_id: id });
    expect(row).toMatchObject({ actor: root.email, actor_id: root.id, action: 'user.changed', changes: 'is_staff: false → true' });
    const day = (ms: number) => new Date(app.clock.millis() + ms).toISOString().slice(0, 10);
    expect(await paramsOf('audit_log', { target_id: id, 'created_at~~from': day(0), 'created_at~~to': day(0) })).toHaveLength(1);
    expect(await paramsOf('audit_log', { target_id: id, 'created_at~~to': day(-DAY) })).toHaveLength(0);
    const lines = (await csv('audit_log', { target_id: id })).split('\r\n');
    expect(lines[0]).toContain('actor');
    expect(lines[1]).toContain(`${root.email},user.changed,user,${email},${id},is_staff: false → true,`);
  });

  it('leads to what it is about, while that is there and may be looked at', async () => {
    const id = await idOf(app, (await aUser(app)).email);
    const group = await app.get(Groups).createGroup('Rowers', [], OPERATOR);
    const lists = app.get(PanelLists);
    const linkOf = async (targetId: string, permissions: readonly string[] = PERMISSIONS) => {
      const request = { filters: { target_id: targetId }, limit: 1, offset: 0 };
      const [row] = await lists.page(operatorWith(permissions), 'audit_log', request);
      return [row!['target'], row!['target_list']];
    };
    await app.get(AccountStatus).setStaff(HOST, id, true);
    const { email } = (await app.get(UserDirectory).find(id))!;

    expect([await linkOf(id), await linkOf(group)]).toEqual([
      [email, 'users'],
      ['Rowers', 'groups'],
    ]);
    expect(await linkOf(id, ['audit_log.view', 'groups.view'])).toEqual([id, null]);
    await app.get(AccountDeletion).delete(HOST, id);
    await app.get(Groups).deleteGroup(group, OPERATOR);
    expect([await linkOf(id), await linkOf(group)]).toEqual([
      [id, null],
      [group, null],
    ]);
  });

  it('is only looked at', async () => {
    const [row] = await paramsOf('audit_log', {});
    for (const action of ['edit', 'delete', 'erase'])
      expect((await root.browser.act(`/api/resources/audit_log/records/${String(row!['id'])}/${action}`)).status).toBe(404);
    expect((await root.browser.act('/api/resources/audit_log/actions/new')).status).toBe(404);
  });
});
