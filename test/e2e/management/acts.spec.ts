import { AccountStatus, AccountSupport, AccountUnlocking, because, SessionRevocation, TwoFactorReset } from '@castellan/accounts';
import type { Operator, PanelOperator } from '@castellan/accounts';
import { AuditLog } from '@castellan/log';
import { PanelRights } from '@castellan/panel';
import { Groups } from '@castellan/permissions';
import { withApp } from '../../support/app/with-app.js';
import { aStaffMember, managementOf, WHY } from '../../support/management/staff.js';
import type { StaffMember } from '../../support/management/staff.js';
import { aCustomer, userRow } from '../../support/panel/users.js';
import { OPERATOR, operatorIn } from '../../support/people/operators.js';
import { aProtectedUser, idOf } from '../../support/people/second-factor.js';
import { aUser, signInBearer } from '../../support/people/people.js';

const ALL = ['users.view', 'users.add', 'users.change', 'users.delete', 'sessions.view', 'sessions.delete', 'groups.view', 'groups.change'];

describe('the management API', () => {
  const app = withApp();
  let clerk: StaffMember;
  let root: StaffMember;
  let atPanel: PanelOperator;
  beforeAll(async () => {
    clerk = await aStaffMember(app, ALL);
    root = await aStaffMember(app, [], { superuser: true });
    atPanel = because(await operatorIn(app, ALL), WHY.reason);
  }, 120_000);

  const api = (who = clerk) => managementOf(app.client(), who);
  /** What the audit log says of the user, but for who and when. */
  const actsOn = async (id: string) =>
    (await app.get(AuditLog).search({ targetId: id, limit: 50 }))
      .toReversed()
      .map(({ action, targetType, changes, reason }) => ({ action, targetType, changes, reason }));
  const lockedOut = async (): Promise<string> => {
    const person = await aUser(app);
    for (let n = 0; n < 6; n++) await app.client().post('/api/auth/login/', { email: person.email, password: 'not it at all' });
    return idOf(app, person);
  };
  const unproven = async (): Promise<string> => {
    const id = await aCustomer(app);
    await app.sql('UPDATE users SET is_verified = false WHERE id = $1', [id]);
    return id;
  };
  const disabled = async (): Promise<string> => {
    const id = await aCustomer(app);
    await app.get(AccountStatus).disable(atPanel, [id]);
    return id;
  };

  const ACTS: readonly (readonly [
    act: string,
    target: () => Promise<string>,
    byApi: readonly [method: 'post' | 'delete' | 'patch', path: string, body: object],
    atPanel: (operator: Operator, id: string) => Promise<unknown>,
  ])[] = [
    ['disable', () => aCustomer(app), ['post', 'disable/', WHY], (by, id) => app.get(AccountStatus).setActive(by, [id], false)],
    ['enable', disabled, ['post', 'enable/', {}], (by, id) => app.get(AccountStatus).setActive(by, [id], true)],
    ['verify', unproven, ['post', 'verify/', {}], (by, id) => app.get(AccountSupport).verify(by, id)],
    [
      'reset-2fa',
      async () => idOf(app, await aProtectedUser(app)),
      ['post', 'reset-2fa/', WHY],
      (by, id) => app.get(TwoFactorReset).reset(by, id, WHY.reason),
    ],
    ['send-reset', () => aCustomer(app), ['post', 'send-reset/', {}], (by, id) => app.get(AccountSupport).sendResetLink(by, id)],
    ['unlock', lockedOut, ['post', 'unlock/', WHY], (by, id) => app.get(AccountUnlocking).unlock(by, id)],
    ['end sessions', () => aCustomer(app), ['delete', 'sessions/', WHY], (by, id) => app.get(SessionRevocation).endAll(by, id)],
    [
      'change',
      () => aCustomer(app),
      ['patch', '', { first_name: 'Grace' }],
      (by, id) => app.get(AccountSupport).change(by, id, { first_name: 'Grace' }, null),
    ],
  ];

  it.each(ACTS)('leaves the same of %s in the audit log as the panel does, and says who', async (_, target, [method, path, body], act) => {
    const [one, other] = [await target(), await target()];
    const answer = await api()[method](`users/${one}/${path}`, body);
    // Without a body there is no reason, neither here nor there.
    await act('reason' in body ? atPanel : { ...atPanel, context: OPERATOR }, other);

    expect([200, 204]).toContain(answer.status);
    const left = await actsOn(one);
    expect(left).toEqual(await actsOn(other));
    const [row] = await app.get(AuditLog).search({ targetId: one, limit: 1 });
    expect(row).toMatchObject({ actorKind: 'user', actorId: clerk.id });
  });

  it.each(ACTS.filter(([, , [, , body]]) => 'reason' in body))(
    'asks why of %s, and does nothing without',
    async (_, target, [method, path]) => {
      const id = await target();
      const before = await actsOn(id);
      const answer = await api()[method](`users/${id}/${path}`, {});

      expect(answer).toMatchObject({ status: 400, body: { code: 'validation_failed', errors: { reason: [expect.any(String)] } } });
      expect(await actsOn(id)).toEqual(before);
    },
  );

  it.each(ACTS)('refuses %s of staff to whoever is no superuser (privilege escalation)', async (act, _, [method, path, body]) => {
    const colleague = await aStaffMember(app, []);
    const before = await actsOn(colleague.id);
    const answer = await api()[method](`users/${colleague.id}/${path}`, body);

    if (act === 'send-reset') return; // a mail to its owner, which the panel sends as well
    expect(answer).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
    expect(await actsOn(colleague.id)).toEqual(before);
  });

  it.each(ACTS)('says 404 of %s of nobody', async (_, __, [method, path, body]) => {
    expect(await api()[method](`users/00000000-0000-4000-8000-000000000000/${path}`, body)).toMatchObject({ status: 404 });
    expect(await api()[method](`users/nobody/${path}`, body)).toMatchObject({ status: 404 });
  });

  it.each(ACTS)('refuses %s without the permission', async (_, target, [method, path, body]) => {
    const id = await target();
    const viewer = await aStaffMember(app, ['users.view', 'sessions.view']);

    expect(await api(viewer)[method](`users/${id}/${path}`, body)).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
  });

  it('disables for a while, and refuses no time at all', async () => {
    const id = await aCustomer(app);
    expect(await api().post(`users/${id}/disable/`, { ...WHY, for: '0d' })).toMatchObject({
      status: 400,
      body: { errors: { for: [expect.any(String)] } },
    });
    await api().post(`users/${id}/disable/`, { ...WHY, for: '7d' });

    const row = await userRow(app, id);
    expect((row!['disabled_until'] as Date).getTime()).toBe(app.clock.millis() + 7 * 24 * 3_600_000);
  });

  it('refuses a session of one factor, and who is no staff', async () => {
    const person = await aUser(app);
    const { bearer } = await signInBearer(app, person);
    expect(await managementOf(app.client(), { headers: bearer }).get(`users/${clerk.id}/`)).toMatchObject({ status: 403 });
    expect(await app.client().get(`/api/admin/users/${clerk.id}/`)).toMatchObject({ status: 401 });
  });

  it('ends every session of the operator but the one they act with', async () => {
    const chief = await aStaffMember(app, [], { superuser: true });
    const other = await signInBearer(app, await aUser(app));
    expect(other.bearer).toBeDefined();
    expect(await api(chief).delete(`users/${chief.id}/sessions/`, WHY)).toMatchObject({ status: 204 });

    expect((await api(chief).get(`users/${chief.id}/sessions/`)).body).toMatchObject({ count: 1, results: [{ id: expect.any(String) }] });
  });

  it('gives and takes groups for a superuser alone', async () => {
    const id = await aCustomer(app);
    const group = await app.get(Groups).createGroup('Support', ['users.view'], OPERATOR);
    const other = await aCustomer(app);

    expect(await api().put(`users/${id}/groups/`, { ...WHY, groups: [group] })).toMatchObject({ status: 403 });
    expect(await api(root).put(`users/${id}/groups/`, { groups: [group] })).toMatchObject({ status: 400 });
    expect((await api(root).put(`users/${id}/groups/`, { ...WHY, groups: [group, group] })).body.results).toEqual([
      { id: group, name: 'Support' },
    ]);
    expect((await api().get(`users/${id}/groups/`)).body).toMatchObject({ count: 1, next: null });
    const superuser = because({ ...atPanel, isSuperuser: true }, WHY.reason);
    await expect(app.get(PanelRights).setMemberships(superuser, other, [group])).rejects.toThrow(); // a superuser who is none
    expect((await api(root).put(`users/${id}/groups/`, { ...WHY, groups: [] })).body.results).toEqual([]);
    expect(await api(root).put(`users/${id}/groups/`, { ...WHY, groups: ['nothing'] })).toMatchObject({ status: 400 });
    expect(await api().get('users/00000000-0000-4000-8000-000000000000/groups/')).toMatchObject({ status: 404 });
  });

  it('writes a refusal into nobody’s history', async () => {
    await api().post(`users/${root.id}/disable/`, WHY);
    const events = await app.sql(
      "SELECT user_id FROM auth_events WHERE event = 'account_disabled' AND status = 'failure' AND user_id IS NOT NULL",
    );
    expect(events).toEqual([]);
  });
});
