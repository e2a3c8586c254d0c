import type { Caller } from '@castellan/access';
import type { Assertion, Passkey } from '@castellan/passkeys';
import type { FirstFactor, SecondFactor } from '../factors/factor.js';
import type { Reproven } from '../factors/factor-proof.js';
import type { User } from '../users/user.types.js';

/** What histories and clients call it, first or second. */
export const PASSKEY_KIND = 'passkey';

/** Of a key that stays in its device, and of one that is synced between devices (RFC 8176 §2); somebody was present in any case. */
const HARDWARE = ['hwk', 'user'] as const;
const SOFTWARE = ['swk', 'user'] as const;
const KEYS: readonly string[] = [HARDWARE[0], SOFTWARE[0]];

const methodsOf = ({ isSynced }: Pick<Passkey, 'isSynced'>): readonly string[] => (isSynced ? SOFTWARE : HARDWARE);

/**
 * A passkey that opens the door: two factors in one where the authenticator has looked at who holds it (NIST SP 800-63B-4 §3.1.7). An account
 * whose password has to be replaced wants its mailbox first, here too.
 */
export const firstPasskey = ({ passkey, isUserVerified }: Pick<Assertion, 'passkey' | 'isUserVerified'>): FirstFactor => ({
  kind: PASSKEY_KIND,
  step: 'first',
  amr: methodsOf(passkey),
  aal: isUserVerified ? 2 : 1,
  isStoppedByReset: true,
  hasSeenDevice: false,
  instance: passkey.id,
});

/** One that follows another factor. */
export const secondPasskey = (passkey: Pick<Passkey, 'isSynced'>): SecondFactor => ({
  kind: PASSKEY_KIND,
  step: 'second',
  amr: methodsOf(passkey),
});

/** The passkey that a sign-in began with, which is no second factor of it (docs/reference/contract.md#passkeys). */
export const takenBy = (first: FirstFactor | null): readonly string[] =>
  first?.kind === PASSKEY_KIND && first.instance ? [first.instance] : [];

/**
 * What a passkey proves on a session: a second factor; on one that a passkey alone has opened, which may be the same, only what it is by
 * itself.
 */
export function reprovenBy({ tokenVersion }: Pick<User, 'tokenVersion'>, assertion: Assertion, { amr }: Pick<Caller, 'amr'>): Reproven {
  const isOfPasskeyAlone = amr.some((method) => KEYS.includes(method)) && !amr.includes('mfa');
  if (isOfPasskeyAlone) return { tokenVersion, second: null, first: firstPasskey(assertion) };
  return { tokenVersion, second: secondPasskey(assertion.passkey) };
}
