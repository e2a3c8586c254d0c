import { TwoFactorRequired } from '@castellan/access';
import { IdentityLinking, IdentityRemoved, LastFactor, OwnIdentities, OwnPasskeys } from '@castellan/accounts';
import { NotFound } from '@castellan/common';
import { Federation, Identities } from '@castellan/federation';
import { Notifications } from '@castellan/notifications';
import { Passkeys } from '@castellan/passkeys';
import { Signals } from '@castellan/signals';
import { TwoFactor } from '@castellan/twofactor';
import { TestApp } from '../../../support/app/test-app.js';
import { aPersonThere } from '../../../support/federation/persons.js';
import { addPasskey, anOwner, CONTEXT, historyOf } from '../../../support/passkeys/owners.js';
import type { PasskeyOwner } from '../../../support/passkeys/owners.js';

/** On PostgreSQL and Redis the requests go to two nodes in turn. */
const hasServers = Boolean(process.env['DATABASE_URL'] && process.env['REDIS_URL']);

describe(OwnIdentities.name, () => {
  let app: TestApp;
  let nodes: readonly TestApp[];
  beforeAll(async () => {
    app = await TestApp.start();
    nodes = hasServers ? [app, await app.anotherNode()] : [app];
  });
  afterAll(async () => {
    for (const node of nodes.toReversed()) await node.close();
  });
  beforeEach(() => {
    for (const one of nodes) jest.spyOn(one.get(Federation), 'providers', 'get').mockReturnValue([{ id: 'acme', name: 'Acme' }]);
  });
  afterEach(() => jest.restoreAllMocks());

  const node = (index: number): TestApp => nodes[index % nodes.length]!;
  const remove = ({ caller }: PasskeyOwner, id: string, index = 0) => node(index).get(OwnIdentities).remove(caller, id, CONTEXT);
  const removePasskey = ({ caller }: PasskeyOwner, id: string, index = 0) => node(index).get(OwnPasskeys).remove(caller, id, CONTEXT);
  const kept = ({ caller }: PasskeyOwner) => app.get(Identities).count(caller.userId);
  const leaveNothingElse = ({ caller }: PasskeyOwner) =>
    app.sql('UPDATE users SET password_hash = NULL, is_verified = false WHERE id = $1', [caller.userId]);

  /** With as many identities as told, at `acme` unless told. */
  async function ownerOf(count: number, provider = 'acme'): Promise<{ readonly owner: PasskeyOwner; readonly ids: readonly string[] }> {
    const owner = await anOwner(app);
    const ids: string[] = [];
    while (ids.length < count) ids.push((await app.get(IdentityLinking).link(owner.caller, aPersonThere({ provider }), CONTEXT)).id);
    return { owner, ids };
  }

  it('takes an identity off the account, and tells its owner', async () => {
    const { owner, ids } = await ownerOf(1);
    const publish = jest.spyOn(app.get(Signals), 'publish');
    const send = jest.spyOn(app.get(Notifications), 'send');
    await remove(owner, ids[0]!);
    expect(await kept(owner)).toBe(0);
    const told = publish.mock.calls.map(([signal]) => signal).filter((signal) => signal instanceof IdentityRemoved);
    expect(told).toEqual([new IdentityRemoved({ userId: owner.caller.userId })]); // of that class: others have the same facts
    expect(await historyOf(app, owner.caller, 'identity_removed')).toEqual([{ status: 'success', reason: null }]);
    const mail = { to: owner.person.email, template: 'identity-removed', data: { provider: 'Acme', hours: 72 } };
    expect(send.mock.calls).toMatchObject([[mail, {}]]);
  });

  it('takes none of another account', async () => {
    const [{ ids }, thief] = [await ownerOf(1), await anOwner(app)];
    await expect(remove(thief, ids[0]!)).rejects.toThrow(NotFound);
  });

  it('takes none by a password alone while two-step sign-in is on', async () => {
    const { owner, ids } = await ownerOf(1);
    await app.get(TwoFactor).turnOn(owner.caller.userId);
    await expect(remove(owner, ids[0]!)).rejects.toThrow(TwoFactorRequired);
    expect(await kept(owner)).toBe(1);
  });

  describe('keeps the last way in', () => {
    it('of who has no password, no passkey and no proven address', async () => {
      const { owner, ids } = await ownerOf(1);
      await leaveNothingElse(owner);
      await expect(remove(owner, ids[0]!)).rejects.toThrow(LastFactor);
      expect(await kept(owner)).toBe(1);
      expect(await historyOf(app, owner.caller, 'identity_removed')).toEqual([{ status: 'failure', reason: 'last_factor' }]);
    });

    it('however many are removed at once', async () => {
      const { owner, ids } = await ownerOf(5);
      await leaveNothingElse(owner);
      const ended = await Promise.allSettled(ids.map((id, index) => remove(owner, id, index)));
      expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
      expect(await kept(owner)).toBe(1);
    });

    it('where the last passkey and the last identity are removed at once', async () => {
      const { owner, ids } = await ownerOf(1);
      const { passkey } = await addPasskey(app, owner);
      await leaveNothingElse(owner);
      const ended = await Promise.allSettled([remove(owner, ids[0]!), removePasskey(owner, passkey.id, 1)]);
      expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await kept(owner)) + (await app.get(Passkeys).count(owner.caller.userId))).toBe(1);
    });

    it('which an identity of a provider that is not configured any more is none of', async () => {
      const { owner } = await ownerOf(1, 'gone');
      const { passkey } = await addPasskey(app, owner);
      await leaveNothingElse(owner);
      await expect(removePasskey(owner, passkey.id)).rejects.toThrow(LastFactor);
    });
  });

  it('lets a passkey go where an identity is left', async () => {
    const { owner } = await ownerOf(1);
    const { passkey } = await addPasskey(app, owner);
    await leaveNothingElse(owner);
    await removePasskey(owner, passkey.id);
    expect(await app.get(Passkeys).count(owner.caller.userId)).toBe(0);
  });

  it.each(['password_hash', 'is_verified'])('lets the last identity go where there is a %s', async (left) => {
    const { owner, ids } = await ownerOf(1);
    const others = { password_hash: 'is_verified = false', is_verified: 'password_hash = NULL' }[left]!;
    await app.sql(`UPDATE users SET ${others} WHERE id = $1`, [owner.caller.userId]);
    await remove(owner, ids[0]!);
    expect(await kept(owner)).toBe(0);
  });
});
