import { Clock, SystemClock, withDefaults } from '@castellan/common';
import type { DefaultsOf } from '@castellan/common';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Departures } from './departures/departures.service.js';
import { Examination } from './examination/examination.service.js';
import { Federation } from './federation.service.js';
import { IdentitiesRepository } from './identities/identities.repository.js';
import { Identities } from './identities/identities.service.js';
import { FEDERATION_OPTIONS } from './options.js';
import type { FederationOptions } from './options.js';
import { Providers } from './providers/providers.service.js';
import { Webs } from './web/webs.service.js';
import { IdentitiesPorting } from './identities/identities-porting.service.js';

/** How long somebody may stay away, where the host does not tell: who has no account there yet makes one first. */
export const PROVIDER_STATE_TTL_MS = 600_000;

/** What holds where the host tells nothing. */
export const FEDERATION_DEFAULTS: DefaultsOf<FederationOptions> = {
  allowsHttpOnLoopback: false,
  stateTtlMs: PROVIDER_STATE_TTL_MS,
};

/** Who people are elsewhere. Needs the global `DataModule`. Exports `Federation`, `Identities` and `IdentitiesPorting`. */
@Module({})
export class FederationModule {
  static forRoot(options: FederationOptions): DynamicModule {
    return {
      module: FederationModule,
      providers: [
        { provide: FEDERATION_OPTIONS, useValue: withDefaults(FEDERATION_DEFAULTS, options) },
        IdentitiesRepository,
        Identities,
        IdentitiesPorting,
        Webs,
        Providers,
        Departures,
        Examination,
        Federation,
      ],
      exports: [Federation, Identities, IdentitiesPorting],
    };
  }
  /** Exports `Examination` alone, and needs neither `DataModule` nor any store. */
  static forExamination(options: FederationOptions): DynamicModule {
    return {
      module: FederationModule,
      providers: [
        { provide: FEDERATION_OPTIONS, useValue: withDefaults(FEDERATION_DEFAULTS, options) },
        { provide: Clock, useClass: SystemClock },
        Webs,
        Providers,
        Examination,
      ],
      exports: [Examination],
    };
  }
}
