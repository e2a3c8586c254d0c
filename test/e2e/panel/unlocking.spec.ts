import { AccountStatus, AccountUnlocking } from '@castellan/accounts';
import { Unavailable } from '@castellan/common';
import { Budgets } from '@castellan/limits';
import { HOST, operatorIn } from '../../support/people/operators.js';
import { aUser } from '../../support/people/people.js';
import type { Person } from '../../support/people/people.js';
import type { SignedInOperator, TestPanel } from '../../support/panel/browser.js';
import { lockOut } from '../../support/panel/lock-outs.js';
import { staffedPanel } from '../../support/panel/staffed.js';
import { idOf, json, panelUsers } from '../../support/panel/users.js';
import type { TestApp } from '../../support/app/test-app.js';

describe(AccountUnlocking.name, () => {
  let app: TestApp;
  let panel: TestPanel;
  let root: SignedInOperator;
  let support: SignedInOperator;
  beforeAll(async () => {
    ({ app, panel, root, support } = await staffedPanel(['users.view', 'users.change']));
  }, 240_000);
  afterAll(async () => {
    await panel.close();
    await app.close();
  });

  const signIn = ({ email, password }: Pick<Person, 'email' | 'password'>, deviceToken?: string) =>
    app.client().post('/api/auth/login/', { email, password, transport: 'bearer', ...(deviceToken && { device_token: deviceToken }) });
  const sectionOf = async (id: string, title: string) =>
    JSON.parse(json(await panelUsers(support.browser).look(id, 'show')).record.params.sections).find(
      (section: { readonly title: string }) => section.title === title,
    );
  const saysLockedOut = async (id: string) =>
    (await sectionOf(id, 'Identity')).fields.find(({ label }: { readonly label: string }) => label === 'Locked out').value;
  const unlock = (id: string, by = support) => panelUsers(by.browser).act(id, 'unlock');

  it('shows what is refused, until when and why, and lifts it, without a session', async () => {
    const person = await aUser(app);
    const id = await idOf(app, person.email);
    expect([await saysLockedOut(id), await sectionOf(id, 'Locked out')]).toEqual([false, undefined]);
    for (let n = 0; n < 5; n += 1) await signIn({ ...person, password: 'a wrong guess' });
    expect((await signIn(person)).status).toBe(401);

    const { rows } = (await sectionOf(id, 'Locked out')).table;
    expect(rows).toEqual([[expect.stringMatching(/^Sign-in by password/), expect.any(String), '5 wrong passwords']]);
    expect(Math.abs(Date.parse(rows[0][1]) - app.clock.millis() - 15 * 60_000)).toBeLessThan(60_000);
    const { links } = await sectionOf(id, 'Locked out');
    expect(links).toEqual([{ label: 'Unlock', resource: 'users', record: id, action: 'unlock' }]);
    expect((await unlock(id)).status).toBe(200);

    expect(await saysLockedOut(id)).toBe(false);
    expect(await app.sql('SELECT FROM sessions WHERE user_id = $1', [id])).toEqual([]);
    expect((await signIn(person)).status).toBe(200);
    const [row] = await app.sql('SELECT actor_id, changes, reason FROM audit_log WHERE target_id = $1', [id]);
    expect(row).toEqual({ actor_id: support.id, changes: { refused: [['password'], []] }, reason: 'They asked for it.' });
    expect(await app.sql("SELECT status FROM auth_events WHERE user_id = $1 AND event = 'account_unlocked'", [id])).toHaveLength(1);
  });

  it('tells each refusal apart, one of a known device by its name, and lifts all', async () => {
    const person = await aUser(app);
    const id = await idOf(app, person.email);
    const { device_token: device } = (await signIn(person)).body;
    for (let n = 0; n < 5; n += 1) await signIn({ ...person, password: 'a wrong guess' }, device);
    for (const kind of ['password', 'second_factor', 'second_factor_of_strangers'] as const) await lockOut(app, id, kind);

    const { rows } = (await sectionOf(id, 'Locked out')).table;
    expect(rows.map(([, , why]: readonly string[]) => why)).toEqual([
      '5 wrong passwords',
      '5 wrong passwords there',
      '10 wrong codes in 15 minutes',
      '20 wrong codes in a day',
    ]);
    expect((await unlock(id)).status).toBe(200);
    expect(await sectionOf(id, 'Locked out')).toBeUndefined();
  });

  it('spends nothing by a look, and prolongs nothing', async () => {
    const person = await aUser(app);
    const id = await idOf(app, person.email);
    for (let n = 0; n < 4; n += 1) await signIn({ ...person, password: 'a wrong guess' });
    for (let n = 0; n < 10; n += 1) await panelUsers(support.browser).look(id, 'show');
    expect((await signIn(person)).status).toBe(200);
  });

  it('is not for staff, but by a superuser, nor for oneself (support unlocks an operator it guesses at)', async () => {
    const { id } = await panel.aStaffMember();
    await lockOut(app, id);
    expect((await unlock(id)).status).toBe(403);
    expect(await saysLockedOut(id)).toBe(true);
    expect((await unlock(id, root)).status).toBe(200);
    await lockOut(app, root.id);
    expect((await unlock(root.id, root)).status).toBe(400);
  });

  it('lifts nothing by a form that is refused at its end', async () => {
    const id = await idOf(app, (await aUser(app)).email);
    await lockOut(app, id);
    const operator = await operatorIn(app, ['users.view', 'users.change']);
    await app.get(AccountStatus).setStaff(HOST, operator.id, false);
    await expect(app.get(AccountUnlocking).unlock(operator, id)).rejects.toMatchObject({ kind: 'unauthenticated' });
    expect(await saysLockedOut(id)).toBe(true);
  });

  it('says so when nothing is refused, and when nobody can tell', async () => {
    const id = await idOf(app, (await aUser(app)).email);
    const answer = await unlock(id);
    expect([answer.status, json(answer).notice.message]).toEqual([400, expect.stringMatching(/Nothing is refused/)]);
    const away = jest.spyOn(app.get(Budgets), 'refusedFor').mockRejectedValue(new Unavailable());
    expect([await saysLockedOut(id), (await sectionOf(id, 'Locked out')).text]).toEqual(['not known', expect.stringMatching(/is away/)]);
    expect((await unlock(id)).status).toBe(503);
    away.mockRestore();
  });
});
