import { once } from 'node:events';
import { request } from 'node:http';
import { Groups, Permissions } from '@castellan/permissions';
import { PanelLists } from '@castellan/panel';
import { AccountStatus, SessionRevocation, PasswordAssignment } from '@castellan/accounts';
import pg from 'pg';
import { HOST, OPERATOR, operatorOf, operatorWith } from '../../support/people/operators.js';
import { TestPanel } from '../../support/panel/browser.js';
import type { SignedInOperator } from '../../support/panel/browser.js';
import { aCustomer, auditOf, json, panelUsers, userRow } from '../../support/panel/users.js';
import { TestApp } from '../../support/app/test-app.js';

describe('an act at the panel that is under way', () => {
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

  const RIGHTS = ['users.view', 'users.change', 'groups.view', 'groups.add'];
  async function aClerk(): Promise<SignedInOperator> {
    const clerk = await panel.anOperator();
    await app.get(Permissions).grantToUser(clerk.id, RIGHTS, OPERATOR);
    return clerk;
  }
  const isEnabled = async (id: string) => (await userRow(app, id))!['is_active'];

  const ENDS: readonly (readonly [string, (clerk: SignedInOperator) => Promise<unknown>])[] = [
    ['its permission is taken away', ({ id }) => app.get(Permissions).revokeFromUser(id, ['users.change', 'groups.add'], OPERATOR)],
    ['its owner reports the sign-in', ({ id }) => app.sql('UPDATE users SET password_reset_required = true WHERE id = $1', [id])],
    ['its owner gets another password', ({ id }) => app.get(PasswordAssignment).set(HOST, id, 'a new password for 2026')],
    ['its operator is disabled', ({ id }) => app.get(AccountStatus).setActive(HOST, [id], false)],
    ['its operator is no staff any more', ({ id }) => app.get(AccountStatus).setStaff(HOST, id, false)],
    ['its second factor is gone', ({ id }) => app.sql('DELETE FROM two_factor WHERE user_id = $1', [id])],
    [
      'a superuser ends the session',
      async ({ id }) => {
        const [session] = await app.sql<{ id: string }>('SELECT id FROM admin_sessions WHERE user_id = $1', [id]);
        await app.get(SessionRevocation).endAtPanel(await operatorOf(app, root.browser.jar.get('admin_session')!), session!.id);
      },
    ],
  ];

  it.each(ENDS)('changes nothing when %s between the head and the body of its form (half-sent form)', async (_, end) => {
    const clerk = await aClerk();
    const id = await aCustomer(app);
    const before = await auditOf(app, id);
    const send = await halfSent(clerk, `/api/resources/users/records/${id}/disable`);
    await end(clerk);

    expect([401, 403]).toContain(await send());
    expect(await isEnabled(id)).toBe(true);
    expect(await auditOf(app, id)).toEqual(before);
  });

  it.each(ENDS.slice(0, 2))('makes no group when %s meanwhile', async (_, end) => {
    const clerk = await aClerk();
    const name = `made too late ${crypto.randomUUID()}`;
    const send = await halfSent(clerk, '/api/resources/groups/actions/new', `name=${name}`);
    await end(clerk);
    await send();

    expect((await app.get(Groups).list()).filter((group) => group.name === name)).toEqual([]);
  });

  it('is done, when nothing of that happened', async () => {
    const id = await aCustomer(app);
    const send = await halfSent(await aClerk(), `/api/resources/users/records/${id}/disable`);

    expect(await send()).toBe(200);
    expect(await isEnabled(id)).toBe(false);
  });

  it('comes before the loss of the permission or not at all, of thirty at once', async () => {
    const clerk = await aClerk();
    const ids = await Promise.all(Array.from({ length: 30 }, () => aCustomer(app)));
    const acts = ids.map((id) => panelUsers(clerk.browser).act(id, 'disable'));
    const [taken] = await Promise.all([app.get(Permissions).revokeFromUser(clerk.id, ['users.change'], OPERATOR), ...acts]).then(async () =>
      app.sql<{ seq: string }>("SELECT seq FROM audit_log WHERE target_id = $1 AND action = 'user.permissions_changed' ORDER BY seq DESC", [
        clerk.id,
      ]),
    );
    const late = await app.sql('SELECT seq FROM audit_log WHERE actor_id = $1 AND seq > $2', [clerk.id, taken!.seq]);

    expect(late).toEqual([]);
    const statuses = (await Promise.all(acts)).map(({ status }) => status);
    expect(statuses.filter((status) => status !== 200 && status !== 403)).toEqual([]);
  });

  it('waits for a user whose row is locked, and is refused when the report was faster (PostgreSQL)', async () => {
    if (app.configuration.database.kind === 'embedded') return; // one connection: nobody waits inside
    const clerk = await aClerk();
    const id = await aCustomer(app);
    const other = new pg.Client({ connectionString: app.configuration.database.url });
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [id]);
    const { browser } = clerk;
    const act = panelUsers(browser).act(id, 'disable');
    await waitedFor(other);
    await app.sql('UPDATE users SET password_reset_required = true WHERE id = $1', [clerk.id]);
    await other.query('COMMIT');
    await other.end();

    expect((await act).status).toBe(401);
    expect(await isEnabled(id)).toBe(true);
  });

  it('is about the record of its address, whatever its form says (object-level authorisation)', async () => {
    const clerk = await aClerk();
    const [named, hidden] = [await aCustomer(app), await aCustomer(app)];
    const lists = app.get(PanelLists);
    const versionOf = async (id: string) => String((await lists.find(operatorWith(['users.view']), 'users', [id]))[0]!['version']);
    const form = { id: hidden, first_name: 'Eve' };

    await panelUsers(clerk.browser).act(named, 'edit', { ...form, version: await versionOf(hidden) });
    expect(await userRow(app, hidden)).toMatchObject({ first_name: '' });
    await panelUsers(clerk.browser).act(named, 'edit', { ...form, version: await versionOf(named) });
    expect([await userRow(app, hidden), await userRow(app, named)]).toMatchObject([{ first_name: '' }, { first_name: 'Eve' }]);

    const answer = await panelUsers(clerk.browser).act(named, 'disable', { id: hidden, recordId: hidden, recordIds: hidden });
    expect(json(answer).notice.type).toBe('success');
    expect([await isEnabled(hidden), await isEnabled(named)]).toEqual([true, false]);
    await panelUsers(clerk.browser).actOnAll([named], 'enableAll');
    expect([await isEnabled(hidden), await isEnabled(named)]).toEqual([true, true]);
  });

  /** The head of a form and the half of its body: who sends it was let in. Gives what sends the rest. */
  async function halfSent(
    { browser }: SignedInOperator,
    path: string,
    body = 'confirmed=yes&reason=They+asked',
  ): Promise<() => Promise<number>> {
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, origin: panel.base, 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
    const sending = request(panel.base + path, { method: 'POST', headers });
    sending.write(body.slice(0, 3));
    await letIn(browser);
    return async () => {
      sending.end(body.slice(3));
      const [response] = await once(sending, 'response');
      response.resume();
      return response.statusCode;
    };
  }

  /** One request later on the same server, the earlier one has been asked for its session too. */
  async function letIn(browser: SignedInOperator['browser']): Promise<void> {
    for (let n = 0; n < 3; n += 1) await browser.get('/api/dashboard');
  }

  /** Until somebody waits for what the client holds. */
  async function waitedFor(client: pg.Client): Promise<void> {
    const sql = 'SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))';
    while ((await client.query(sql)).rowCount === 0);
  }
});
