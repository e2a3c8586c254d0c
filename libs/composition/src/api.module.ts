import { AccessModule } from '@castellan/access';
import { coreModules } from './core-modules.js';
import type { CoreOptions } from './core-modules.js';
import { arePasskeysTakenAt } from '@castellan/config';
import type { Configuration } from '@castellan/config';
import {
  ACCOUNTS_REST,
  ACTIVITY_REST,
  ANALYTICS_REST,
  FEDERATION_REST,
  MANAGEMENT_REST,
  MetricsModule,
  OTP_REST,
  PASSKEYS_REST,
  PHONES_REST,
  PROFILES_REST,
  REVOCATIONS_REST,
  RestModule,
  TWO_FACTOR_REST,
  WEBHOOKS_REST,
} from '@castellan/rest';
import type { RestOptions } from '@castellan/rest';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { FIRST_SUPERUSER, FirstSuperuser } from './first-superuser.js';
import { PASSKEY_DOMAIN, PasskeyDomain } from './passkey-domain.js';
import { metricsOptions } from './metrics-options.js';

/** The composition root: every lib gets its options here, from the one configuration. */
@Module({})
export class ApiModule {
  static forRoot(configuration: Configuration, options: CoreOptions = {}): DynamicModule {
    const { access, data, notifications, passkeys, federation, profiles, accounts, apiKeys, webhooks, porting, panel } = coreModules(
      configuration,
      options,
    );
    const tokens = AccessModule.forRoot({ ...access, imports: [accounts], clock: 'provided' });
    return {
      module: ApiModule,
      imports: [
        data,
        panel,
        porting,
        RestModule.forRoot(restOptions(configuration), {
          domains: [
            ACCOUNTS_REST,
            ACTIVITY_REST,
            TWO_FACTOR_REST,
            PASSKEYS_REST,
            FEDERATION_REST,
            OTP_REST,
            PHONES_REST,
            ANALYTICS_REST,
            PROFILES_REST,
            WEBHOOKS_REST,
            MANAGEMENT_REST,
            REVOCATIONS_REST,
          ],
          imports: [accounts, notifications, passkeys, federation, profiles, apiKeys, webhooks, panel, tokens],
        }),
        MetricsModule.forRoot(metricsOptions(configuration), [accounts, notifications, webhooks, tokens]),
      ],
      providers: [
        { provide: FIRST_SUPERUSER, useValue: configuration.superuser },
        FirstSuperuser,
        { provide: PASSKEY_DOMAIN, useValue: configuration.passkeys },
        PasskeyDomain,
      ],
    };
  }
}

/** The names are the same: the face is told what the environment says. */
export function restOptions(configuration: Configuration): RestOptions {
  const { environment, panel, adminPort, sms, accounts, passkeys, federation } = configuration;
  return {
    ...configuration,
    sms: sms.provider.kind !== 'off',
    passkeysOnPages: arePasskeysTakenAt(configuration.publicUrl, passkeys),
    redirectUris: federation.redirectUris,
    erasureDelayMs: accounts.erasureDelayMs,
    panelUrl: environment === 'production' ? null : (panel.url ?? `http://localhost:${adminPort}`),
  };
}
