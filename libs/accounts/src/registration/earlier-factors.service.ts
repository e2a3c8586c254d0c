import { Identities } from '@castellan/federation';
import { Passkeys } from '@castellan/passkeys';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { DevicesRepository } from '../devices/devices.repository.js';
import { AccountEvents } from '../events/account-events.service.js';
import { PhonesRepository } from '../users/phones.repository.js';
import type { User } from '../users/user.types.js';

/** What whoever was in before the address was proven may have set up to get in by. */
@Injectable()
export class EarlierFactors {
  constructor(
    private readonly devices: DevicesRepository,
    private readonly phones: PhonesRepository,
    private readonly passkeys: Passkeys,
    private readonly identities: Identities,
    private readonly twoFactor: TwoFactor,
    private readonly events: AccountEvents,
  ) {}

  /** Part of the caller's transaction. */
  async drop({ id }: Pick<User, 'id'>): Promise<void> {
    await this.devices.deleteAll(id); // a known one is told by no mail, and has budgets and codes of its own
    await this.phones.remove(id); // a proven number opens the door like a password
    if ((await this.passkeys.removeAll(id)) > 0) await this.events.passkeysDropped(id); // so does a passkey, and it is a second factor
    if ((await this.identities.removeAll(id)) > 0) await this.events.identitiesDropped(id); // whoever signed up by a provider is out
    const wasOn = await this.twoFactor.disable(id);
    await this.twoFactor.dropCodes(id); // they may have come with a passkey, before the switch
    if (wasOn) await this.events.factorDropped(id);
  }
}
