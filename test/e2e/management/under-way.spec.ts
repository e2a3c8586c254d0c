import { AccountStatus, because, PasswordAssignment, StaffOperators, UserSessions } from '@castellan/accounts';
import type { StaffOperator } from '@castellan/accounts';
import type { AccessClaims, Caller } from '@castellan/access';
import { Groups, Permissions } from '@castellan/permissions';
import { aMachine } from '../../support/api-keys/keys.js';
import { withApp } from '../../support/app/with-app.js';
import { aStaffMember, managementOf, WHY } from '../../support/management/staff.js';
import type { StaffMember } from '../../support/management/staff.js';
import { aCustomer, auditOf, userRow } from '../../support/panel/users.js';
import { HOST, OPERATOR } from '../../support/people/operators.js';
import { someone } from '../../support/people/people.js';

const RIGHTS = ['users.view', 'users.add', 'users.change', 'users.delete', 'sessions.delete', 'groups.view', 'groups.change'];

describe('an act by the management API', () => {
  const app = withApp({ THROTTLE_ADMIN_WRITE: 'off' });
  let root: StaffMember;
  beforeAll(async () => {
    root = await aStaffMember(app, [], { superuser: true });
  }, 120_000);

  const isActive = async (id: string) => (await userRow(app, id))!['is_active'];

  describe('that is under way', () => {
    /** Let in, as the guard does it; what comes next is decided in the act. */
    const letIn = async ({ session }: StaffMember): Promise<StaffOperator> =>
      because(await app.get(StaffOperators).of(callerOf(session.bearer.authorization), OPERATOR), WHY.reason);

    const ENDS: readonly (readonly [string, (clerk: StaffMember) => Promise<unknown>])[] = [
      ['its permission is taken away', ({ id }) => app.get(Permissions).revokeFromUser(id, ['users.change'], OPERATOR)],
      ['its session ends', ({ id }) => app.get(UserSessions).endAll(id, 'user_revoked')],
      ['its session is renewed (a stolen token)', ({ id }) => app.sql('UPDATE sessions SET step = step + 1 WHERE user_id = $1', [id])],
      ['its session is over', ({ id }) => app.sql('UPDATE sessions SET expires_at = $2 WHERE user_id = $1', [id, app.clock.now()])],
      ['its operator gets another password', ({ id }) => app.get(PasswordAssignment).set(HOST, id, 'a new password for 2026')],
      ['its operator is disabled', ({ id }) => app.get(AccountStatus).setActive(HOST, [id], false)],
      ['its operator is no staff any more', ({ id }) => app.get(AccountStatus).setStaff(HOST, id, false)],
      ['its operator reports the sign-in', ({ id }) => app.sql('UPDATE users SET password_reset_required = true WHERE id = $1', [id])],
      ['its operator closes the account', ({ id }) => app.sql('UPDATE users SET closed_at = $2 WHERE id = $1', [id, app.clock.now()])],
    ];

    it.each(ENDS)('changes nothing when %s meanwhile', async (_, end) => {
      const clerk = await aStaffMember(app, RIGHTS);
      const id = await aCustomer(app);
      const operator = await letIn(clerk);
      await end(clerk);

      await expect(app.get(AccountStatus).disable(operator, [id])).rejects.toMatchObject({
        code: expect.stringMatching(/^(permission_denied|not_authenticated|session_ended|token_expired|token_invalid)$/),
      });
      expect(await isActive(id)).toBe(true);
      expect(await auditOf(app, id)).toEqual([]);
    });

    it('is done, when nothing of that happened', async () => {
      const id = await aCustomer(app);
      await app.get(AccountStatus).disable(await letIn(await aStaffMember(app, RIGHTS)), [id]);
      expect(await isActive(id)).toBe(false);
    });

    it('comes before the loss of the permission or not at all, of thirty at once', async () => {
      const clerk = await aStaffMember(app, RIGHTS);
      const ids = await Promise.all(Array.from({ length: 30 }, () => aCustomer(app)));
      const acts = ids.map((id) => managementOf(app.client(), clerk).post(`users/${id}/disable/`, WHY));
      await Promise.all([app.get(Permissions).revokeFromUser(clerk.id, ['users.change'], OPERATOR), ...acts]);
      const [taken] = await app.sql<{ seq: string }>(
        "SELECT seq FROM audit_log WHERE target_id = $1 AND action = 'user.permissions_changed' ORDER BY seq DESC",
        [clerk.id],
      );

      expect(await app.sql('SELECT seq FROM audit_log WHERE actor_id = $1 AND seq > $2', [clerk.id, taken!.seq])).toEqual([]);
      const statuses = (await Promise.all(acts)).map(({ status }) => status);
      expect(statuses.filter((status) => status !== 204 && status !== 403)).toEqual([]);
    });
  });

  describe('by an API key', () => {
    const ACTS = ['disable/', 'enable/', 'verify/', 'send-reset/'] as const;

    it.each(ACTS)('says which key did %s', async (act) => {
      const { bearer, key } = await aMachine(app, RIGHTS);
      const id = await aCustomer(app);
      if (act === 'enable/') await app.get(AccountStatus).setActive(HOST, [id], false);
      if (act === 'verify/') await app.sql('UPDATE users SET is_verified = false WHERE id = $1', [id]);
      expect(await managementOf(app.client(), { headers: bearer }).post(`users/${id}/${act}`, WHY)).toMatchObject({ status: 204 });

      const [row] = await app.sql('SELECT actor_kind, actor_id, actor_label FROM audit_log WHERE target_id = $1 ORDER BY seq DESC', [id]);
      expect(row).toEqual({ actor_kind: 'api_key', actor_id: key.id, actor_label: key.name });
    });

    it.each([...ACTS, 'unlock/', 'reset-2fa/'])('refuses %s of staff, whatever its permissions', async (act) => {
      const { bearer } = await aMachine(app, RIGHTS);
      const colleague = await aStaffMember(app, []);
      const before = await auditOf(app, colleague.id);
      const answer = await managementOf(app.client(), { headers: bearer }).post(`users/${colleague.id}/${act}`, WHY);

      expect(answer).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
      expect(await auditOf(app, colleague.id)).toEqual(before);
    });

    it('erases no staff, ends no session of theirs, and gives no group', async () => {
      const { bearer } = await aMachine(app, RIGHTS);
      const api = managementOf(app.client(), { headers: bearer });
      const group = await app.get(Groups).createGroup('Billing', [], OPERATOR);
      for (const path of [`users/${root.id}/`, `users/${root.id}/?after=1d`, `users/${root.id}/sessions/`])
        expect(await api.delete(path, WHY)).toMatchObject({ status: 403 });
      expect(await api.put(`users/${await aCustomer(app)}/groups/`, { ...WHY, groups: [group] })).toMatchObject({ status: 403 });
    });

    it('makes one user of twenty requests with one Idempotency-Key, and another key its own', async () => {
      const [one, other] = [await aMachine(app, RIGHTS), await aMachine(app, RIGHTS)];
      const key = { 'idempotency-key': crypto.randomUUID() };
      const { email } = someone();
      const make = ({ bearer }: typeof one) => managementOf(app.client(), { headers: bearer }).post('users/', { email }, key);
      const answers = await Promise.all(Array.from({ length: 20 }, () => make(one)));

      expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
      expect(await make(other)).toMatchObject({ status: 400, body: { errors: { email: [expect.any(String)] } } });
    });
  });
});

/** As the guard reads it off the token. */
function callerOf(authorization: string): Caller {
  const claims = JSON.parse(Buffer.from(authorization.split('.')[1]!, 'base64url').toString()) as AccessClaims & Record<string, unknown>;
  const { sub, sid, aal, amr, auth_time, ver, step } = claims;
  return { userId: sub, sessionId: sid, aal, amr, authTime: auth_time, version: ver, step, claims };
}
