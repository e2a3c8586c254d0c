export { commandPassword } from './command-password.js';
export type {
  AccountConfiguration,
  Configuration,
  CookieConfiguration,
  DatabaseConfiguration,
  Environment,
  LimitName,
  LogFormat,
  LogLevel,
  OtpConfiguration,
  PanelConfiguration,
  PasskeyConfiguration,
  RequestLimit,
  SameSite,
  SmsConfiguration,
  TokenConfiguration,
} from './configuration.js';
export type { FederationConfiguration, ProviderConfiguration } from './federation-configuration.js';
export { ConfigurationError } from './faults.js';
export type { Fault } from './faults.js';
export { providerCallbackUrl } from './federation.js';
export { documentedDefaults } from './groups.js';
export { renderConfigurationPage } from './configuration-page.js';
export { loadConfiguration } from './load-configuration.js';
export { inOptions } from './options/option-fault.js';
export { loadOptions } from './options/load-options.js';
export type { Brought, DatabaseAddress, GivenOptions } from './options/load-options.js';
export type { SettingOptions } from './options/option-settings.js';
export { arePasskeysTakenAt } from './passkeys.js';
export { notForProduction } from './not-for-production.js';
export type { StandIn } from './not-for-production.js';
