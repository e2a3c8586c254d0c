import { BanEnding } from '@castellan/accounts';
import { aUser, signInBearer } from '../../support/people/people.js';
import type { Person } from '../../support/people/people.js';
import type { SignedInOperator, TestPanel } from '../../support/panel/browser.js';
import { staffedPanel } from '../../support/panel/staffed.js';
import { aCustomer, idOf, json, panelUsers, userRow } from '../../support/panel/users.js';
import type { TestApp } from '../../support/app/test-app.js';

describe(BanEnding.name, () => {
  let app: TestApp;
  let panel: TestPanel;
  let root: SignedInOperator;
  let support: SignedInOperator;
  beforeAll(async () => {
    ({ app, panel, root, support } = await staffedPanel(['users.view', 'users.change']));
    await app.stopSchedules();
  }, 240_000);
  afterAll(async () => {
    await panel.close();
    await app.close();
  });

  const ban = (id: string, until = 'day', by = support) => panelUsers(by.browser).act(id, 'disable', { until });
  const isOver = (id: string) => app.sql("UPDATE users SET disabled_until = now() - interval '1 second' WHERE id = $1", [id]);
  const signIn = async ({ email, password }: Pick<Person, 'email' | 'password'>) => {
    const { status, body } = await app.client().post('/api/auth/login/', { email, password, transport: 'bearer' });
    return { status, detail: body.detail };
  };
  const acts = async (id: string) =>
    app.sql("SELECT actor_kind, changes, reason FROM audit_log WHERE target_id = $1 AND changes ? 'is_active' ORDER BY seq", [id]);

  it('is refused as a wrong password until then, ends all tokens at once, and is shown', async () => {
    const person = await aUser(app);
    const { bearer } = await signInBearer(app, person);
    const id = await idOf(app, person.email);
    expect((await ban(id)).status).toBe(200);

    expect((await app.client().get('/api/auth/me/', bearer)).status).toBe(401);
    expect(await signIn(person)).toEqual(await signIn({ ...person, password: 'a wrong guess' }));
    const row = await userRow(app, id);
    expect(row).toMatchObject({ is_active: false });
    expect(Math.abs((row!['disabled_until'] as Date).getTime() - app.clock.millis() - 86_400_000)).toBeLessThan(60_000);
    const [first] = JSON.parse(json(await panelUsers(root.browser).look(id, 'show')).record.params.sections);
    expect(first).toMatchObject({
      title: 'Disabled',
      fields: [{ label: 'Until' }, { value: support.email }, { value: 'They asked for it.' }],
    });
  });

  it('ends at the door for a right password alone, with a row of the audit log, once for parallel ones', async () => {
    const person = await aUser(app);
    const id = await idOf(app, person.email);
    await ban(id, 'hour');
    await isOver(id);
    expect((await signIn({ ...person, password: 'a wrong guess' })).status).toBe(401);
    expect(await userRow(app, id)).toMatchObject({ is_active: false });

    const answers = await Promise.all(Array.from({ length: 5 }, () => signIn(person)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await userRow(app, id)).toMatchObject({ is_active: true, disabled_until: null });
    expect((await acts(id)).slice(1)).toMatchObject([{ actor_kind: 'system', changes: { is_active: [false, true] } }]);
    const events = await app.sql("SELECT FROM auth_events WHERE user_id = $1 AND event = 'account_enabled'", [id]);
    expect(events).toHaveLength(1);
  });

  it('ends without anybody for those who do not come, and not before', async () => {
    const [over, lasting, forever] = await Promise.all([aCustomer(app), aCustomer(app), aCustomer(app)]);
    for (const id of [over, lasting]) await ban(id);
    await ban(forever, '');
    await isOver(over);
    expect(await app.get(BanEnding).endDue()).toBe(1);
    expect(await active([over, lasting, forever])).toBe(1);
    expect(await userRow(app, forever)).toMatchObject({ disabled_until: null });
  });

  it('takes its end from the last form, and none by a slip of it', async () => {
    const id = await aCustomer(app);
    expect((await ban(id, 'forever')).status).toBe(400);
    expect(await active([id])).toBe(1);
    await ban(id, 'hour');
    await panelUsers(support.browser).actOnAll([id], 'disableAll');
    expect(await userRow(app, id)).toMatchObject({ is_active: false, disabled_until: null });
    await panelUsers(support.browser).actOnAll([id], 'enableAll');
    expect(await userRow(app, id)).toMatchObject({ is_active: true, disabled_until: null });
  });

  it('is shown as it was given last, also to somebody who was banned already', async () => {
    const id = await aCustomer(app);
    await ban(id, 'hour');
    await panelUsers(root.browser).actOnAll([id], 'disableAll');
    const [first] = JSON.parse(json(await panelUsers(root.browser).look(id, 'show')).record.params.sections);
    expect(first.fields).toMatchObject([{ value: 'somebody enables the account' }, { value: root.email }, {}]);
  });

  it('wants a reason that can be read, and counts its lines as the form does', async () => {
    const id = await aCustomer(app);
    const banFor = (reason: string) => panelUsers(support.browser).act(id, 'disable', { until: 'hour', reason });
    const unreadable = [' \r\n ', '\u200b\u2060', 'by \u202etoor\u202c', 'a bell \u0007', 'x'.repeat(501)];
    for (const reason of unreadable) expect((await banFor(reason)).status).toBe(400);
    expect(await active([id])).toBe(1);
    const long = 'ab\n'.repeat(166) + 'ab';
    expect((await banFor(long)).status).toBe(200); // a browser ends each line by two characters
    expect(await acts(id)).toMatchObject([{ reason: long }]);
  });

  it('is not for staff, but by a superuser', async () => {
    const { id } = await panel.aStaffMember();
    expect((await ban(id)).status).toBe(403);
    expect((await ban(id, 'hour', root)).status).toBe(200);
  });
  const active = async (ids: readonly string[]) =>
    (await app.sql('SELECT FROM users WHERE id = ANY ($1::uuid[]) AND is_active', [ids])).length;
});
