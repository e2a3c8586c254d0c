import { accessRules } from '@castellan/access';
import type { AccessOptions } from '@castellan/access';
import { ACCOUNTS_DEFAULTS, ACCOUNTS_PORTS, AccountsModule } from '@castellan/accounts';
import type { GivenAccountsOptions } from '@castellan/accounts';
import { ApiKeysModule } from '@castellan/api-keys';
import { forPorts, refuseUnknownPorts, SecretKeys } from '@castellan/common';
import type { Configuration } from '@castellan/config';
import { DATA_PORTS, DataModule } from '@castellan/data';
import type { DataModuleOptions, DataOptions } from '@castellan/data';
import { FederationModule } from '@castellan/federation';
import { KeysModule } from '@castellan/keys';
import { AuditModule, LogModule } from '@castellan/log';
import { NOTIFICATIONS_PORTS, NotificationsModule } from '@castellan/notifications';
import type { NotificationsOptions } from '@castellan/notifications';
import { OtpModule } from '@castellan/otp';
import { PasskeysModule } from '@castellan/passkeys';
import type { PasskeysOptions } from '@castellan/passkeys';
import { PanelModule } from '@castellan/panel';
import { PermissionsModule } from '@castellan/permissions';
import { PortingModule } from '@castellan/porting';
import { PROFILES_PORTS, ProfilesModule } from '@castellan/profiles';
import { SignalsModule } from '@castellan/signals';
import { SourcesModule } from '@castellan/sources';
import { TwoFactorModule } from '@castellan/twofactor';
import { WebhooksModule } from '@castellan/webhooks';
import type { DynamicModule, Type } from '@nestjs/common';
import { federationOptions } from './federation-options.js';
import { CASTELLAN_PORTS } from './ports.js';
import type { CastellanPorts } from './ports.js';
import { CASTELLAN_TABLES } from './tables.js';

/** A service that is started right after the last one waits so long for its end. A command does not: what it meets is no ending process. */
const ENDING_PROCESS_MS = 10_000;

export interface CoreOptions extends Pick<DataModuleOptions, 'beside' | 'opening'> {
  /** In the place of the configured one. */
  readonly database?: DataOptions['database'];
  /** What the host puts in the place of the product's own parts. */
  readonly ports?: CastellanPorts;
  /** Modules of what the `ports` inject. */
  readonly imports?: (Type | DynamicModule)[];
}

/** The libs below the HTTP face, each with its options from the one configuration. */
export interface CoreModules {
  readonly access: AccessOptions;
  readonly data: DynamicModule;
  readonly notifications: DynamicModule;
  readonly twoFactor: DynamicModule;
  readonly passkeys: DynamicModule;
  readonly federation: DynamicModule;
  readonly otp: DynamicModule;
  readonly profiles: DynamicModule;
  readonly accounts: DynamicModule;
  readonly apiKeys: DynamicModule;
  readonly webhooks: DynamicModule;
  readonly porting: DynamicModule;
  readonly panel: DynamicModule;
}

/** What the service and the command line are both made of. @throws Error with the name of a port that is not there, or filled wrongly */
export function coreModules(
  configuration: Configuration,
  { beside, opening, database, ports = {}, imports = [] }: CoreOptions = {},
): CoreModules {
  refuseUnknownPorts(CASTELLAN_PORTS, ports);
  const secretKeys = new SecretKeys(configuration.secretKeys);
  const access = accessOptions(configuration);
  const notifications = NotificationsModule.forRoot({
    ...notificationsOptions(configuration, secretKeys),
    ports: forPorts(NOTIFICATIONS_PORTS, ports),
    imports,
  });
  const { issuer, backupCodes } = configuration.twoFactor;
  const twoFactor = TwoFactorModule.forRoot({ secretKeys, issuer, backupCodes });
  const passkeys = PasskeysModule.forRoot(passkeysOptions(configuration));
  const federation = FederationModule.forRoot(federationOptions(configuration));
  const otp = OtpModule.forRoot({ ...configuration.otp, secretKeys });
  const profiles = ProfilesModule.forRoot({ publicUrl: configuration.publicUrl, ports: forPorts(PROFILES_PORTS, ports), imports });
  const accounts = AccountsModule.forRoot({
    ...accountsOptions(configuration, secretKeys),
    access,
    ports: forPorts(ACCOUNTS_PORTS, ports),
    imports: [...imports, notifications, otp, twoFactor, passkeys, federation, profiles, ...modulesOfRecord(access, secretKeys)],
  });
  const { eventsRetentionMs = ACCOUNTS_DEFAULTS.eventsRetentionMs } = configuration.accounts;
  const apiKeys = ApiKeysModule.forRoot({ imports: [accounts] });
  const webhooks = WebhooksModule.forRoot({ secretKeys, ...configuration.webhooks, imports: [accounts, notifications] });
  const porting = PortingModule.forRoot({ secretKeys, imports: [accounts] });
  const panel = PanelModule.forRoot({ eventsRetentionMs, imports: [accounts, notifications, apiKeys, webhooks] });
  const data = dataModule(configuration, secretKeys, { beside, opening, database, ports, imports });
  return { access, data, notifications, otp, twoFactor, passkeys, federation, profiles, accounts, apiKeys, webhooks, porting, panel };
}

function dataModule(configuration: Configuration, secretKeys: SecretKeys, options: CoreOptions): DynamicModule {
  const { beside, opening, database = configuration.database, ports = {}, imports = [] } = options;
  return DataModule.forRoot({
    database,
    schema: configuration.databaseSchema,
    redisUrl: configuration.redisUrl,
    secretKeys,
    tables: CASTELLAN_TABLES,
    ports: forPorts(DATA_PORTS, ports),
    imports,
    opening,
    ...(beside ? { beside } : { patienceMs: ENDING_PROCESS_MS }),
  });
}

/** What operators look after, where what happens is written down, and who else is told. */
function modulesOfRecord(access: AccessOptions, secretKeys: SecretKeys): DynamicModule[] {
  const audit = AuditModule.forRoot({ secretKeys });
  const keys = KeysModule.forRoot({ secretKeys, accessTtlMs: accessRules(access).accessTtlMs, imports: [audit] });
  return [
    LogModule.forRoot({ secretKeys }),
    SignalsModule.forRoot({ secretKeys, issuer: access.issuer }),
    audit,
    keys,
    PermissionsModule.forRoot({ imports: [audit] }),
    SourcesModule.forRoot({ imports: [audit] }),
  ];
}

function notificationsOptions(configuration: Configuration, secretKeys: SecretKeys): NotificationsOptions {
  const { appName, brand, messages, mailTemplates, mail, inbox, frontendUrl, publicUrl, sms } = configuration;
  return {
    ...mail,
    ...ehloName(publicUrl),
    appName,
    brand,
    messages,
    mailTemplates,
    codeHost: new URL(frontendUrl).hostname,
    inbox,
    secretKeys,
    sms: { ...sms, statusUrl: `${publicUrl}/api/webhooks/twilio/` },
  };
}

/** Where people find us by a name of the internet, mail servers may call us by it too; an address or `localhost` is no name there. */
function ehloName(publicUrl: string): Pick<NotificationsOptions, 'ehloName'> {
  const { hostname } = new URL(publicUrl);
  return /\.[a-z][a-z\d-]*$/.test(hostname) ? { ehloName: hostname } : {};
}

/** How the service accepts and signs its own tokens. */
export function accessOptions({ publicUrl, tokenAudience, cookies, tokens }: Configuration): AccessOptions {
  return {
    issuer: publicUrl,
    audience: tokenAudience,
    accessCookie: cookies.accessName,
    accessTtlMs: tokens.accessTtlMs,
    ownApi: true,
  };
}

/** Passkeys answer for every place that people sign in at; at the panel, for the panel alone. */
function passkeysOptions(configuration: Configuration): PasskeysOptions {
  const { appName, publicUrl, frontendUrl, frontendOrigins, passkeys } = configuration;
  const { rpId, challengeTtlMs } = passkeys;
  const origins = new Set([new URL(publicUrl).origin, new URL(frontendUrl).origin, ...frontendOrigins]);
  const panel = [new URL(panelUrlOf(configuration)).origin];
  return { rpId, rpName: appName, origins: [...origins], originsOf: { panel }, ...(challengeTtlMs !== undefined && { challengeTtlMs }) };
}

const panelUrlOf = ({ panel, adminPort }: Configuration): string => panel.url ?? `http://localhost:${adminPort}`;

function accountsOptions(configuration: Configuration, secretKeys: SecretKeys): GivenAccountsOptions {
  const { appName, frontendUrl, requireVerifiedEmail, passwords, verificationTtlMs, tokens, publicUrl } = configuration;
  return {
    secretKeys,
    frontendUrl,
    ...(configuration.pages && { signInUrl: `${publicUrl}/login` }),
    panelUrl: panelUrlOf(configuration),
    requireVerifiedEmail,
    passwordHasher: passwords.hasher,
    bcryptCost: passwords.bcryptCost,
    contextWords: [appName, new URL(publicUrl).hostname, ...passwords.contextWords],
    breachedPasswords: passwords.breached,
    verificationTtlMs,
    ...configuration.accounts,
    twoFactorPolicy: configuration.twoFactor.policy,
    pendingTtlMs: configuration.twoFactor.pendingTtlMs,
    trustedDeviceTtlMs: configuration.twoFactor.trustedDeviceTtlMs,
    operatorsEmail: configuration.sms.operatorsEmail,
    ...tokens,
  };
}
