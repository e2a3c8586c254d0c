import type { Configuration } from '@castellan/config';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';

export const PASSKEY_DOMAIN = Symbol('PASSKEY_DOMAIN');

/** Says at the start that no browser will make a passkey, where that is so: all else works, so it is no reason not to start. */
@Injectable()
export class PasskeyDomain implements OnApplicationBootstrap {
  private readonly logger = new Logger(PasskeyDomain.name);

  constructor(@Inject(PASSKEY_DOMAIN) private readonly passkeys: Configuration['passkeys']) {}

  onApplicationBootstrap(): void {
    const { areUsable, rpId } = this.passkeys;
    if (areUsable) return;
    this.logger.warn(`Passkeys are not offered: browsers make none for an IP address, ${rpId}. Give FRONTEND_URL a host name.`);
  }
}
