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

  /** The backup codes that came with the first passkey go with the last one. @throws NotFound, LastFactor */
  async remove(user: User, id: string): Promise<Passkey> {
    const removed = await this.passkeys.remove(user.id, id);
    if (!removed) throw new NotFound();
    if ((await this.passkeys.count(user.id)) === 0) await this.demandAnother(user);
    return removed;
  }

  /** Backup codes stand in for a second factor, and are none. A proven address gets codes by mail, which open the door. */
  private async demandAnother({ id, hasPassword, isVerified }: User): Promise<void> {
    if (!hasPassword && !isVerified) throw new LastFactor();
    if (!(await this.twoFactor.isEnabled(id))) return this.twoFactor.dropCodes(id);
    if (!(await this.secondFactors.hasFactor(id))) throw new LastFactor();
  }
}
