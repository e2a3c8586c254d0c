import { TwoFactor } from '@castellan/twofactor';
import type { TwoFactorState } from '@castellan/twofactor';
import { Inject, Injectable } from '@nestjs/common';
import { AccountEvents } from '../events/account-events.service.js';
import { KnownDevices } from '../devices/known-devices.service.js';
import { ACCOUNTS_OPTIONS } from '../options.js';
import type { AccountsOptions } from '../options.js';
import { FactorProofs } from '../factors/factor-proofs.service.js';
import type { User } from '../users/user.types.js';
import type { FirstFactor, ProvenFactors } from '../factors/factor.js';
import { PendingSignIns } from './pending-sign-ins.service.js';
import type { PendingSignIn } from './pending-sign-ins.service.js';
import type { SecondFactorRequired, SignInContext } from '../sessions/sign-in.types.js';

/**
 * What the door makes of the user's second factor: there is none; it was just proven; a trusted device waives it; or the sign-in waits
 * for it.
 */
export interface Demand {
  readonly kind: 'none' | 'proven' | 'waived' | 'required';
  /** Once one was used. */
  readonly backupCodesRemaining: number | null;
}

/** Says whether a sign-in needs a second factor, and lets it wait for one. Only the door asks. */
@Injectable()
export class SecondFactorDemand {
  constructor(
    private readonly twoFactor: TwoFactor,
    private readonly proofs: FactorProofs,
    private readonly devices: KnownDevices,
    private readonly pending: PendingSignIns,
    private readonly events: AccountEvents,
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
  ) {}

  async of(user: User, { first, second }: ProvenFactors, context: SignInContext): Promise<Demand> {
    const state = await this.twoFactor.stateOf(user.id);
    const backupCodesRemaining = leftOf(state);
    if (second !== null) return { kind: 'proven', backupCodesRemaining };
    // a copy of a device token is found out at every door; some proofs have looked at it already
    const device = state.enabled || !first.hasSeenDevice ? await this.devices.recognize(user.id, context) : null;
    if (!state.enabled) return { kind: 'none', backupCodesRemaining: null };
    if (first.aal === 2) return { kind: 'proven', backupCodesRemaining };
    return { kind: device?.isTrusted && canBeWaived(first) ? 'waived' : 'required', backupCodesRemaining };
  }

  /** May the sign-in go on that waits? Not for a user who is another by now, by version or standing, nor by a first factor that was removed meanwhile. */
  async isStillOf({ id, isActive, tokenVersion }: User, { version, first }: PendingSignIn): Promise<boolean> {
    if (!isActive || tokenVersion !== version) return false;
    return (await this.twoFactor.isEnabled(id)) && this.proofs.stands(id, first);
  }

  /** The kinds of factors that finish it: what was shown first is none of them. */
  methodsOf({ id }: Pick<User, 'id'>, { first }: Pick<PendingSignIn, 'first'>): Promise<readonly string[]> {
    return this.proofs.secondKindsOf(id, first);
  }

  async makePending(user: User, first: FirstFactor, context: SignInContext): Promise<SecondFactorRequired> {
    const { transport, deviceToken } = context;
    const sessionToken = await this.pending.begin({ userId: user.id, version: user.tokenVersion, first, transport, deviceToken });
    await this.events.record({ event: 'twofactor_requested', status: 'success', userId: user.id, identifier: user.email, context });
    return {
      status: 'second_factor_required',
      sessionToken,
      methods: await this.methodsOf(user, { first }),
      expiresInMs: this.options.pendingTtlMs,
    };
  }
}

/**
 * A trusted device stands in for the second factor that has made it one. That may be the very one that is shown as the first now, and the
 * same is never both (docs/decisions/0221-a-trusted-device-stands-in-for-no-passkey.md).
 */
const canBeWaived = ({ instance, isNeverSecond }: FirstFactor): boolean => instance === undefined || isNeverSecond === true;

function leftOf({ backupCodesRemaining, backupCodesTotal }: TwoFactorState): number | null {
  return backupCodesRemaining < backupCodesTotal ? backupCodesRemaining : null;
}
