import { because, localOperator, PasskeyRemoval } from '@castellan/accounts';
import { Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import type { SignedInOperator, TestPanel } from '../../support/panel/browser.js';
import { aDeviceOf, givePasskey } from '../../support/panel/passkeys.js';
import { SoftwareAuthenticator } from '../../support/authenticator/software-authenticator.js';
import { staffedPanel } from '../../support/panel/staffed.js';
import { aCustomer, auditOf, idOf, json, panelUsers } from '../../support/panel/users.js';
import { aUser, signInBearer } from '../../support/people/people.js';
import { times } from '../../support/people/second-factor.js';
import type { TestApp } from '../../support/app/test-app.js';

describe(PasskeyRemoval.name, () => {
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

  const named = async (id: string, name: string) => {
    await app.advance(1_000); // the oldest comes first
    const device = new SoftwareAuthenticator({ origin: new URL(app.configuration.publicUrl).origin });
    return givePasskey(app, id, (options) => device.create(options), name);
  };
  const idsOf = async (id: string) => (await app.get(Passkeys).list(id)).map((passkey) => passkey.id);
  const remove = (id: string, chosen: readonly string[], by = support, fields: Readonly<Record<string, string>> = {}) =>
    panelUsers(by.browser).act(id, 'removePasskeys', { chosen: chosen.join('\n'), ...fields });
  const sectionOf = async (id: string, { browser } = support) =>
    JSON.parse(json(await panelUsers(browser).look(id, 'show')).record.params.sections).find(
      ({ title }: { readonly title: string }) => title === 'Passkeys',
    );

  it('shows what there is, without a key, and finds who has any', async () => {
    const [id, without] = [await aCustomer(app), await aCustomer(app)];
    await named(id, '<b>Blue</b> phone');
    expect(await sectionOf(id)).toMatchObject({
      table: { rows: [['<b>Blue</b> phone', expect.any(String), null, false]] },
      links: [expect.objectContaining({ action: 'removePasskeys', record: id })],
    });
    expect(await sectionOf(without)).toMatchObject({ table: { rows: [], empty: 'None.' }, links: [] });
    const page = (await panelUsers(support.browser).look(id, 'show')).text;
    for (const { credentialId } of await app.get(Passkeys)['passkeys'].credentialsOf(id))
      expect(page).not.toContain(credentialId.toString('base64url'));
    const found = json(await panelUsers(support.browser).list('filters.has_passkey=true&perPage=100')).records;
    const found_ids = found.map(({ params }: { params: { id: string } }) => params.id);
    expect([found_ids.includes(id), found_ids.includes(without)]).toEqual([true, false]);
  });

  it('takes those that are ticked, ends every session, tells the owner, and is in both histories', async () => {
    const person = await aUser(app);
    const id = await idOf(app, person.email);
    const [kept, ...taken] = [await named(id, 'kept'), await named(id, 'lost'), await named(id, 'stolen')];
    const session = await signInBearer(app, person);
    const { choices } = json(await panelUsers(support.browser).look(id, 'removePasskeys'));
    expect(choices).toEqual(
      ['kept', 'lost', 'stolen'].map((name) => ({ value: expect.any(String), label: expect.stringContaining(name), isChosen: false })),
    );

    const done = await remove(id, taken.map((passkey) => passkey.id)); // prettier-ignore

    expect([done.status, json(done).notice.type]).toEqual([200, 'success']);
    expect(await idsOf(id)).toEqual([kept.id]);
    expect((await app.client().get('/api/auth/me/', session.bearer)).body).toMatchObject({ status: 401, reason: 'admin_revoked' });
    expect((await app.mailTo(person.email, 2)).subject).toMatch(/passkey/i);
    const rows = await app.sql("SELECT action, reason, changes FROM audit_log WHERE target_id = $1 ORDER BY seq", [id]); // prettier-ignore
    expect(rows).toEqual(
      taken.map((passkey) => ({ action: 'user.passkey_removed', reason: 'They asked for it.', changes: { passkey: [passkey.id, null] } })),
    );
    const events = await app.sql("SELECT status, reason FROM auth_events WHERE user_id = $1 AND event = 'passkey_removed'", [id]);
    expect(events).toEqual([
      { status: 'success', reason: 'by_operator' },
      { status: 'success', reason: 'by_operator' },
    ]);
  });

  it('wants a reason', async () => {
    const id = await aCustomer(app);
    const { id: passkey } = await named(id, 'phone');
    for (const reason of ['', '  ', 'x'.repeat(501)]) expect((await remove(id, [passkey], support, { reason })).status).toBe(400);
    expect(await idsOf(id)).toEqual([passkey]);
  });

  it('takes all or none: one that is another user’s, unknown, or no id at all undoes the rest', async () => {
    const [id, other] = [await aCustomer(app), await aCustomer(app)];
    const [own, foreign] = [await named(id, 'own'), await named(other, 'foreign')];
    for (const wrong of [foreign.id, crypto.randomUUID(), "' OR true --"]) expect((await remove(id, [own.id, wrong])).status).toBe(404);
    expect((await remove(id, [])).status).toBe(400);
    expect([await idsOf(id), await idsOf(other)]).toEqual([[own.id], [foreign.id]]);
    expect(await auditOf(app, id)).toEqual([]);
  });

  it('leaves the last second factor while two-step sign-in is on: that is what the reset is for', async () => {
    const id = await aCustomer(app);
    await aDeviceOf(app, id);
    await app.get(TwoFactor).turnOn(id);
    const refused = await remove(id, await idsOf(id));
    expect([refused.status, json(refused).notice.message]).toEqual([409, expect.stringContaining('last')]);
    expect(await idsOf(id)).toHaveLength(1);
  });

  it('leaves the last way in', async () => {
    const id = await aCustomer(app);
    await aDeviceOf(app, id);
    await app.sql('UPDATE users SET password_hash = NULL, is_verified = false WHERE id = $1', [id]);
    expect((await remove(id, await idsOf(id))).status).toBe(409);
    expect(await idsOf(id)).toHaveLength(1);
  });

  it('is refused to whoever may only look, of staff to support, and of oneself to everybody (privilege escalation)', async () => {
    const looker = await panel.anOperator();
    const id = await aCustomer(app);
    const { id: passkey } = await named(id, 'phone');
    expect((await remove(id, [passkey], looker)).status).toBe(403);
    for (const [by, whose] of [[support, root], [support, support], [root, root]] as const) {
      const { id: staffs } = await named(whose.id, 'of staff');
      expect([403, 400]).toContain((await remove(whose.id, [staffs], by)).status);
      expect(await idsOf(whose.id)).toContain(staffs);
    } // prettier-ignore
    expect((await remove(support.id, await idsOf(support.id), root)).status).toBe(200);
    expect((await support.browser.get('/')).location).toBe('/sign-in'); // their panel session is over, too
  });

  it('happens once, however often it is asked for at once', async () => {
    const id = await aCustomer(app);
    const { id: passkey } = await named(id, 'phone');
    const statuses = (await times(20, () => remove(id, [passkey], root))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(await auditOf(app, id)).toHaveLength(1);
  });

  it('is offered to nobody for whom there is none, and adds none', async () => {
    const id = await aCustomer(app);
    const { recordActions } = json(await panelUsers(root.browser).look(id, 'show')).record;
    const names = recordActions.map(({ name }: { readonly name: string }) => name);
    expect(names.filter((name: string) => /passkey/i.test(name))).toEqual([]);
    await named(id, 'phone');
    const offered = json(await panelUsers(root.browser).look(id, 'show')).record.recordActions;
    expect(offered.map(({ name }: { readonly name: string }) => name).filter((name: string) => /passkey/i.test(name))).toEqual([
      'removePasskeys',
    ]);
  });

  it('asks whoever runs the process for no reason, and keeps one that is given', async () => {
    const id = await aCustomer(app);
    const [one, other] = [await named(id, 'one'), await named(id, 'other')];
    await app.get(PasskeyRemoval).remove(localOperator(), id, [one.id]);
    await app.get(PasskeyRemoval).remove(because(localOperator(), 'Lost.'), id, [other.id]);
    expect(await app.sql('SELECT reason FROM audit_log WHERE target_id = $1 ORDER BY seq', [id])).toEqual([
      { reason: null },
      { reason: 'Lost.' },
    ]);
  });
});
