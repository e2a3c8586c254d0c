import { Groups } from '@castellan/permissions';
import { withApp } from '../../support/app/with-app.js';
import { walk } from '../../support/management/pages.js';
import { aStaffMember, managementOf, WHY } from '../../support/management/staff.js';
import type { StaffMember } from '../../support/management/staff.js';
import { aCustomer } from '../../support/panel/users.js';
import { OPERATOR } from '../../support/people/operators.js';
import { someone } from '../../support/people/people.js';

const VIEWS = ['users.view', 'groups.view', 'auth_events.view', 'audit_log.view', 'users.change'];
const LISTS = ['users', 'groups', 'events', 'audit'] as const;

describe('the lists of the management API', () => {
  const app = withApp();
  let clerk: StaffMember;
  beforeAll(async () => {
    clerk = await aStaffMember(app, VIEWS);
    for (let n = 0; n < 4; n += 1) await aCustomer(app);
    await app.get(Groups).createGroup('Support', ['users.view'], OPERATOR);
    await app.get(Groups).createGroup('Billing', [], OPERATOR);
  }, 120_000);

  const get = (path: string, who = clerk) => managementOf(app.client(), who).get(path);
  const idsOf = async (path: string) => ((await get(path)).body.results as { readonly id: string }[]).map(({ id }) => id);

  it.each(LISTS)('leads through all of %s and back again, each row once', async (list) => {
    const all = (await get(`${list}/?limit=100`)).body;
    const there = await walk((path) => get(path), `${list}/?limit=3`);
    const back = await walk((path) => get(path), there.at(-1)!.path, 'previous');

    expect(there.flatMap(({ ids }) => ids)).toEqual(all.results.map(({ id }: { id: string }) => id));
    expect(back.toReversed().flatMap(({ ids }) => ids)).toEqual(there.flatMap(({ ids }) => ids));
    expect(all).toMatchObject({ count: all.results.length, next: null, previous: null });
    expect(there.every(({ count }) => count === all.count)).toBe(true);
  });

  it.each([
    ['users', 'date_joined'],
    ['groups', 'id'],
    ['events', 'created_at'],
    ['audit', 'seq'],
  ])('has %s in both orders by %s', async (list, by) => {
    const [up, down] = [await idsOf(`${list}/?ordering=${by}&limit=100`), await idsOf(`${list}/?ordering=-${by}&limit=100`)];
    expect(up.length).toBeGreaterThan(1);
    expect(up).toEqual(down.toReversed());
  });

  it.each([
    ['users', 'users.view'],
    ['groups', 'groups.view'],
    ['events', 'auth_events.view'],
    ['audit', 'audit_log.view'],
  ])('shows %s to whoever has %s, and to nobody else', async (list, permission) => {
    const others = await aStaffMember(
      app,
      VIEWS.filter((one) => one !== permission),
    );
    expect((await get(`${list}/`, others)).body).toMatchObject({ status: 403, code: 'permission_denied' });
    expect((await get(`${list}/`, await aStaffMember(app, [permission]))).status).toBe(200);
  });

  it('narrows users by everything that its parameters name', async () => {
    const person = { ...someone(), username: `U${Date.now()}`, first_name: 'Zoë' };
    const id = await aCustomer(app, person);
    await managementOf(app.client(), clerk).post(`users/${id}/disable/`, WHY);

    for (const query of [
      `email=${encodeURIComponent(` ${person.email.toUpperCase()} `)}`,
      `username=${person.username.toLowerCase()}`,
      `id=${id}`,
      'is_active=false',
      `search=${person.email.slice(0, 6)}&is_verified=true&two_factor=false&is_staff=false`,
      'search=zoe',
    ])
      expect([query, await idsOf(`users/?${query}`)]).toEqual([query, [id]]);
    expect(await idsOf(`users/?email=${person.email.slice(0, 6)}`)).toEqual([]);
    expect(await idsOf(`users/?email=${encodeURIComponent('%')}`)).toEqual([]);
    expect(await idsOf('users/?two_factor=true&limit=100')).toContain(clerk.id);
    expect(await idsOf('users/?two_factor=true&limit=100')).not.toContain(id);
  });

  it('narrows users by when they joined', async () => {
    await app.advance(1_000);
    const before = app.clock.now().toISOString();
    const id = await aCustomer(app);
    const { date_joined } = (await get(`users/?id=${id}`)).body.results[0];

    expect(await idsOf(`users/?since=${before}`)).toEqual([id]);
    expect(await idsOf(`users/?since=${date_joined}`)).toEqual([id]);
    expect(await idsOf(`users/?until=${date_joined}&limit=100`)).not.toContain(id);
    expect(await idsOf(`users/?since=${before}&until=${date_joined}`)).toEqual([]);
  });

  it('narrows users by a group, for whoever may see groups', async () => {
    const group = await app.get(Groups).createGroup('Testers', [], OPERATOR);
    await app.get(Groups).addToGroup(group, clerk.id, OPERATOR);
    const outsider = await aStaffMember(app, ['users.view']);

    expect(await idsOf('users/?group=Testers')).toEqual([clerk.id]);
    expect(await idsOf(`users/?group=${group}`)).toEqual([clerk.id]);
    expect(await idsOf('users/?group=testers')).toEqual([]);
    expect((await get('users/?group=Testers', outsider)).body).toMatchObject({ code: 'permission_denied' });
  });

  it('narrows events and the audit log', async () => {
    const id = await aCustomer(app);
    await managementOf(app.client(), clerk).post(`users/${id}/disable/`, WHY);
    const [event] = (await get(`events/?user_id=${id}&event=register`)).body.results;
    const audit = (await get(`audit/?target_type=user&target_id=${id}&actor_id=${clerk.id}&actor_kind=user&action=user.changed`)).body;

    expect(event).toMatchObject({ event: 'register', status: 'success', user_id: id, times: 1 });
    expect((await idsOf(`events/?ip=${event.ip}&status=success`)).length).toBeGreaterThan(0);
    expect(audit).toMatchObject({ count: 1, results: [{ changes: { is_active: [true, false] }, reason: WHY.reason }] });
    expect((await get(`audit/?target_id=${id}&actor_kind=api_key`)).body).toMatchObject({ count: 0, results: [] });
  });

  it.each([
    ['a parameter that there is none of', 'is_activ=false', 'is_activ'],
    ['a column that is no parameter', 'password_hash=a', 'password_hash'],
    ['an inherited name', 'hasOwnProperty=a', 'hasOwnProperty'],
    ['a parameter twice', 'search=a&search=b', 'search'],
    ['an empty one', 'search=', 'search'],
    ['a NUL', 'search=%00', 'search'],
    ['a search of 10 kB', `search=${'x'.repeat(10_000)}`, 'search'],
    ['a flag that is none', 'is_active=1', 'is_active'],
    ['an id that is none', 'id=1', 'id'],
    ['a time that is none', 'since=yesterday', 'since'],
    ['a day that is none', 'until=2026-02-30', 'until'],
    ['an order there is none of', 'ordering=last_login', 'ordering'],
    ['an order by a secret', 'ordering=password_hash', 'ordering'],
    ['an order that is inherited', 'ordering=constructor', 'ordering'],
    ['no rows', 'limit=0', 'limit'],
    ['too many rows', 'limit=101', 'limit'],
    ['rows that are no number', 'limit=1e1', 'limit'],
    ['half an offset', 'offset=1', 'offset'],
  ])('refuses %s, and names it', async (_, query, name) => {
    const { status, body } = await get(`users/?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'validation_failed', errors: { [name]: [expect.stringMatching(/\w{3}/)] } });
  });
});
