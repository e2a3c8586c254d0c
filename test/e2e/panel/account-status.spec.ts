import { AccountDeletion, AccountStatus } from '@castellan/accounts';
import { Permissions } from '@castellan/permissions';
import { ValidationFailed } from '@castellan/common';
import { aMachine, ITS_PERMISSION } from '../../support/api-keys/keys.js';
import { HOST, NOBODY, OPERATOR, operatorOf } from '../../support/people/operators.js';
import type { SignedInOperator, TestPanel } from '../../support/panel/browser.js';
import { aCustomer, auditOf, idOf, json, panelUsers, userRow } from '../../support/panel/users.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { aProtectedUser } from '../../support/people/second-factor.js';
import { staffedPanel } from '../../support/panel/staffed.js';
import type { TestApp } from '../../support/app/test-app.js';

describe(AccountStatus.name, () => {
  let app: TestApp;
  let panel: TestPanel;
  let root: SignedInOperator;
  let support: SignedInOperator;
  beforeAll(async () => {
    ({ app, panel, root, support } = await staffedPanel(['users.view', 'users.change', 'users.delete']));
  }, 240_000);
  afterAll(async () => {
    await panel.close();
    await app.close();
  });

  const customers = async (count: number): Promise<readonly string[]> => {
    const made: string[] = [];
    for (let n = 0; n < count; n += 1) made.push(await aCustomer(app));
    return made;
  };
  const active = async (ids: readonly string[]) =>
    (await app.sql<{ id: string }>('SELECT id FROM users WHERE id = ANY ($1::uuid[]) AND is_active', [ids])).length;
  const disabledBy = async (id: string) =>
    (await auditOf(app, id)).filter(({ changes }) => JSON.stringify(changes) === '{"is_active":[true,false]}').map((row) => row.actor_id);

  describe('many at once', () => {
    it('are disabled and enabled, each with a row of the audit log, and signed out', async () => {
      const person = await aUser(app);
      const { bearer } = await signInBearer(app, person);
      const ids = [...(await customers(3)), await idOf(app, person.email)];

      expect((await panelUsers(support.browser).actOnAll(ids, 'disableAll')).status).toBe(200);

      expect(await active(ids)).toBe(0);
      for (const id of ids) expect(await disabledBy(id)).toEqual([support.id]);
      expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(401);
      expect((await panelUsers(support.browser).actOnAll(ids, 'enableAll')).status).toBe(200);
      expect(await active(ids)).toBe(4);
    });

    it('are all refused for one that may not be touched, and the message says which', async () => {
      const ids = await customers(2);
      const answer = await panelUsers(support.browser).actOnAll([...ids, root.id], 'disableAll');
      expect(answer.status).toBe(403);
      expect(json(answer).notice.message).toContain(root.email);
      expect(await active(ids)).toBe(2);
      expect(await disabledBy(ids[0]!)).toEqual([]);
    });

    it('are all refused when oneself is among them', async () => {
      const ids = await customers(1);
      const answer = await panelUsers(root.browser).actOnAll([...ids, root.id], 'disableAll');
      expect(answer.status).toBe(400);
      expect(json(answer).notice.message).toMatch(new RegExp(`${root.email}: That is your own account`));
      expect(await active(ids)).toBe(1);
    });

    it('are all refused when one is gone, or when they are too many', async () => {
      const ids = await customers(1);
      expect((await panelUsers(root.browser).actOnAll([...ids, NOBODY], 'disableAll')).status).toBe(404);
      const strangers = Array.from({ length: 501 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
      await expect(app.get(AccountStatus).setActive(await operator(), [...ids, ...strangers], false)).rejects.toBeInstanceOf(
        ValidationFailed,
      );
      const answer = await panelUsers(root.browser).actOnAll([...ids, 'x'], 'disableAll');
      expect(answer.status).toBe(400);
      expect(await active(ids)).toBe(1);
    });

    it('keep one superuser: of two who would both go, none goes', async () => {
      const supers = [await panel.aStaffMember({ superuser: true }), await panel.aStaffMember({ superuser: true })];
      const ids = supers.map(({ id }) => id);
      const by = { ...(await operator()), id: NOBODY };
      await app.sql('UPDATE users SET is_superuser = false WHERE id = $1', [root.id]);
      const failure = await app
        .get(AccountStatus)
        .setActive(by, ids, false)
        .catch((error: unknown) => error);
      await app.sql('UPDATE users SET is_superuser = true WHERE id = $1', [root.id]);
      expect(failure).toMatchObject({ code: 'last_superuser' });
      expect(await active(ids)).toBe(2);
      for (const id of ids) await app.get(AccountDeletion).delete(HOST, id);
    });

    it('wait for each other in no circle, whatever their order (deadlock)', async () => {
      const ids = await customers(12);
      const orders = Array.from({ length: 8 }, (_, n) => (n % 2 ? ids : ids.toReversed()));
      const answers = await Promise.all(
        orders.map((order, n) => panelUsers(n % 3 ? root.browser : support.browser).actOnAll(order, n % 2 ? 'disableAll' : 'enableAll')),
      );
      expect(answers.map(({ status }) => status)).toEqual(orders.map(() => 200));
      expect([0, 12]).toContain(await active(ids));
    });

    it('may be 500 at once, and no more', async () => {
      const { rows } = await many(500);
      expect((await panelUsers(support.browser).actOnAll(rows, 'disableAll')).status).toBe(200);
      expect(await active(rows)).toBe(0);
      expect(await disabledBy(rows[499]!)).toEqual([support.id]);
      const answer = await panelUsers(support.browser).actOnAll([...rows, NOBODY], 'enableAll');
      expect(answer.status).toBe(400);
      expect(json(answer).notice.message).toMatch(/at most 500/);
      expect(await active(rows)).toBe(0);
    });

    /** Without a sign-up: nobody signs in with them. */
    const many = async (count: number) => ({
      rows: (
        await app.sql<{ id: string }>(
          "INSERT INTO users (email, date_joined) SELECT 'many' || n || '@example.com', now() FROM generate_series(1, $1::int) n RETURNING id",
          [count],
        )
      ).map(({ id }) => id),
    });

    const operator = () => operatorOf(app, root.browser.jar.get('admin_session')!);
  });

  describe('deleting', () => {
    it('says before what goes and what stays', async () => {
      const { session, ...person } = await aProtectedUser(app);
      await app.client().post('/api/auth/logout/', { refresh: session.refresh });
      await signInAgain(person);
      const id = await idOf(app, person.email);
      const { key } = await aMachine(app, [ITS_PERMISSION]);
      await app.sql('UPDATE api_keys SET maker_id = $2, is_local = false WHERE id = $1', [key.id, id]);
      const { consequences } = json(await panelUsers(support.browser).look(id, 'erase'));
      expect(consequences).toEqual([
        'Goes: profile, no avatar',
        'Goes: no phone number',
        'Goes: the second factor, 10 backup codes',
        'Goes: no passkeys',
        'Goes: no connected accounts',
        'Goes: 2 sessions, 1 of them live',
        'Goes: 2 known devices',
        'Goes: no group memberships, no permissions of their own',
        'Goes: no registration sources',
        'Stays: 1 API key that they made; 1 live, which open nothing from then on',
        expect.stringMatching(/^Stays: \d+ events, without address and name$/),
        'Stays: no rows of the audit log',
      ]);
    });

    it('asks for the address of the user, and goes with no other', async () => {
      const id = await aCustomer(app);
      const other = await aUser(app);
      for (const email of ['', other.email, 'yes', '%']) {
        const answer = await panelUsers(support.browser).act(id, 'erase', { email });
        expect(answer.status).toBe(400);
        expect(json(answer).notice.message).toMatch(/not the e-mail address/);
      }
      expect(await userRow(app, id)).toBeDefined();
    });

    it('takes the address as people type it, and leaves no row', async () => {
      const { email } = await aUser(app);
      const id = await idOf(app, email);
      expect((await panelUsers(support.browser).act(id, 'erase', { email: ` ${email.toUpperCase()} ` })).status).toBe(200);
      expect(await userRow(app, id)).toBeUndefined();
      expect((await auditOf(app, id)).at(-1)).toMatchObject({ action: 'user.deleted', actor_id: support.id });
    });

    it('is for superusers where staff is concerned, and for nobody where it is oneself', async () => {
      const answer = await panelUsers(support.browser).act(root.id, 'erase', { email: root.email });
      expect(answer.status).toBe(403);
      expect((await panelUsers(root.browser).act(root.id, 'erase', { email: root.email })).status).toBe(400);
      expect(await userRow(app, root.id)).toMatchObject({ is_active: true });
    });

    it('tells nothing to who may not delete', async () => {
      const id = await aCustomer(app);
      const { browser, ...operator } = await panel.anOperator();
      await app.get(Permissions).grantToUser(operator.id, ['users.view', 'users.change'], OPERATOR);
      expect((await panelUsers(browser).look(id, 'erase')).status).toBe(403);
    });
  });

  async function signInAgain({ email, password, phone }: Pick<Awaited<ReturnType<typeof aProtectedUser>>, 'email' | 'password' | 'phone'>) {
    const { body } = await app.client().post('/api/auth/login/', { email, password, transport: 'bearer' });
    const answer = await app
      .client()
      .post('/api/auth/2fa/verify-login/', { session_token: body.session_token, code: await phone.nextCode() });
    expect(answer.status).toBe(200);
  }
});
