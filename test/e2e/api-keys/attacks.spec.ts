import crypto from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AccountDeletion, AccountStatus, PasswordAssignment } from '@castellan/accounts';
import { ApiKeyAuthentication, ApiKeys, MachineOperators } from '@castellan/api-keys';
import { Transaction } from '@castellan/data';
import { Permissions } from '@castellan/permissions';
import { aMachine, asBearer, COMMAND, ITS_PERMISSION, OPENED } from '../../support/api-keys/keys.js';
import type { Machine } from '../../support/api-keys/keys.js';
import { aSuperuser } from '../../support/api-keys/makers.js';
import { withApp } from '../../support/app/with-app.js';
import { someAddress } from '../../support/http/some-address.js';
import { HOST, OPERATOR, operatorIn } from '../../support/people/operators.js';
import { aCustomer, userRow } from '../../support/panel/users.js';

const CONTEXT = { ip: '192.0.2.9', userAgent: null, traceId: 'machine' };

describe('an API key', () => {
  const app = withApp();
  beforeAll(() => aSuperuser(app)); // one stays
  const statusOf = async ({ bearer }: Machine) => (await app.client().get(OPENED, bearer)).status;

  async function operatorOfA(permissions: readonly string[], maker = COMMAND as Parameters<ApiKeys['create']>[0]) {
    const { key } = await aMachine(app, permissions, { maker });
    return { key, operator: app.get(MachineOperators).of({ ...key, permissions: key.permissions }, CONTEXT) };
  }

  it('is made by superusers alone (permission above the maker’s)', async () => {
    const clerk = await operatorIn(app, ['api_keys.view', 'users.view', 'users.change']);

    await expect(app.get(ApiKeys).create(clerk, { name: 'more', permissions: ['users.delete'] })).rejects.toMatchObject({
      code: 'permission_denied',
    });
    await expect(app.get(ApiKeys).create(clerk, { name: 'own', permissions: ['users.view'] })).rejects.toMatchObject({
      code: 'permission_denied',
    });
  });

  it('makes no keys, and revokes none (a key that outlives itself)', async () => {
    const { key, operator } = await operatorOfA(['users.view', 'users.change', 'api_keys.view']);
    const forged = { ...operator, isSuperuser: true as unknown as false };

    for (const machine of [operator, forged]) {
      await expect(app.get(ApiKeys).create(machine, { name: 'child', permissions: ['users.view'] })).rejects.toMatchObject({
        code: 'permission_denied',
      });
      await expect(app.get(ApiKeys).revoke({ ...machine, context: { ...machine.context, reason: 'x' } }, key.id)).rejects.toMatchObject({
        code: 'permission_denied',
      });
    }
  });

  it('acts on no staff, and gives no rights', async () => {
    const { operator } = await operatorOfA(['users.change']);
    const clerk = await operatorIn(app, []);
    const because = { ...operator, context: { ...operator.context, reason: 'x' } };

    await expect(app.get(AccountStatus).setActive(because, [clerk.id], false)).rejects.toMatchObject({ code: 'permission_denied' });
    await expect(app.get(AccountStatus).setStaff(because, await aCustomer(app), true)).rejects.toMatchObject({ code: 'permission_denied' });
  });

  const ENDS: readonly (readonly [string, (makerId: string) => Promise<unknown>])[] = [
    ['is no superuser any more', (id) => app.get(AccountStatus).setSuperuser(HOST, id, false)],
    ['is no staff any more', (id) => app.get(AccountStatus).setStaff(HOST, id, false)],
    ['is disabled', (id) => app.get(AccountStatus).setActive(HOST, [id], false)],
    ['has closed the account', (id) => closed(id)],
    ['has reported a sign-in', (id) => reported(id)],
    ['is erased', (id) => app.get(AccountDeletion).delete(HOST, id)],
  ];
  const told = (id: string) => app.get(PasswordAssignment).set(HOST, id, 'a new password for 2026');
  const closed = async (id: string) => {
    await told(id);
    await app.sql('UPDATE users SET closed_at = now() WHERE id = $1', [id]);
  };
  const reported = async (id: string) => {
    await told(id);
    await app.sql('UPDATE users SET password_reset_required = true WHERE id = $1', [id]);
  };

  it.each(ENDS)('opens nothing right after its maker %s, and an act under way is undone', async (_, end) => {
    const maker = await aSuperuser(app);
    const machine = await aMachine(app, [ITS_PERMISSION, 'users.change'], { maker });
    const operator = app.get(MachineOperators).of({ ...machine.key }, { ...CONTEXT });
    expect(await statusOf(machine)).toBe(200);
    await expect(operator.confirm('users.change')).resolves.toBeUndefined();

    await end(maker.id);

    expect(await statusOf(machine)).toBe(403);
    await expect(app.get(Transaction).run(() => operator.confirm('users.change'))).rejects.toMatchObject({ code: 'permission_denied' });
  });

  it('has what its maker still has by permissions, as they come and go', async () => {
    const maker = await aSuperuser(app);
    const machine = await aMachine(app, [ITS_PERMISSION], { maker });
    const operator = app.get(MachineOperators).of(machine.key, CONTEXT);
    await app.get(AccountStatus).setSuperuser(HOST, maker.id, false);
    expect(await statusOf(machine)).toBe(403);

    await app.get(Permissions).grantToUser(maker.id, [ITS_PERMISSION], OPERATOR);
    expect(await statusOf(machine)).toBe(200);
    await expect(operator.confirm(ITS_PERMISSION)).resolves.toBeUndefined();

    await app.get(Permissions).revokeFromUser(maker.id, [ITS_PERMISSION], OPERATOR);
    expect(await statusOf(machine)).toBe(403);
    await expect(operator.confirm(ITS_PERMISSION)).rejects.toMatchObject({ code: 'permission_denied' });
  });

  it('does nothing more once it is revoked, however many acts are under way', async () => {
    const { key, operator } = await operatorOfA(['users.change']);
    const because = { ...operator, context: { ...operator.context, reason: 'They asked for it.' } };
    const victims = await Promise.all(Array.from({ length: 20 }, () => aCustomer(app)));

    const acts = victims.map((id) => app.get(AccountStatus).setActive(because, [id], false));
    const revoked = app.get(ApiKeys).revoke(COMMAND, key.id);
    const settled = await Promise.allSettled([...acts, revoked]);

    const rows = await app.sql<{ action: string; actor_kind: string }>(
      `SELECT action, actor_kind FROM audit_log WHERE actor_id = $1 OR (target_id = $1::text AND action = 'api_key.revoked') ORDER BY seq`,
      [key.id],
    );
    expect(rows.at(-1)).toMatchObject({ action: 'api_key.revoked' });
    const done = settled.slice(0, 20).map(({ status }) => status === 'fulfilled');
    expect(rows).toHaveLength(done.filter(Boolean).length + 1);
    for (const [at, id] of victims.entries()) expect((await userRow(app, id))!['is_active']).toBe(!done[at]);
    await expect(app.get(AccountStatus).setActive(because, [victims[0]!], true)).rejects.toMatchObject({ code: 'not_authenticated' });
  });

  it('costs no query when it is known or mistyped, and one when it is wrong', async () => {
    const { secret } = await aMachine(app, [ITS_PERMISSION]);
    const { secret: other } = await aMachine(app, [ITS_PERMISSION]);
    const asked = async (text: string) => {
      const query = jest.spyOn(app.get(Transaction), 'query');
      await app
        .get(ApiKeyAuthentication)
        .authenticate(text, '192.0.2.1')
        .catch(() => null);
      const count = query.mock.calls.filter(([sql]) => /FROM (api_keys|users)/.test(sql)).length;
      query.mockRestore();
      return count;
    };
    expect(await asked(secret)).toBe(1); // the first time
    expect(await asked(secret)).toBe(0);
    expect(await asked(secret.slice(0, -1))).toBe(0);
    expect(await asked(`${secret.slice(0, -6)}000000`)).toBe(0);
    expect(await asked(mixed(other, secret))).toBe(0); // the sum is wrong
    expect(await asked(forgedSecret(other))).toBe(1); // an id there is, a secret there is not
    expect(await asked(forgedSecret(secret))).toBe(0); // the same of a key that is known
  });

  it('that is wrong is compared whole, in the same words, wherever it differs, and where there is none (timing of wrong keys)', async () => {
    const { secret } = await aMachine(app, [ITS_PERMISSION]);
    await app.get(ApiKeyAuthentication).authenticate(secret, '192.0.2.1');
    const unknown = forgedSecret(`ck_${'0'.repeat(32)}_${secret.slice(36)}`);
    const compare = jest.spyOn(crypto, 'timingSafeEqual');
    for (const text of [forgedSecret(secret, 0), forgedSecret(secret, 53), unknown]) {
      compare.mockClear();
      await expect(app.get(ApiKeyAuthentication).authenticate(text, '192.0.2.1')).rejects.toMatchObject({
        code: 'invalid_api_key',
        detail: 'The API key is not valid.',
      });
      expect(compare.mock.calls.map(([shown, kept]) => [shown.byteLength, kept.byteLength])).toEqual([[32, 32]]);
    }
    compare.mockRestore();
  });

  it('that is wrong too often shuts its client out, and nobody else; right ones that are known pass (guessing)', async () => {
    const machine = await aMachine(app, [ITS_PERMISSION]);
    const { secret } = await aMachine(app, [ITS_PERMISSION]);
    const from = { 'x-forwarded-for': someAddress() };
    const guess = () => app.client(from).get(OPENED, asBearer(forgedSecret(secret)));
    expect((await app.client(from).get(OPENED, machine.bearer)).status).toBe(200);

    const answers = await Promise.all(Array.from({ length: 30 }, guess));

    expect(answers.filter(({ status }) => status === 401)).toHaveLength(20);
    expect(answers.find(({ status }) => status === 429)?.body).toMatchObject({ code: 'throttled' });
    expect((await app.client(from).get(OPENED, machine.bearer)).status).toBe(200);
    expect((await app.client().get(OPENED, asBearer(secret))).status).toBe(200);
    expect((await guess()).status).toBe(429);
  });

  it('is known by its id in the database, and its secret is nowhere in it', async () => {
    const { secret, key } = await aMachine(app, [ITS_PERMISSION]);
    await app.client().get(OPENED, asBearer(secret));
    const rows = await app.sql<{ whole: string }>(`SELECT to_jsonb(k)::text AS whole FROM api_keys k WHERE id = $1`, [key.id]);
    const audit = await app.sql<{ whole: string }>(`SELECT to_jsonb(a)::text AS whole FROM audit_log a WHERE target_id = $1`, [key.id]);

    expect([rows.length, audit.length]).toEqual([1, 1]);
    expect(JSON.stringify([rows, audit])).not.toContain(secret.slice(36, 90));
  });
});

const CRC = (text: string): string => {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let rest = crc32(text);
  let sum = '';
  for (let at = 0; at < 6; at += 1, rest = Math.floor(rest / 62)) sum = digits[rest % 62]! + sum;
  return sum;
};

/** The key with another sign in its secret, and the sum that belongs to it: whoever knows the form writes such. */
function forgedSecret(secret: string, at = 0): string {
  const place = 36 + at;
  const text = `${secret.slice(0, place)}${secret[place] === 'A' ? 'B' : 'A'}${secret.slice(place + 1, 90)}`;
  return `${text}_${CRC(text)}`;
}

/** The id of one key and the secret of another. */
const mixed = (one: string, other: string): string => one.slice(0, 36) + other.slice(36);
