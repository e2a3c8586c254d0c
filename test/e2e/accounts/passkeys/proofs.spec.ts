import {
  AccountStatus,
  PasskeySignIn,
  PasswordSignIn,
  PendingPasskeys,
  Reauthentication,
  SecondFactorSignIn,
  SecurityMonitor,
} from '@castellan/accounts';
import { CounterWentBack, InvalidPasskey, Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { TestApp } from '../../../support/app/test-app.js';
import type { SoftwareAuthenticator } from '../../../support/authenticator/software-authenticator.js';
import { HOST } from '../../../support/people/operators.js';
import { addPasskey, anOwner, callerOf, CONTEXT, deviceAt, historyOf, reproof } from '../../../support/passkeys/owners.js';
import type { PasskeyOwner } from '../../../support/passkeys/owners.js';

const NO_DEVICE = { cookie: null, bearer: null };
const BY_BEARER = { ...CONTEXT, transport: 'bearer', deviceToken: null } as const;

describe('a passkey, where somebody proves who they are', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
    await app.stopSchedules();
  });
  afterAll(() => app.close());
  afterEach(() => jest.restoreAllMocks());

  async function ownerWithPasskey(more = {}): Promise<PasskeyOwner> {
    const owner = await anOwner(app, more);
    await addPasskey(app, owner);
    return owner;
  }

  async function signIn(device: SoftwareAuthenticator) {
    const { options, state } = await app.get(PasskeySignIn).options();
    return app.get(PasskeySignIn).signIn(state, device.get(options), BY_BEARER);
  }

  async function finish(sessionToken: string, device: SoftwareAuthenticator) {
    const { options } = await app.get(PendingPasskeys).optionsFor({ sessionToken, device: NO_DEVICE }, CONTEXT);
    const step = { sessionToken, answers: { credential: device.get(options) }, trustDevice: false, device: NO_DEVICE };
    return app.get(SecondFactorSignIn).finish(step, CONTEXT);
  }

  async function waiting(owner: PasskeyOwner): Promise<string> {
    await app.get(TwoFactor).turnOn(owner.caller.userId);
    const { email, password } = owner.person;
    const result = await app.get(PasswordSignIn).signIn({ email }, password, BY_BEARER);
    if (result.status !== 'second_factor_required') throw new Error(result.status);
    return result.sessionToken;
  }

  describe('at the door', () => {
    it('opens it', async () => {
      const owner = await ownerWithPasskey();
      expect(await signIn(owner.device)).toMatchObject({ status: 'signed_in', user: { id: owner.caller.userId } });
      expect(await historyOf(app, owner.caller, 'passkey_login')).toEqual([{ status: 'success', reason: null }]);
    });

    it('opens nothing once it was removed, also after it was looked at (a way back that comes in between)', async () => {
      const owner = await ownerWithPasskey();
      const passkeys = app.get(Passkeys);
      const verify = passkeys.verifySignIn.bind(passkeys);
      jest.spyOn(passkeys, 'verifySignIn').mockImplementation(async (...how) => {
        const assertion = await verify(...how);
        await passkeys.removeAll(owner.caller.userId);
        await app.sql('UPDATE users SET token_version = token_version + 1 WHERE id = $1', [owner.caller.userId]);
        return assertion;
      });
      await expect(signIn(owner.device)).rejects.toThrow(InvalidPasskey);
      expect(await historyOf(app, owner.caller, 'passkey_login')).toEqual([{ status: 'failure', reason: 'wrong_passkey' }]);
    });

    it('opens none of a disabled user, who hears what a wrong passkey hears', async () => {
      const owner = await ownerWithPasskey();
      await app.get(AccountStatus).disable({ ...HOST, context: { ...HOST.context, reason: 'A test.' } }, [owner.caller.userId]);
      await expect(signIn(owner.device)).rejects.toThrow(InvalidPasskey);
    });

    it('wants the mailbox first where the password has to be replaced', async () => {
      const owner = await ownerWithPasskey();
      await app.sql('UPDATE users SET password_reset_required = true WHERE id = $1', [owner.caller.userId]);
      await expect(signIn(owner.device)).rejects.toMatchObject({ code: 'password_reset_required' });
    });
  });

  describe('whose counter went back', () => {
    it('is refused at the door; its owner hears of it', async () => {
      const owner = await ownerWithPasskey();
      const thief = owner.device.clone();
      await signIn(owner.device);
      await expect(signIn(thief)).rejects.toThrow(CounterWentBack);
      expect(await historyOf(app, owner.caller, 'passkey_counter')).toEqual([{ status: 'failure', reason: 'counter_went_back' }]);
      expect((await app.mailTo(owner.person.email, 3)).subject).toBe('A passkey was refused at Castellan');
    });

    it('is an incident', async () => {
      const owner = await ownerWithPasskey();
      const thief = owner.device.clone();
      await signIn(owner.device);
      await expect(signIn(thief)).rejects.toThrow(CounterWentBack);
      const target = owner.caller.userId;
      const incidents = await app.get(SecurityMonitor).run();
      expect(incidents.filter((incident) => incident.target === target)).toEqual([{ kind: 'copied_passkey', target, count: 1 }]);
    });

    it('is refused as a second factor', async () => {
      const owner = await ownerWithPasskey();
      const thief = owner.device.clone();
      const token = await waiting(owner);
      await signIn(owner.device);
      await expect(finish(token, thief)).rejects.toThrow(CounterWentBack);
      expect(await historyOf(app, owner.caller, 'passkey_counter')).toEqual([{ status: 'failure', reason: 'counter_went_back' }]);
    });
  });

  describe('as the second factor', () => {
    it('finishes a sign-in that waits', async () => {
      const owner = await ownerWithPasskey({ isVerifying: false });
      expect(await finish(await waiting(owner), owner.device)).toMatchObject({ status: 'signed_in', second: 'passkey' });
    });

    it('is not the one that the sign-in began with (the same passkey as both factors)', async () => {
      const owner = await ownerWithPasskey({ isVerifying: false });
      await app.get(TwoFactor).turnOn(owner.caller.userId);
      const result = await signIn(owner.device);
      if (result.status !== 'second_factor_required') throw new Error(result.status);
      expect(result.methods).toEqual(['backup_code']);
      await expect(finish(result.sessionToken, owner.device)).rejects.toThrow(InvalidPasskey);
    });

    it('is asked for without the one that it began with, and not taken by it', async () => {
      const owner = await ownerWithPasskey({ isVerifying: false });
      const other = deviceAt(app, { isVerifying: false });
      await addPasskey(app, { ...owner, device: other });
      await app.get(TwoFactor).turnOn(owner.caller.userId);
      const result = await signIn(owner.device);
      if (result.status !== 'second_factor_required') throw new Error(result.status);
      const { sessionToken } = result;
      const { options } = await app.get(PendingPasskeys).optionsFor({ sessionToken, device: NO_DEVICE }, CONTEXT);
      expect(options.allowCredentials?.map(({ id }) => id)).toEqual(other.ids);
      const credential = owner.device.getWith(owner.device.ids[0]!, options);
      const step = { sessionToken, answers: { credential }, trustDevice: false, device: NO_DEVICE };
      await expect(app.get(SecondFactorSignIn).finish(step, CONTEXT)).rejects.toThrow(InvalidPasskey);
      expect(await finish(sessionToken, other)).toMatchObject({ status: 'signed_in', second: 'passkey' });
    });

    it('says of a passkey that nobody knows that it is unknown', async () => {
      const owner = await ownerWithPasskey();
      const token = await waiting(owner);
      const { options } = await app.get(PendingPasskeys).optionsFor({ sessionToken: token, device: NO_DEVICE }, CONTEXT);
      const stranger = deviceAt(app);
      stranger.create({ ...options, rp: { id: options.rpId! }, user: { id: 'AAAA' }, pubKeyCredParams: [{ alg: -7 }] });
      const credential = stranger.getWith(stranger.ids[0]!, options);
      const step = { sessionToken: token, answers: { credential }, trustDevice: false, device: NO_DEVICE };
      await expect(app.get(SecondFactorSignIn).finish(step, CONTEXT)).rejects.toMatchObject({ extras: { reason: 'unknown_passkey' } });
    });
  });

  describe('on a session', () => {
    const prove = (owner: Pick<PasskeyOwner, 'caller'>, credential: unknown) =>
      app.get(Reauthentication).prove(owner.caller, { credential }, CONTEXT);
    const sessionOf = async ({ caller }: Pick<PasskeyOwner, 'caller'>) =>
      (await app.sql<{ aal: number; amr: string[] }>('SELECT aal, amr FROM sessions WHERE id = $1', [caller.sessionId]))[0];

    it('renews it while two-step sign-in is off, and raises it where it looked at its holder', async () => {
      const owner = await ownerWithPasskey({ isVerifying: false });
      const { tokens } = await prove(owner, await reproof(app, owner));
      expect(await sessionOf(owner)).toEqual({ aal: 1, amr: ['pwd'] });
      const options = await reproofOptions({ ...owner, caller: callerOf(tokens) });
      await prove(owner, owner.device.get(options, { isVerified: true }));
      expect(await sessionOf(owner)).toMatchObject({ aal: 2 });
    });

    it('raises no session that it has opened itself, unless it looked at its holder', async () => {
      const owner = await ownerWithPasskey({ isVerifying: false });
      const result = await signIn(owner.device);
      if (result.status !== 'signed_in') throw new Error(result.status);
      const self = { ...owner, caller: callerOf(result.tokens) };
      await app.get(TwoFactor).turnOn(owner.caller.userId);
      await expect(prove(self, await reproof(app, self))).rejects.toThrow(InvalidPasskey);
      expect(await sessionOf(self)).toEqual({ aal: 1, amr: ['hwk', 'user'] });
      await prove(self, self.device.get(await reproofOptions(self), { isVerified: true }));
      expect(await sessionOf(self)).toEqual({ aal: 2, amr: ['hwk', 'user'] });
    });

    const reproofOptions = async ({ caller }: Pick<PasskeyOwner, 'caller'>) =>
      (await app.get(Passkeys).requestOptions({ purpose: 'reauthentication', userId: caller.userId, boundTo: caller.sessionId })).options;
  });
});
