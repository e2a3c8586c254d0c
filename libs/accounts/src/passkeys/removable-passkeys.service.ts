import { NotFound } from '@castellan/common';
import { Passkeys } from '@castellan/passkeys';
import type { Passkey } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { RemainingFactors } from '../two-factor/remaining-factors.service.js';
import type { User } from '../users/user.types.js';

/** Takes passkeys away, but never the last factor of its kind. Part of the caller's transaction, which holds the user. */
@Injectable()
export class RemovablePasskeys {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly twoFactor: TwoFactor,
    private readonly remaining: RemainingFactors,
  ) {}

  /**
   * While two-step sign-in is off, the backup codes that came with the first passkey go with any: whoever added the one that is removed
   * may have kept them, and turning on gives new ones. @throws NotFound, LastFactor
   */
  async remove(user: User, id: string): Promise<Passkey> {
    const removed = await this.passkeys.remove(user.id, id);
    if (!removed) throw new NotFound();
    await this.remaining.demandWayIn(user);
    await this.remaining.demandSecond(user);
    if (!(await this.twoFactor.isEnabled(user.id))) await this.twoFactor.dropCodes(user.id);
    return removed;
  }
}
