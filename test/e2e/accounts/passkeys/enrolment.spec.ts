import { AccountStatus, PasskeyEnrolment } from '@castellan/accounts';
import { InvalidPasskey, Passkeys } from '@castellan/passkeys';
import { AlreadyEnabled, TwoFactor } from '@castellan/twofactor';
import { TestApp } from '../../../support/app/test-app.js';
import { HOST } from '../../../support/people/operators.js';
import { signInBearer } from '../../../support/people/people.js';
import { addPasskey, anOwner, callerOf, CONTEXT, historyOf, reproof } from '../../../support/passkeys/owners.js';
import type { PasskeyOwner } from '../../../support/passkeys/owners.js';

describe(PasskeyEnrolment.name, () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.close());

  const enable = async (owner: PasskeyOwner, credential: unknown, otpCode: string | null = null) =>
    app.get(PasskeyEnrolment).enable(owner.caller, credential, otpCode, CONTEXT);
  const isOn = ({ caller }: PasskeyOwner) => app.get(TwoFactor).isEnabled(caller.userId);
  const sessionOf = async ({ caller }: PasskeyOwner) =>
    (await app.sql<{ aal: number; amr: string[] }>('SELECT aal, amr FROM sessions WHERE id = $1', [caller.sessionId]))[0];

  async function ownerWithPasskey(more = {}): Promise<PasskeyOwner> {
    const owner = await anOwner(app, more);
    await addPasskey(app, owner);
    return owner;
  }

  it('turns two-step sign-in on without an authenticator app, beside the codes that were shown before', async () => {
    const owner = await ownerWithPasskey({ isVerifying: false });
    const { backupCodes } = await enable(owner, await reproof(app, owner));
    expect(backupCodes).toHaveLength(10);
    const { enabled, totpEnabledAt, backupCodesTotal } = await app.get(TwoFactor).stateOf(owner.caller.userId);
    expect({ enabled, totpEnabledAt, backupCodesTotal }).toEqual({ enabled: true, totpEnabledAt: null, backupCodesTotal: 20 });
    expect(await sessionOf(owner)).toEqual({ aal: 2, amr: ['pwd', 'hwk', 'user', 'mfa'] });
  });

  it('does so once', async () => {
    const owner = await ownerWithPasskey();
    const shown = await Promise.all([reproof(app, owner), reproof(app, owner)]);
    const [first, second] = await Promise.allSettled(shown.map((credential) => enable(owner, credential)));
    expect([first!.status, second!.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(enable(owner, {})).rejects.toThrow(AlreadyEnabled);
    expect((await app.get(TwoFactor).stateOf(owner.caller.userId)).backupCodesTotal).toBe(20);
  });

  it('takes nobody else’s passkey, and no answer that was asked for on another session', async () => {
    const [owner, thief] = [await ownerWithPasskey(), await ownerWithPasskey()];
    await expect(enable(owner, await reproof(app, thief))).rejects.toThrow(InvalidPasskey);
    const elsewhere = { ...owner, caller: callerOf(await signInBearer(app, owner.person)) };
    await expect(enable(owner, await reproof(app, elsewhere))).rejects.toThrow(InvalidPasskey);
    expect(await isOn(owner)).toBe(false);
    expect(await historyOf(app, owner.caller, 'twofactor_enabled')).toEqual(Array(2).fill({ status: 'failure', reason: 'wrong_passkey' }));
  });

  it('wants staff to read their mail, whose passkey may be a thief’s of before (a passkey planted by a password alone)', async () => {
    const owner = await ownerWithPasskey();
    await app.advance(1000);
    await app.get(AccountStatus).setStaff(HOST, owner.caller.userId, true);
    await expect(enable(owner, await reproof(app, owner))).rejects.toMatchObject({ extras: { errors: { otp_code: expect.anything() } } });
    expect(await isOn(owner)).toBe(false);

    await app.client().post('/api/auth/otp/request/', { identifier: owner.person.email }, owner.session.bearer);
    const code = await mailedCode(owner);
    await enable(owner, await reproof(app, owner), code);
    expect(await isOn(owner)).toBe(true);
  });

  it('leaves no codes behind where its transaction is taken back', async () => {
    const owner = await ownerWithPasskey();
    const credential = await reproof(app, owner);
    const ended = jest.spyOn(app.get(Passkeys), 'find').mockResolvedValue(null);
    await expect(enable(owner, credential)).rejects.toThrow(InvalidPasskey);
    ended.mockRestore();
    const { enabled, backupCodesTotal } = await app.get(TwoFactor).stateOf(owner.caller.userId);
    expect({ enabled, backupCodesTotal }).toEqual({ enabled: false, backupCodesTotal: 10 });
  });

  it('leaves a session that the passkey itself has opened where it was, unless it looks at its holder', async () => {
    const owner = await ownerWithPasskey({ isVerifying: false });
    await app.sql(`UPDATE sessions SET amr = '{hwk,user}' WHERE id = $1`, [owner.caller.sessionId]);
    const self = { ...owner, caller: { ...owner.caller, amr: ['hwk', 'user'] } };
    await enable(self, await reproof(app, self));
    expect(await sessionOf(self)).toEqual({ aal: 1, amr: ['hwk', 'user'] });
    expect(await isOn(self)).toBe(true);
  });

  const mailedCode = async ({ person }: PasskeyOwner): Promise<string> => {
    for (let count = 2; count < 6; count += 1) {
      const { code } = await app.mailTo(person.email, count);
      if (code !== null) return code;
    }
    throw new Error('No code was mailed.');
  };
});
