import { LastFactor, OwnPasskeys, PasskeyEnrolment } from '@castellan/accounts';
import { InvalidPasskey, Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { TestApp } from '../../../support/app/test-app.js';
import { addPasskey, anOwner, CONTEXT, deviceAt, historyOf, reproof } from '../../../support/passkeys/owners.js';
import type { PasskeyOwner } from '../../../support/passkeys/owners.js';

/** On PostgreSQL and Redis the requests go to two nodes in turn. */
const hasServers = Boolean(process.env['DATABASE_URL'] && process.env['REDIS_URL']);

describe(LastFactor.name, () => {
  let app: TestApp;
  let nodes: readonly TestApp[];
  beforeAll(async () => {
    app = await TestApp.start();
    nodes = hasServers ? [app, await app.anotherNode()] : [app];
  });
  afterAll(async () => {
    for (const node of nodes.toReversed()) await node.close();
  });

  const node = (index: number): TestApp => nodes[index % nodes.length]!;
  const dropPassword = ({ caller }: PasskeyOwner, isVerified: boolean) =>
    app.sql('UPDATE users SET password_hash = NULL, is_verified = $2 WHERE id = $1', [caller.userId, isVerified]);
  const codesOf = ({ caller }: PasskeyOwner) =>
    app.sql<{ count: number }>('SELECT count(*)::int AS count FROM backup_codes WHERE user_id = $1', [caller.userId]);
  const remove = ({ caller }: PasskeyOwner, id: string, index = 0) => node(index).get(OwnPasskeys).remove(caller, id, CONTEXT);
  const kept = ({ caller }: PasskeyOwner) => app.get(Passkeys).count(caller.userId);

  /** With as many passkeys as told. */
  async function ownerOf(count: number): Promise<{ readonly owner: PasskeyOwner; readonly ids: readonly string[] }> {
    const owner = await anOwner(app);
    const ids: string[] = [];
    while (ids.length < count) {
      // Of one device each: a device makes no second one for the same account.
      const device = ids.length === 0 ? owner.device : deviceAt(app);
      ids.push((await addPasskey(app, { ...owner, device })).passkey.id);
    }
    return { owner, ids };
  }

  it('keeps the last passkey of who has no password and no proven address', async () => {
    const { owner, ids } = await ownerOf(1);
    await dropPassword(owner, false);
    await expect(remove(owner, ids[0]!)).rejects.toThrow(LastFactor);
    expect(await kept(owner)).toBe(1);
    expect(await historyOf(app, owner.caller, 'passkey_removed')).toEqual([{ status: 'failure', reason: 'last_factor' }]);
  });

  it('lets it go where codes go to a proven address', async () => {
    const { owner, ids } = await ownerOf(1);
    await dropPassword(owner, true);
    await remove(owner, ids[0]!);
    expect(await kept(owner)).toBe(0);
  });

  it('leaves one of the passkeys that are the only way in, however many are removed at once', async () => {
    const { owner, ids } = await ownerOf(5);
    await dropPassword(owner, false);
    const ended = await Promise.allSettled(ids.map((id, index) => remove(owner, id, index)));
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect(await kept(owner)).toBe(1);
  });

  it('leaves one second factor while two-step sign-in is on, however many are removed at once', async () => {
    const { owner, ids } = await ownerOf(5);
    await app.get(TwoFactor).turnOn(owner.caller.userId);
    await app.sql('UPDATE sessions SET aal = 2 WHERE id = $1', [owner.caller.sessionId]);
    const ended = await Promise.allSettled(ids.map((id, index) => remove(owner, id, index)));
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect(await kept(owner)).toBe(1);
  });

  it('turns two-step sign-in on by no passkey that was removed after it was shown', async () => {
    const { owner, ids } = await ownerOf(2);
    const twoFactor = app.get(TwoFactor);
    const turnOn = twoFactor.turnOn.bind(twoFactor);
    // Between the look at the passkey and the change.
    const between = jest.spyOn(twoFactor, 'turnOn').mockImplementation(async (...how) => {
      await remove(owner, ids[0]!);
      return turnOn(...how);
    });
    const enabling = app.get(PasskeyEnrolment).enable(owner.caller, await reproof(app, owner), null, CONTEXT);
    await expect(enabling).rejects.toThrow(InvalidPasskey);
    between.mockRestore();
    expect(await twoFactor.isEnabled(owner.caller.userId)).toBe(false);
    expect(await historyOf(app, owner.caller, 'twofactor_enabled')).toEqual([{ status: 'failure', reason: 'wrong_passkey' }]);
  });

  it('leaves nobody the codes that came with a passkey which was removed before two-step sign-in was on', async () => {
    const { owner, ids } = await ownerOf(2); // the first may be a thief's, who has kept its codes
    expect(await codesOf(owner)).toEqual([{ count: 10 }]);
    await remove(owner, ids[0]!);
    expect(await codesOf(owner)).toEqual([{ count: 0 }]);
  });

  it('leaves the codes alone while two-step sign-in is on', async () => {
    const { owner, ids } = await ownerOf(2);
    await app.get(TwoFactor).turnOn(owner.caller.userId);
    await app.sql('UPDATE sessions SET aal = 2 WHERE id = $1', [owner.caller.sessionId]);
    await remove(owner, ids[0]!);
    expect(await codesOf(owner)).toEqual([{ count: 20 }]);
  });
});
