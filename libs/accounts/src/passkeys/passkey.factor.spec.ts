import type { Passkey } from '@castellan/passkeys';
import { EMAIL_OTP } from '../otp/otp.factors.js';
import { firstPasskey, reprovenBy, secondPasskey, takenBy } from './passkey.factor.js';

const KEY = { id: 'a key', userId: 'ada', isSynced: false } as Passkey;
const SYNCED: Passkey = { ...KEY, id: 'a synced one', isSynced: true };
const ADA = { tokenVersion: 7 };

describe(firstPasskey.name, () => {
  it.each([
    ['of level 2 where its holder was looked at', KEY, true, 2, ['hwk', 'user']],
    ['of level 1 else', KEY, false, 1, ['hwk', 'user']],
    ['of software where it is synced', SYNCED, true, 2, ['swk', 'user']],
  ])('is %s', (_, passkey, isUserVerified, aal, amr) => {
    expect(firstPasskey({ passkey, isUserVerified })).toEqual({
      kind: 'passkey',
      step: 'first',
      aal,
      amr,
      isStoppedByReset: true,
      hasSeenDevice: false,
      instance: passkey.id,
    });
  });
});

describe(takenBy.name, () => {
  it.each([
    ['the passkey that a sign-in began with', firstPasskey({ passkey: KEY, isUserVerified: false }), ['a key']],
    ['none after another factor', EMAIL_OTP, []],
    ['none on a session', null, []],
  ])('is %s', (_, first, taken) => {
    expect(takenBy(first)).toEqual(taken);
  });
});

describe(reprovenBy.name, () => {
  const assertion = (isUserVerified: boolean) => ({ userId: 'ada', passkey: KEY, isUserVerified });

  it.each([
    ['a password', ['pwd']],
    ['a password and a code', ['pwd', 'otp', 'mfa']],
    ['a passkey and something else', ['hwk', 'user', 'otp', 'mfa']],
  ])('is a second factor on a session that %s opened', (_, amr) => {
    expect(reprovenBy(ADA, assertion(false), { amr })).toEqual({ tokenVersion: 7, second: secondPasskey(KEY) });
  });

  it.each(['hwk', 'swk'])('is none on a session that a passkey alone opened: it may be the same one (%s)', (method) => {
    const proven = (isUserVerified: boolean) => reprovenBy(ADA, assertion(isUserVerified), { amr: [method, 'user'] });
    expect(proven(false)).toMatchObject({ second: null, first: { aal: 1 } });
    expect(proven(true)).toMatchObject({ second: null, first: { aal: 2 } });
  });
});
