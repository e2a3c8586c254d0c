import { NotFound } from '@castellan/common';
import { Passkeys } from '@castellan/passkeys';
import type { Passkey } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { LastFactor } from '../errors.js';
import type { User } from '../users/user.types.js';

/**
 * Takes passkeys away, but never the last way into an account, nor the last second factor of a two-step sign-in that is on
 * (docs/reference/contract.md#passkeys). Part of the caller's transaction, which holds the user: of removals at once, one comes first.
 */
@Injectable()
export class RemovablePasskeys {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly twoFactor: TwoFactor,
  ) {}

  /** The backup codes that came with the first passkey go with the last one. @throws NotFound, LastFactor */
  async remove(user: User, id: string): Promise<Passkey> {
    if (!(await this.passkeys.find(user.id, id))) throw new NotFound();
    const isLast = (await this.passkeys.count(user.id)) === 1;
    const isOn = await this.twoFactor.isEnabled(user.id);
    if (isLast) await this.demandAnother(user, isOn);
    const removed = await this.passkeys.remove(user.id, id);
    if (!removed) throw new NotFound();
    if (isLast && !isOn) await this.twoFactor.dropCodes(user.id);
    return removed;
  }

  /** Backup codes stand in for a second factor, and are none. A proven address gets codes by mail, which open the door. */
  private async demandAnother({ id, hasPassword, isVerified }: User, isOn: boolean): Promise<void> {
    if (!hasPassword && !isVerified) throw new LastFactor();
    if (isOn && !(await this.twoFactor.hasTotp(id))) throw new LastFactor();
  }
}
