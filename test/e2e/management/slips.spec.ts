import { ApiKeys } from '@castellan/api-keys';
import { aMachine, COMMAND } from '../../support/api-keys/keys.js';
import { withApp } from '../../support/app/with-app.js';
import { someAddress } from '../../support/http/some-address.js';
import { aStaffMember, managementOf, WHY } from '../../support/management/staff.js';
import type { StaffMember } from '../../support/management/staff.js';
import { aCustomer, userRow } from '../../support/panel/users.js';
import { someone } from '../../support/people/people.js';

describe('a slip of the hand at the management API', () => {
  const app = withApp();
  let clerk: StaffMember;
  beforeAll(async () => {
    clerk = await aStaffMember(app, ['users.view', 'users.add', 'users.change', 'users.delete']);
  }, 120_000);
  const api = (who: Pick<StaffMember, 'headers'> = clerk) => managementOf(app.client(), who);

  it.each([
    ['?afer=14d', WHY, 'afer'],
    ['?After=14d', WHY, 'After'],
    ['?after=14d&dry_run=true', WHY, 'dry_run'],
    ['?__proto__=14d', WHY, '__proto__'],
    ['', { ...WHY, after: '14d' }, 'after'],
    ['', { ...WHY, after: null }, 'after'],
  ])('erases nobody at once who was to be erased otherwise: `%s` %j', async (query, body, named) => {
    const id = await aCustomer(app);

    const answer = await api().delete(`users/${id}/${query}`, body);

    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors as object)).toEqual([named]);
    expect(await userRow(app, id)).toMatchObject({ closed_at: null });
  });

  it('is told, where a change would be left out', async () => {
    const id = await aCustomer(app);
    const refused = (named: string) => ({ status: 400, body: { errors: { [named]: ['This is not taken here.'] } } });

    expect(await api().patch(`users/${id}/`, { is_active: false })).toMatchObject(refused('is_active'));
    expect(await api().patch(`users/${id}/`, { email: 'new@example.com' })).toMatchObject(refused('email'));
    expect(await api().post('users/', { email: someone().email, is_staff: true })).toMatchObject(refused('is_staff'));
    expect(await api().post(`users/${id}/disable/`, { ...WHY, until: '1d' })).toMatchObject(refused('until'));
    expect(await userRow(app, id)).toMatchObject({ is_active: true });
  });

  it('bans nobody for ever who was to be banned for a week, and takes nothing else from a URL that stands in the body', async () => {
    const id = await aCustomer(app);
    const refused = (named: string) => ({ status: 400, body: { errors: { [named]: ['This is not taken here.'] } } });

    expect(await api().post(`users/${id}/disable/?for=7d`, WHY)).toMatchObject(refused('for'));
    expect(await api().post(`users/?invite=true`, { email: someone().email })).toMatchObject(refused('invite'));
    expect(await api().patch(`users/${id}/?__proto__=x`, {})).toMatchObject({ status: 400 });
    expect(await userRow(app, id)).toMatchObject({ is_active: true });
    expect(await api().post(`users/${id}/disable/`, { ...WHY, for: '7d' })).toMatchObject({ status: 204 });
  });

  it('narrows no list by what no list has, also by `__proto__`', async () => {
    const answer = await api().get('users/?__proto__=x');

    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors as object)).toEqual(['__proto__']);
  });

  it('names who cannot be disabled to nobody who may not see them', async () => {
    const blind = await aStaffMember(app, ['users.change']);
    const root = await aStaffMember(app, [], { superuser: true });

    for (const id of [root.id, blind.id]) {
      const answer = await api(blind).post(`users/${id}/disable/`, WHY);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(JSON.stringify(answer.body)).not.toContain('@');
    }
  });

  it('with a key that is revoked or over shuts out no other machine at the same address', async () => {
    const old = await aMachine(app, ['users.view']);
    const good = await aMachine(app, ['users.view']);
    await app.get(ApiKeys).revoke({ ...COMMAND, context: { ...COMMAND.context, reason: 'It is old.' } }, old.key.id);

    const client = app.client({ 'x-forwarded-for': someAddress() });
    for (let n = 0; n < 30; n++) expect(await client.get('/api/admin/users/', old.bearer)).toMatchObject({ status: 401 });

    expect(await client.get('/api/admin/users/', good.bearer)).toMatchObject({ status: 200 });
  });
});
