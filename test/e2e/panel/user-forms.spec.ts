import { AccountDeletion, AccountStatus, AccountSupport } from '@castellan/accounts';
import { Unavailable } from '@castellan/common';
import { HOST } from '../../support/people/operators.js';
import type { SignedInOperator, TestPanel } from '../../support/panel/browser.js';
import { aCustomer, auditOf, idOf, json, panelUsers, userRow } from '../../support/panel/users.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { staffedPanel } from '../../support/panel/staffed.js';
import type { TestApp } from '../../support/app/test-app.js';

describe(`${AccountSupport.name}: forms`, () => {
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

  /** The form as it was opened: what it holds, and how it is saved. */
  async function openForm(id: string, { browser } = support) {
    const { params } = json(await panelUsers(browser).look(id, 'edit')).record;
    return (fields: Record<string, string>) =>
      panelUsers(browser)
        .act(id, 'edit', { version: params.version, ...fields })
        .then(json);
  }
  const isSaved = (answer: { notice: { type: string } }): boolean => answer.notice.type === 'success';

  it('changes username and names, and writes down who did it', async () => {
    const id = await aCustomer(app);
    const save = await openForm(id);

    expect(isSaved(await save({ username: 'Ada.L', first_name: 'Ada', last_name: 'Lovelace' }))).toBe(true);

    expect(await userRow(app, id)).toMatchObject({ username: 'Ada.L', username_key: 'ada.l', first_name: 'Ada', last_name: 'Lovelace' });
    expect((await auditOf(app, id)).at(-1)).toEqual({
      action: 'user.changed',
      actor_id: support.id,
      changes: { username: [null, '***'], first_name: [null, '***'], last_name: [null, '***'] },
    });
  });

  it('leaves what is not given, and takes a username away when it is emptied', async () => {
    const id = await aCustomer(app, { username: 'grace.h', first_name: 'Grace' });
    await (
      await openForm(id)
    )({ last_name: 'Hopper' });
    expect(await userRow(app, id)).toMatchObject({ username: 'grace.h', first_name: 'Grace', last_name: 'Hopper' });
    await (
      await openForm(id)
    )({ username: '' });
    expect(await userRow(app, id)).toMatchObject({ username: null, username_key: null, first_name: 'Grace' });
  });

  it('tells at the field that a username is taken, whatever its case', async () => {
    await aCustomer(app, { username: 'Taken.Name' });
    const id = await aCustomer(app);
    expect((await (await openForm(id))({ username: 'taken.name' })).record.errors).toEqual({
      username: { message: 'A user with that username already exists.' },
    });
    expect(await userRow(app, id)).toMatchObject({ username: null });
  });

  it.each([
    ['a username like an address', { username: 'ada@example.com' }, 'username'],
    ['a short username', { username: 'ad' }, 'username'],
    ['a very long username', { username: 'a'.repeat(151) }, 'username'],
    ['a very long name', { first_name: 'x'.repeat(10_000) }, 'first_name'],
    ['a name of two lines', { last_name: 'Ada\r\nBcc: eve@example.com' }, 'last_name'],
  ])('tells at its field what is wrong with %s', async (_, fields, field) => {
    const answer = await (await openForm(await aCustomer(app)))(fields);
    expect(Object.keys(answer.record.errors)).toEqual([field]);
    expect(answer.notice.type).toBe('error');
  });

  it('binds no other field (mass assignment)', async () => {
    const id = await aCustomer(app);
    const before = await userRow(app, id);
    const everything = {
      email: 'eve@example.com',
      is_staff: 'true',
      is_superuser: 'true',
      is_verified: 'false',
      password: 'x',
      id: root.id,
    };
    await (
      await openForm(id)
    )({ ...everything, password_hash: 'x', two_factor: 'true', token_version: '9', phone: '+4915112345678' });
    expect(await userRow(app, id)).toEqual(before);
  });

  describe('a form that somebody was faster with', () => {
    it('is refused, and says so', async () => {
      const id = await aCustomer(app);
      const [first, second] = [await openForm(id), await openForm(id, root)];
      expect(isSaved(await first({ first_name: 'Ada' }))).toBe(true);
      const answer = await second({ first_name: 'Eve' });
      expect(answer).toMatchObject({ notice: { type: 'error', message: expect.stringMatching(/^Somebody changed this user meanwhile/) } });
      expect(await userRow(app, id)).toMatchObject({ first_name: 'Ada' });
    });

    it('is not refused for a sign-in, a lock-out or a new standing meanwhile', async () => {
      const person = await aUser(app);
      const id = await idOf(app, person.email);
      const save = await openForm(id);
      await signInBearer(app, person);
      await app.get(AccountStatus).setActive(HOST, [id], false);
      expect(isSaved(await save({ first_name: 'Ada' }))).toBe(true);
    });

    it('is refused without a version, or with one that was made up', async () => {
      const id = await aCustomer(app);
      const save = await openForm(id);
      for (const version of ['', 'x', "' OR true --", '0'.repeat(64)]) {
        expect(isSaved(await save({ first_name: 'Eve', version }))).toBe(false);
      }
      expect(await userRow(app, id)).toMatchObject({ first_name: '' });
    });

    it('loses to exactly one of twenty that are saved at once (lost update)', async () => {
      const id = await aCustomer(app);
      const save = await openForm(id);
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => save({ first_name: `Name ${n}` })));
      expect(answers.filter(isSaved)).toHaveLength(1);
      expect((await auditOf(app, id)).filter(({ action }) => action === 'user.changed')).toHaveLength(1);
    });
  });

  it('does not tell a success when a refusal names no field', async () => {
    const save = await openForm(await aCustomer(app));
    jest.spyOn(app.get(AccountSupport), 'change').mockRejectedValueOnce(new Unavailable());
    const answer = await save({ first_name: 'Ada' });
    expect(isSaved(answer)).toBe(false);
    expect(answer.record.errors.form.message).toMatch(/cannot answer right now/);
  });

  it('does not tell a success when the user is gone', async () => {
    const id = await aCustomer(app);
    const save = await openForm(id);
    await app.get(AccountDeletion).delete(HOST, id);
    expect(isSaved(await save({ first_name: 'Ada' }))).toBe(false);
  });

  it('is for nobody to change staff with but superusers (privilege escalation)', async () => {
    const { params } = json(await panelUsers(support.browser).look(root.id, 'show')).record;
    const answer = await panelUsers(support.browser).act(root.id, 'edit', { version: params.version, first_name: 'Eve' });
    expect(json(answer).notice.type).toBe('error');
    expect(await userRow(app, root.id)).not.toMatchObject({ first_name: 'Eve' });
  });

  describe('the form for a new user', () => {
    it('makes one without a password and mails a link to set one', async () => {
      const email = 'grace.new@example.com';
      const create = () =>
        panelUsers(root.browser).create({ email, first_name: 'Grace', is_staff: 'true', password: 'x', two_factor: 'true' });
      expect(isSaved(json(await create()))).toBe(true);
      expect(await userRow(app, await idOf(app, email))).toMatchObject({ password_hash: null, is_staff: false, is_verified: false });
      expect((await app.mailTo(email)).links.join()).toContain('password-reset-confirm');
      expect(json(await create()).record.errors.email.message).toMatch(/already exists/);
    });

    it('mails nobody when it is refused', async () => {
      const answer = json(await panelUsers(root.browser).create({ email: 'no address', first_name: 'x'.repeat(200) }));
      expect(Object.keys(answer.record.errors)).toEqual(['email', 'first_name']);
    });
  });
});
