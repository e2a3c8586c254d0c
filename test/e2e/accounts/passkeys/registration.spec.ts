import { AccountStatus, OwnPasskeys, PasskeyRegistration, UserSessions } from '@castellan/accounts';
import { ValidationFailed } from '@castellan/common';
import { InvalidPasskey, Passkeys } from '@castellan/passkeys';
import { Notifications } from '@castellan/notifications';
import { TwoFactor } from '@castellan/twofactor';
import { TestApp } from '../../../support/app/test-app.js';
import { HOST } from '../../../support/people/operators.js';
import { signInBearer } from '../../../support/people/people.js';
import { protect } from '../../../support/people/second-factor.js';
import { addPasskey, anOwner, callerOf, CONTEXT, deviceAt, historyOf } from '../../../support/passkeys/owners.js';
import type { PasskeyOwner } from '../../../support/passkeys/owners.js';

describe(PasskeyRegistration.name, () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());
  afterEach(() => jest.restoreAllMocks());

  const kept = ({ caller }: PasskeyOwner) => app.get(Passkeys).count(caller.userId);
  const codesOf = async ({ caller }: PasskeyOwner) => (await app.get(TwoFactor).stateOf(caller.userId)).backupCodesTotal;

  async function staffOwner(): Promise<PasskeyOwner> {
    const owner = await anOwner(app);
    await app.get(AccountStatus).setStaff(HOST, owner.caller.userId, true);
    return { ...owner, caller: callerOf(await signInBearer(app, owner.person)) };
  }

  it('gives backup codes with the first second factor of any kind, and with no other', async () => {
    const owner = await anOwner(app);
    expect((await addPasskey(app, owner)).backupCodes).toHaveLength(10);
    expect((await addPasskey(app, { ...owner, device: deviceAt(app) })).backupCodes).toBeNull();

    const protectedOne = await anOwner(app);
    const { session } = await protect(app, protectedOne.person);
    expect((await addPasskey(app, { ...protectedOne, caller: callerOf(session) })).backupCodes).toBeNull();
    expect(await codesOf(protectedOne)).toBe(10);
  });

  it('adds nothing on a session that ended since it asked (registration on a session that is over)', async () => {
    const owner = await anOwner(app);
    const registration = app.get(PasskeyRegistration);
    const { options } = await registration.options(owner.caller, null, CONTEXT);
    await app.get(UserSessions).revokeAll(owner.caller, true, CONTEXT);
    await expect(registration.add(owner.caller, owner.device.create(options), null, CONTEXT)).rejects.toMatchObject({
      code: 'session_ended',
    });
    expect([await kept(owner), await codesOf(owner)]).toEqual([0, 0]);
  });

  it('adds nothing on a session that ends between the look at the passkey and its keeping', async () => {
    const owner = await anOwner(app);
    const passkeys = app.get(Passkeys);
    const verify = passkeys.verifyRegistration.bind(passkeys);
    jest.spyOn(passkeys, 'verifyRegistration').mockImplementation(async (...how) => {
      const made = await verify(...how);
      await app.get(UserSessions).revokeAll(owner.caller, true, CONTEXT);
      return made;
    });
    await expect(addPasskey(app, owner)).rejects.toMatchObject({ code: 'session_ended' });
    expect([await kept(owner), await codesOf(owner)]).toEqual([0, 0]);
  });

  it('leaves neither passkey nor codes where its transaction is taken back', async () => {
    const owner = await anOwner(app);
    jest.spyOn(app.get(TwoFactor), 'addCodes').mockImplementationOnce(async function (this: TwoFactor, ...how) {
      await TwoFactor.prototype.addCodes.apply(this, how);
      throw new Error('the host is away');
    });
    await expect(addPasskey(app, owner)).rejects.toThrow('the host is away');
    expect([await kept(owner), await codesOf(owner)]).toEqual([0, 0]);
    expect((await addPasskey(app, { ...owner, device: deviceAt(app) })).backupCodes).toHaveLength(10);
  });

  it('asks staff for a code that was mailed to them (a password alone)', async () => {
    const owner = await staffOwner();
    await expect(addPasskey(app, owner)).rejects.toThrow(ValidationFailed);
    await expect(addPasskey(app, owner, '000000')).rejects.toMatchObject({ extras: { errors: { otp_code: expect.anything() } } });
    expect(await historyOf(app, owner.caller, 'passkey_added')).toEqual(Array(2).fill({ status: 'failure', reason: 'wrong_code' }));

    await app.client().post('/api/auth/otp/request/', { identifier: owner.person.email }, owner.session.bearer);
    const mail = await app.mailTo(owner.person.email, 2);
    expect((await addPasskey(app, owner, mail.code)).passkey.userId).toBe(owner.caller.userId);
  });

  it('asks them for none where two-step sign-in is on', async () => {
    const owner = await anOwner(app);
    const { session } = await protect(app, owner.person);
    await app.advance(1000); // what was set up at the very moment would go with the grant
    await app.get(AccountStatus).setStaff(HOST, owner.caller.userId, true);
    expect((await addPasskey(app, { ...owner, caller: callerOf(session) })).backupCodes).toBeNull();
  });

  it('refuses one that is known already, and remembers that', async () => {
    const owner = await anOwner(app);
    await addPasskey(app, owner);
    const registration = app.get(PasskeyRegistration);
    const { options } = await registration.options(owner.caller, null, CONTEXT);
    const { excludeCredentials: _, ...unaware } = options;
    const known = deviceAt(app);
    const credential = known.create(unaware, { id: owner.device.ids[0]! });
    await expect(registration.add(owner.caller, credential, null, CONTEXT)).rejects.toThrow(InvalidPasskey);
    expect(await historyOf(app, owner.caller, 'passkey_added')).toEqual([
      { status: 'success', reason: null },
      { status: 'failure', reason: 'wrong_passkey' },
    ]);
  });

  it('is told by mail with a way back, and so is a removal', async () => {
    const owner = await anOwner(app);
    const send = jest.spyOn(app.get(Notifications), 'send');
    const { passkey } = await addPasskey(app, owner);
    await app.get(OwnPasskeys).remove(owner.caller, passkey.id, CONTEXT);
    expect(send.mock.calls.map(([{ to, template, data }]) => [to, template, 'reportLink' in data])).toEqual([
      [owner.person.email, 'passkey-added', true],
      [owner.person.email, 'passkey-removed', true],
    ]);
  });

  it('trusts no device any more', async () => {
    const owner = await anOwner(app);
    const { userId } = owner.caller;
    await app.sql(`UPDATE devices SET trusted_until = now() + interval '1 day' WHERE user_id = $1`, [userId]);
    await addPasskey(app, owner);
    expect(await app.sql('SELECT trusted_until FROM devices WHERE user_id = $1', [userId])).toEqual([{ trusted_until: null }]);
  });
});
