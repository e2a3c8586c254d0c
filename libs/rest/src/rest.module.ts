import { EphemeralStore } from '@castellan/data';
import { Module, type DynamicModule, type ModuleMetadata, type Provider, type Type } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { KeyAdmission } from './api-keys/key-admission.service.js';
import { KeyFigures } from './api-keys/key-figures.js';
import { KeysInUrls } from './api-keys/keys-in-urls.js';
import { KeyOrTokenGuard } from './api-keys/key-or-token.guard.js';
import { WrongKeys } from './api-keys/wrong-keys.js';
import { PendingCookie } from './cookies/pending-cookie.js';
import { TransportCookies } from './cookies/transport-cookies.js';
import { CsrfGuard } from './csrf/csrf.guard.js';
import { HealthController } from './health/health.controller.js';
import { InboxController } from './inbox/inbox.controller.js';
import { CallerLimitGuard } from './limits/caller-limit.guard.js';
import { LimitGuard } from './limits/limit.guard.js';
import { LimitStorage } from './limits/limit-storage.js';
import { Refusals } from './logging/refusals.js';
import { ObservabilityModule } from './metrics/observability.module.js';
import { PagesController } from './pages/pages.controller.js';
import { REST_OPTIONS, type RestOptions } from './rest-options.js';

/** Which limit counts is each route's `@Limit` to say, so the one entry here is never looked at. */
const throttler = ThrottlerModule.forRootAsync({
  inject: [EphemeralStore],
  useFactory: (store: EphemeralStore) => ({
    throttlers: [{ name: 'route', ttl: 0, limit: 0 }],
    setHeaders: false,
    storage: new LimitStorage(store),
  }),
});

/** The routes of one domain, such as `ACCOUNTS_REST`, and what only they need. */
export interface RestDomain {
  readonly controllers: readonly Type[];
  readonly providers?: readonly Provider[];
}

/** `imports` bring the services the controllers call, and `AccessModule`. */
export interface RestDomains {
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
  readonly domains?: readonly RestDomain[];
}

/** The HTTP face. */
@Module({})
export class RestModule {
  static forRoot(options: RestOptions, { imports = [], domains = [] }: RestDomains = {}): DynamicModule {
    return {
      module: RestModule,
      global: true,
      imports: [throttler, ObservabilityModule, ...imports],
      controllers: [
        HealthController,
        PagesController,
        ...(options.inbox ? [InboxController] : []),
        ...domains.flatMap(({ controllers }) => controllers),
      ],
      providers: [
        { provide: REST_OPTIONS, useValue: options },
        TransportCookies,
        PendingCookie,
        Refusals,
        KeyAdmission,
        KeyFigures,
        KeysInUrls,
        WrongKeys,
        // Guards run in this order: the cheap refusals that know nothing of accounts first, limits by user once the user is known.
        { provide: APP_GUARD, useClass: LimitGuard },
        { provide: APP_GUARD, useClass: CsrfGuard },
        { provide: APP_GUARD, useClass: KeyOrTokenGuard },
        { provide: APP_GUARD, useClass: CallerLimitGuard },
        ...domains.flatMap(({ providers = [] }) => providers),
      ],
      exports: [REST_OPTIONS, TransportCookies],
    };
  }
}
