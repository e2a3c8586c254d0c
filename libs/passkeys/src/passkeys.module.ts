import { withDefaults } from '@castellan/common';
import type { DefaultsOf } from '@castellan/common';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Assertions } from './assertions.service.js';
import { Challenges, PASSKEY_CHALLENGE_TTL_MS } from './challenges.service.js';
import { PASSKEYS_OPTIONS } from './options.js';
import type { PasskeysOptions } from './options.js';
import { PasskeyUsersRepository } from './passkey-users.repository.js';
import { PasskeysRepository } from './passkeys.repository.js';
import { Passkeys } from './passkeys.service.js';
import { MAX_PASSKEYS, Registrations } from './registrations.service.js';
import { PasskeysPorting } from './passkeys-porting.service.js';
import { PortedPasskeysRepository } from './ported-passkeys.repository.js';

/** What holds where the host tells nothing. */
export const PASSKEYS_DEFAULTS: DefaultsOf<PasskeysOptions> = {
  originsOf: {},
  challengeTtlMs: PASSKEY_CHALLENGE_TTL_MS,
  maxPerUser: MAX_PASSKEYS,
};

/** Passkeys by user id. Needs the global `DataModule`. Exports `Passkeys` and `PasskeysPorting`. */
@Module({})
export class PasskeysModule {
  static forRoot(options: PasskeysOptions): DynamicModule {
    return {
      module: PasskeysModule,
      providers: [
        { provide: PASSKEYS_OPTIONS, useValue: withDefaults(PASSKEYS_DEFAULTS, options) },
        PasskeysRepository,
        PasskeyUsersRepository,
        Challenges,
        Registrations,
        Assertions,
        Passkeys,
        PortedPasskeysRepository,
        PasskeysPorting,
      ],
      exports: [Passkeys, PasskeysPorting],
    };
  }
}
