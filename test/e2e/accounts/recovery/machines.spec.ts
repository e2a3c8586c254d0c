import { AccountCreation, AccountTakenBack } from '@castellan/accounts';
import { ApiKeys, MachineOperators } from '@castellan/api-keys';
import { DevInbox } from '@castellan/notifications';
import { WebhookEndpoints } from '@castellan/webhooks';
import { aMachine, ITS_PERMISSION, OPENED } from '../../../support/api-keys/keys.js';
import type { Machine } from '../../../support/api-keys/keys.js';
import { aSuperuser } from '../../../support/api-keys/makers.js';
import { aStolenSuperuser, atThePanel } from '../../../support/api-keys/thief.js';
import { eventually } from '../../../support/app/eventually.js';
import { withApp } from '../../../support/app/with-app.js';
import { anEndpoint, RARE, somewhere } from '../../../support/panel/webhooks.js';
import { HOST } from '../../../support/people/operators.js';
import { aUser, signInBearer, someone } from '../../../support/people/people.js';
import type { Person } from '../../../support/people/people.js';
import { linkTo } from '../../../support/people/second-factor.js';

const DAY_MS = 24 * 3_600_000;
const CONTEXT = { ip: '192.0.2.9', userAgent: null, traceId: 'machine' };

describe(`${AccountTakenBack.name}, of a thief in the account of a superuser`, () => {
  const app = withApp();
  const post = (path: string, body: object) => app.client().post(`/api/auth/${path}/`, body);
  const statusOf = async ({ bearer }: Machine) => (await app.client().get(OPENED, bearer)).status;
  const isOn = async (id: string) =>
    (await app.sql<{ is_active: boolean }>('SELECT is_active FROM webhook_endpoints WHERE id = $1', [id]))[0]!.is_active;
  const auditOf = (targetId: string, action: string) =>
    app.sql('SELECT actor_kind, reason FROM audit_log WHERE target_id = $1 AND action = $2', [targetId, action]);

  const renewed = async ({ email }: Person) => {
    const link = await linkTo(app, email, 'password-reset-confirm');
    return post('password-reset-confirm', { ...link, new_password: 'glass tundra orbit 9' });
  };

  it('loses the keys that were made since, and nobody else does (a key that outlives the way back)', async () => {
    const other = await aMachine(app, [ITS_PERMISSION], { maker: await aSuperuser(app) });
    const { person, thief, report } = await aStolenSuperuser(app);
    const old = await aMachine(app, [ITS_PERMISSION], { maker: thief });
    await app.sql('UPDATE api_keys SET created_at = $2 WHERE id = $1', [old.key.id, new Date(app.clock.millis() - 3 * DAY_MS - 1)]);
    const stolen = await aMachine(app, [ITS_PERMISSION], { maker: thief });
    expect(await statusOf(stolen)).toBe(200);

    expect((await post('report-sign-in', report)).status).toBe(200);
    expect(await statusOf(stolen)).toBe(401);
    expect((await renewed(person)).status).toBe(200);

    expect(await statusOf(stolen)).toBe(401);
    expect(await statusOf(old)).toBe(200);
    expect(await statusOf(other)).toBe(200);
    expect(await auditOf(stolen.key.id, 'api_key.revoked')).toMatchObject([
      { actor_kind: 'system', reason: expect.stringContaining('A sign-in of its maker was reported') },
    ]);
  });

  it('loses the webhooks that were made since, or sent elsewhere, also by a key that was made since; superusers are told', async () => {
    const chief = await app.get(AccountCreation).createSuperuser(HOST, someone());
    const { thief, report } = await aStolenSuperuser(app);
    const [kept, moved, described] = [await anEndpoint(app), await anEndpoint(app), await anEndpoint(app)];
    const webhooks = app.get(WebhookEndpoints);
    const made = (await webhooks.create(thief, { url: somewhere(), events: [RARE], description: 'Billing' })).endpoint;
    await webhooks.change(thief, moved.id, { url: somewhere() });
    await webhooks.change(thief, described.id, { description: 'CRM' });
    const { key } = await aMachine(app, ['webhooks.add'], { maker: thief });
    const machine = app.get(MachineOperators).of({ ...key, permissions: key.permissions }, CONTEXT);
    const byKey = (await webhooks.create(machine, { url: somewhere(), events: [RARE] })).endpoint;

    expect((await post('report-sign-in', report)).status).toBe(200);

    for (const { id } of [made, moved, byKey]) {
      expect(await isOn(id)).toBe(false);
      expect(await auditOf(id, 'webhook.switched_off')).toMatchObject([
        { actor_kind: 'system', reason: expect.stringContaining('reported') },
      ]);
    }
    for (const { id } of [kept, described]) expect(await isOn(id)).toBe(true);
    const mails = await eventually(
      async () => (await app.get(DevInbox).list(chief.email)).filter(({ subject }) => subject?.includes('webhook')),
      ({ length }) => length === 3,
    );
    expect(mails.map(({ text }) => text).join()).toContain('Billing');
  });

  it('loses them by the undo of an address, too', async () => {
    const person = await aUser(app);
    const { bearer } = await signInBearer(app, person);
    const elsewhere = someone().email;
    await app.client().post('/api/auth/change-email/', { new_email: elsewhere }, bearer);
    expect((await post('change-email-confirm', await linkTo(app, elsewhere, 'change-email-confirm'))).status).toBe(200);
    const stolen = await aMachine(app, [ITS_PERMISSION], { maker: await atThePanel(app, elsewhere) });
    expect(await statusOf(stolen)).toBe(200);

    expect((await post('undo-email-change', await linkTo(app, person.email, 'undo-email-change'))).status).toBe(200);

    expect(await statusOf(stolen)).toBe(401);
    expect(await auditOf(stolen.key.id, 'api_key.revoked')).toMatchObject([
      { actor_kind: 'system', reason: expect.stringContaining('undone') },
    ]);
  });

  it('makes none while the report is under way: twenty are refused, or revoked', async () => {
    const { person, thief, report } = await aStolenSuperuser(app);
    const make = () => app.get(ApiKeys).create(thief, { name: 'mine', permissions: [ITS_PERMISSION] });

    await Promise.allSettled([...Array.from({ length: 10 }, make), post('report-sign-in', report), ...Array.from({ length: 10 }, make)]);

    const rows = await app.sql('SELECT k.id FROM api_keys k JOIN users u ON u.id = k.maker_id WHERE u.email = $1 AND revoked_at IS NULL', [
      person.email,
    ]);
    expect(rows).toEqual([]);
    await expect(make()).rejects.toMatchObject({ code: 'not_authenticated' });
  });
});
