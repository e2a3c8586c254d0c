import { NotFound } from '@castellan/common';
import { Passkeys } from '@castellan/passkeys';
import type { Passkey } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { LastFactor } from '../errors.js';
import { SecondFactorSwitch } from '../two-factor/second-factor-switch.service.js';
import type { User } from '../users/user.types.js';

/**
 * Takes passkeys away, but never the last way into an account, nor the last second factor of a two-step sign-in that is on
 * (docs/reference/contract.md#passkeys). Part of the caller's transaction, which holds the user, so that of removals at once one comes
 * first, and which a refusal takes back.
 */
@Injectable()
export class RemovablePasskeys {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly twoFactor: TwoFactor,
    private readonly secondFactors: SecondFactorSwitch,
  ) {}

  /**
   * While two-step sign-in is off, the backup codes that came with the first passkey go with any: whoever added the one that is removed
   * may have kept them, and turning on gives new ones. @throws NotFound, LastFactor
   */
  async remove(user: User, id: string): Promise<Passkey> {
    const removed = await this.passkeys.remove(user.id, id);
    if (!removed) throw new NotFound();
    const isOn = await this.twoFactor.isEnabled(user.id);
    if ((await this.passkeys.count(user.id)) === 0) await this.demandAnother(user, isOn);
    if (!isOn) await this.twoFactor.dropCodes(user.id);
    return removed;
  }

  /** Backup codes stand in for a second factor, and are none. A proven address gets codes by mail, which open the door. */
  private async demandAnother({ id, hasPassword, isVerified }: User, isOn: boolean): Promise<void> {
    if (!hasPassword && !isVerified) throw new LastFactor();
    if (isOn && !(await this.secondFactors.hasFactor(id))) throw new LastFactor();
  }
}
