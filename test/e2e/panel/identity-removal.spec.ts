import { because, IdentityRemoval, localOperator } from '@castellan/accounts';
import { Identities } from '@castellan/federation';
import { connect } from '../../support/federation/persons.js';
import type { SignedInOperator, TestPanel } from '../../support/panel/browser.js';
import { staffedPanel } from '../../support/panel/staffed.js';
import { aCustomer, auditOf, idOf, json, panelUsers } from '../../support/panel/users.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { times } from '../../support/people/second-factor.js';
import type { TestApp } from '../../support/app/test-app.js';

describe(IdentityRemoval.name, () => {
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

  const idsOf = async (id: string) => (await app.get(Identities).list(id)).map((identity) => identity.id);
  const remove = (id: string, chosen: readonly string[], by = support, fields: Readonly<Record<string, string>> = {}) =>
    panelUsers(by.browser).act(id, 'removeIdentities', { chosen: chosen.join('\n'), ...fields });
  const sectionOf = async (id: string, { browser } = support) =>
    JSON.parse(json(await panelUsers(browser).look(id, 'show')).record.params.sections).find(
      ({ title }: { readonly title: string }) => title === 'Connected accounts',
    );
  const found = async (query: string): Promise<readonly string[]> =>
    json(await panelUsers(support.browser).list(`${query}&perPage=100`)).records.map(({ params }: { params: { id: string } }) => params.id);

  it('shows what there is, however hostile the address there', async () => {
    const [id, without] = [await aCustomer(app), await aCustomer(app)];
    await connect(app, id, { email: '"<img src=x onerror=alert(1)>"@x.example' });
    expect(await sectionOf(id)).toMatchObject({
      table: { rows: [['acme (not configured any more)', '"<img src=x onerror=alert(1)>"@x.example', expect.any(String), null]] },
      links: [expect.objectContaining({ action: 'removeIdentities', record: id })],
    });
    expect(await sectionOf(without)).toMatchObject({ table: { rows: [], empty: 'None.' }, links: [] });
  });

  it('finds who has one, and at which provider', async () => {
    const [id, elsewhere, without] = [await aCustomer(app), await aCustomer(app), await aCustomer(app)];
    await connect(app, id);
    await connect(app, elsewhere, { provider: 'other' });
    const which = async (query: string) => {
      const ids = await found(query);
      return [id, elsewhere, without].map((one) => ids.includes(one));
    };
    expect(await which('filters.has_identity=true')).toEqual([true, true, false]);
    expect(await which('filters.provider=ACME%20')).toEqual([true, false, false]);
    expect(await which("filters.provider=acme'%20OR%20true--")).toEqual([false, false, false]);
    expect(await which('filters.provider=%25')).toEqual([false, false, false]);
  });

  it('takes those that are ticked, ends every session, tells the owner, and is in both histories', async () => {
    const person = await aUser(app);
    const id = await idOf(app, person.email);
    const [kept, ...taken] = [await connect(app, id), await connect(app, id), await connect(app, id)];
    const session = await signInBearer(app, person);
    await app.sql(`UPDATE devices SET trusted_until = now() + interval '9 days' WHERE user_id = $1`, [id]);
    const { choices } = json(await panelUsers(support.browser).look(id, 'removeIdentities'));
    expect(choices).toHaveLength(3);
    expect(choices).toContainEqual({ value: kept.id, label: expect.stringContaining(`acme: ${kept.email!}`), isChosen: false });

    const done = await remove(id, taken.map((identity) => identity.id)); // prettier-ignore

    expect([done.status, json(done).notice.type]).toEqual([200, 'success']);
    expect(await idsOf(id)).toEqual([kept.id]);
    expect((await app.client().get('/api/auth/me/', session.bearer)).body).toMatchObject({ status: 401, reason: 'admin_revoked' });
    expect(await app.sql('SELECT 1 FROM devices WHERE user_id = $1 AND trusted_until IS NOT NULL', [id])).toEqual([]);
    expect((await app.mailTo(person.email, 3)).text).toMatch(/operator\s+disconnected/);
    const rows = await app.sql("SELECT action, reason, changes FROM audit_log WHERE target_id = $1 ORDER BY seq", [id]); // prettier-ignore
    expect(rows).toEqual(
      taken.map((identity) => ({
        action: 'user.identity_removed',
        reason: 'They asked for it.',
        changes: { identity: [identity.id, null], provider: ['acme', null] },
      })),
    );
    const events = await app.sql("SELECT status, reason FROM auth_events WHERE user_id = $1 AND event = 'identity_removed'", [id]);
    expect(events).toEqual([
      { status: 'success', reason: 'by_operator' },
      { status: 'success', reason: 'by_operator' },
    ]);
  });

  it('wants a reason', async () => {
    const id = await aCustomer(app);
    const identity = await connect(app, id);
    for (const reason of ['', '  ', 'x'.repeat(501)]) expect((await remove(id, [identity.id], support, { reason })).status).toBe(400);
    expect(await idsOf(id)).toEqual([identity.id]);
  });

  it('takes all or none: one that is another user’s, unknown, or no id at all undoes the rest', async () => {
    const [id, other] = [await aCustomer(app), await aCustomer(app)];
    const [own, foreign] = [await connect(app, id), await connect(app, other)];
    for (const wrong of [foreign.id, crypto.randomUUID(), "' OR true --"]) expect((await remove(id, [own.id, wrong])).status).toBe(404);
    expect((await remove(id, [])).status).toBe(400);
    expect([await idsOf(id), await idsOf(other)]).toEqual([[own.id], [foreign.id]]);
    expect(await auditOf(app, id)).toEqual([]);
  });

  it('leaves the last way in', async () => {
    const id = await aCustomer(app);
    const { id: identity } = await connect(app, id);
    await app.sql('UPDATE users SET password_hash = NULL, is_verified = false WHERE id = $1', [id]);
    const refused = await remove(id, [identity]);
    expect([refused.status, json(refused).notice.message]).toEqual([409, expect.stringContaining('last')]);
    expect(await idsOf(id)).toEqual([identity]);
  });

  it('is refused to whoever may only look, of staff to support, and of oneself to everybody (privilege escalation)', async () => {
    const looker = await panel.anOperator();
    const id = await aCustomer(app);
    const { id: identity } = await connect(app, id);
    expect((await remove(id, [identity], looker)).status).toBe(403);
    for (const [by, whose] of [[support, root], [support, support], [root, root]] as const) {
      const { id: staffs } = await connect(app, whose.id);
      expect([403, 400]).toContain((await remove(whose.id, [staffs], by)).status);
      expect(await idsOf(whose.id)).toContain(staffs);
    } // prettier-ignore
    expect((await remove(support.id, await idsOf(support.id), root)).status).toBe(200);
    expect((await support.browser.get('/')).location).toBe('/sign-in'); // their panel session is over, too
  });

  it('happens once, however often it is asked for at once', async () => {
    const id = await aCustomer(app);
    const { id: identity } = await connect(app, id);
    const statuses = (await times(20, () => remove(id, [identity], root))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(await auditOf(app, id)).toHaveLength(1);
  });

  it('is offered to nobody for whom there is none, and adds none', async () => {
    const id = await aCustomer(app);
    const offered = async (): Promise<readonly string[]> =>
      json(await panelUsers(root.browser).look(id, 'show'))
        .record.recordActions.map(({ name }: { readonly name: string }) => name)
        .filter((name: string) => /identit/i.test(name));
    expect(await offered()).toEqual([]);
    await connect(app, id);
    expect(await offered()).toEqual(['removeIdentities']);
  });

  it('asks whoever runs the process for no reason, and keeps one that is given', async () => {
    const id = await aCustomer(app);
    const [one, other] = [await connect(app, id), await connect(app, id)];
    await app.get(IdentityRemoval).remove(localOperator(), id, [one.id]);
    await app.get(IdentityRemoval).remove(because(localOperator(), 'Lost.'), id, [other.id]);
    expect(await app.sql('SELECT reason FROM audit_log WHERE target_id = $1 ORDER BY seq', [id])).toEqual([
      { reason: null },
      { reason: 'Lost.' },
    ]);
  });
});
