import { ACCESS_OPTIONS, accessRules } from '@castellan/access';
import type { AccessOptions } from '@castellan/access';
import { fillPorts, withDefaults } from '@castellan/common';
import { LimitsModule } from '@castellan/limits';
import { Module } from '@nestjs/common';
import type { DynamicModule, Type } from '@nestjs/common';
import { ACCOUNTS_DEFAULTS } from './defaults.js';
import { ACCOUNTS_OPTIONS } from './options.js';
import type { GivenAccountsOptions } from './options.js';
import { ACCOUNTS_PORTS, NO_ADDITIONS } from './ports.js';
import type { AccountsPorts } from './ports.js';

/** Options of `AccountsModule.forRoot`. */
export type AccountsModuleOptions = GivenAccountsOptions & {
  readonly access: AccessOptions;
  /**
   * The modules of the libs below, as the host made them: `notifications`, `twofactor`, `passkeys`, `federation`, `otp`, `profiles`, `log` with its audit log,
   * `signals`, `keys`, `permissions`, `sources`.
   */
  readonly imports: (Type | DynamicModule)[];
  /** What the host adds to the passwords, the tokens and the sessions; it may inject what `imports` export. */
  readonly ports?: AccountsPorts;
};

/**
 * What the modules of accounts stand on: their options and the libs below, for all of them at once. A host that wants some of them only
 * imports this once beside them: `imports: [AccountsFoundation.forRoot(options), SessionsModule]`.
 */
@Module({})
export class AccountsFoundation {
  static forRoot({ access, imports, ports = {}, ...options }: AccountsModuleOptions): DynamicModule {
    return {
      module: AccountsFoundation,
      global: true,
      imports: [LimitsModule, ...imports],
      providers: [
        { provide: ACCOUNTS_OPTIONS, useValue: withDefaults<GivenAccountsOptions>(ACCOUNTS_DEFAULTS, options) },
        { provide: ACCESS_OPTIONS, useValue: accessRules(access) },
        ...fillPorts(ACCOUNTS_PORTS, ports, NO_ADDITIONS),
      ],
      exports: [ACCOUNTS_OPTIONS, ACCESS_OPTIONS, LimitsModule, ...Object.values(ACCOUNTS_PORTS).map(({ token }) => token), ...imports],
    };
  }
}
