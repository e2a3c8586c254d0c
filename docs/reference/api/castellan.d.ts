// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// castellan

import { AccessClaims } from '@castellan/access';
import { AccessErrorsFilter } from '@castellan/access';
import { AccountClosed } from '@castellan/accounts';
import { AccountClosing } from '@castellan/accounts';
import { AccountCreation } from '@castellan/accounts';
import { AccountDeletion } from '@castellan/accounts';
import { AccountDisabled } from '@castellan/accounts';
import { AccountEnabled } from '@castellan/accounts';
import { AccountErased } from '@castellan/accounts';
import { AccountErasure } from '@castellan/accounts';
import { AccountExport } from '@castellan/accounts';
import { AccountReopened } from '@castellan/accounts';
import { AccountStatus } from '@castellan/accounts';
import { AccountSupport } from '@castellan/accounts';
import { AddressPlaces } from '@castellan/accounts';
import { ApiKey } from '@castellan/api-keys';
import { ApiKeys } from '@castellan/api-keys';
import { AssuranceLevel } from '@castellan/access';
import { AuditLog } from '@castellan/log';
import { AuditVerification } from '@castellan/log';
import { AuthEvents } from '@castellan/log';
import { AuthGuard } from '@castellan/access';
import { Avatars } from '@castellan/profiles';
import { AvatarStore } from '@castellan/profiles';
import { Caller } from '@castellan/access';
import { Cleanup } from '@castellan/accounts';
import { Clock } from '@castellan/common';
import { CurrentCaller } from '@castellan/access';
import { DevInbox } from '@castellan/notifications';
import { DjangoImport } from '@castellan/porting';
import { DjangoImportOptions } from '@castellan/porting';
import { DomainError } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import { EmailChange } from '@castellan/accounts';
import { EmailChanged } from '@castellan/accounts';
import { EmailVerification } from '@castellan/accounts';
import { EmailVerified } from '@castellan/accounts';
import { ExportOptions } from '@castellan/porting';
import type { FactoryProvider } from '@nestjs/common';
import { FailedJobs } from '@castellan/data';
import { Groups } from '@castellan/permissions';
import { HandlebarsTemplates } from '@castellan/notifications';
import type { HostDataSource } from '@castellan/data';
import { ImportOptions } from '@castellan/porting';
import type { INestApplication } from '@nestjs/common';
import { Jobs } from '@castellan/data';
import { LocalOperator } from '@castellan/accounts';
import { localOperator } from '@castellan/accounts';
import { Logo } from '@castellan/branding';
import { MadeApiKey } from '@castellan/api-keys';
import { MailRefused } from '@castellan/notifications';
import { MailTransport } from '@castellan/notifications';
import { MessageTemplates } from '@castellan/notifications';
import { MessageToRender } from '@castellan/notifications';
import type { ModuleMetadata } from '@nestjs/common';
import { NewAccount } from '@castellan/accounts';
import { NewApiKey } from '@castellan/api-keys';
import { Notifications } from '@castellan/notifications';
import { OnSignal } from '@castellan/signals';
import { Operator } from '@castellan/accounts';
import { OutgoingMail } from '@castellan/notifications';
import { OutgoingSms } from '@castellan/notifications';
import { OwnPasskeys } from '@castellan/accounts';
import { OwnPhone } from '@castellan/accounts';
import { OwnProfile } from '@castellan/accounts';
import { PasskeyAdded } from '@castellan/accounts';
import { PasskeyEnrolment } from '@castellan/accounts';
import { PasskeyRegistration } from '@castellan/accounts';
import { PasskeyRemoval } from '@castellan/accounts';
import { PasskeyRemoved } from '@castellan/accounts';
import { PasskeySignIn } from '@castellan/accounts';
import { PasswordAlgorithm } from '@castellan/accounts';
import { PasswordAssignment } from '@castellan/accounts';
import { PasswordChange } from '@castellan/accounts';
import { PasswordChanged } from '@castellan/accounts';
import { PasswordJudge } from '@castellan/accounts';
import { PasswordReset } from '@castellan/accounts';
import { PasswordResetRequest } from '@castellan/accounts';
import { PasswordSignIn } from '@castellan/accounts';
import { PasswordWasReset } from '@castellan/accounts';
import { Permissions } from '@castellan/permissions';
import { PhoneChanged } from '@castellan/accounts';
import { Port } from '@castellan/common';
import { PortingReport } from '@castellan/porting';
import { ProfileChanged } from '@castellan/accounts';
import { ProfileModeration } from '@castellan/accounts';
import { Profiles } from '@castellan/profiles';
import { Public } from '@castellan/access';
import { Reauthentication } from '@castellan/accounts';
import { RegistrationSources } from '@castellan/sources';
import { RenderedMessage } from '@castellan/notifications';
import type { Replacements } from '@castellan/common';
import { RequiresAuth } from '@castellan/access';
import { RequiresPermission } from '@castellan/access';
import { RequiresRecentAuth } from '@castellan/access';
import { RequiresStaff } from '@castellan/access';
import { SecurityIncidents } from '@castellan/log';
import { SessionEnded } from '@castellan/accounts';
import { SessionRefresh } from '@castellan/accounts';
import { SessionRevocation } from '@castellan/accounts';
import { SessionState } from '@castellan/access';
import { SignalMeta } from '@castellan/signals';
import { SignalOptions } from '@castellan/signals';
import { Signals } from '@castellan/signals';
import { SignIn } from '@castellan/accounts';
import { SignInFailed } from '@castellan/accounts';
import { SignOut } from '@castellan/accounts';
import { SignUp } from '@castellan/accounts';
import { SmsFailed } from '@castellan/notifications';
import { SmsReceipt } from '@castellan/notifications';
import { SmsTransport } from '@castellan/notifications';
import { SourceFigures } from '@castellan/sources';
import { SourceQuality } from '@castellan/accounts';
import { Superusers } from '@castellan/accounts';
import { TokenClaims } from '@castellan/access';
import { TokenVerifier } from '@castellan/access';
import { Transaction } from '@castellan/data';
import { TwoFactorDisabled } from '@castellan/accounts';
import { TwoFactorEnabled } from '@castellan/accounts';
import { TwoFactorEnrolment } from '@castellan/accounts';
import { TwoFactorRemoval } from '@castellan/accounts';
import { TwoFactorReset } from '@castellan/accounts';
import { User } from '@castellan/accounts';
import { UserCreation } from '@castellan/accounts';
import { UserDevices } from '@castellan/accounts';
import { UserDirectory } from '@castellan/accounts';
import { UserExport } from '@castellan/porting';
import { UserHistory } from '@castellan/log';
import { UserImport } from '@castellan/porting';
import { UserPermissions } from '@castellan/accounts';
import { UserRegistered } from '@castellan/accounts';
import { UserSessions } from '@castellan/accounts';
import { UserSignedIn } from '@castellan/accounts';
import { VerificationKeys } from '@castellan/access';
import { VerificationResending } from '@castellan/accounts';

export { AccessClaims }

export { AccessErrorsFilter }

export { AccountClosed }

export { AccountClosing }

export { AccountCreation }

export { AccountDeletion }

export { AccountDisabled }

export { AccountEnabled }

export { AccountErased }

export { AccountErasure }

export { AccountExport }

export { AccountReopened }

export { AccountStatus }

export { AccountSupport }

export { ApiKey }

export { ApiKeys }

export { AssuranceLevel }

export { AuditLog }

export { AuditVerification }

export { AuthEvents }

export { AuthGuard }

export { Avatars }

export { Caller }

type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}` : Lowercase<S>;

const CASTELLAN_PORTS: {
    readonly passwordPolicy: Port<PasswordJudge>;
    readonly passwordHasher: Port<PasswordAlgorithm>;
    readonly tokenClaims: Port<TokenClaims>;
    readonly addressPlaces: Port<AddressPlaces>;
    readonly clock: Port<Clock>;
    readonly mailTransport: Port<MailTransport>;
    readonly smsTransport: Port<SmsTransport>;
    readonly templates: Port<MessageTemplates>;
    readonly avatarStore: Port<AvatarStore>;
};

export interface CastellanAsyncOptions extends CastellanModuleOptions {
    readonly imports?: ModuleMetadata['imports'];
    readonly inject?: FactoryProvider['inject'];
    readonly useFactory: (...injected: any[]) => CastellanOptions | Promise<CastellanOptions>;
}

export type CastellanDatabase =
/** PostgreSQL 15 or newer. `directUrl` reaches the server itself where `url` leads through a pooler. */
    {
    readonly url: string;
    readonly directUrl?: string;
}
/** The server of the host's DataSource, of which only the address is taken: no entity, no connection, no schema of it. */
| {
    readonly dataSource: HostDataSource;
    readonly directUrl?: string;
}
/** PostgreSQL in this process, in a folder or, with null, in memory: for tests and a first try. */
| {
    readonly embedded: string | null;
    readonly snapshot?: string;
};

export class CastellanModule {
    static forRoot(given: CastellanOptions & CastellanModuleOptions): DynamicModule;
    static forRootAsync(given: CastellanAsyncOptions): DynamicModule;
}

export interface CastellanModuleOptions {
    readonly isGlobal?: boolean;
}

export interface CastellanOptions extends GivenOptions {
    readonly acceptsCookie?: boolean;
    readonly database: CastellanDatabase;
    readonly mount?: boolean;
    readonly path?: string;
    readonly ports?: CastellanPorts;
}

export type CastellanPorts = Replacements<typeof CASTELLAN_PORTS>;

export { Cleanup }

export { Clock }

export class ConfigurationError extends Error {
    constructor(faults: readonly Fault[], heading?: string);
    readonly faults: readonly Fault[];
}

export { CurrentCaller }

export { DevInbox }

export { DjangoImport }

export { DjangoImportOptions }

export { DomainError }

interface DurationParse extends Parse<number> {
    readonly unit: 'ms';
}

export { EmailChange }

export { EmailChanged }

export { EmailVerification }

export { EmailVerified }

type Environment = (typeof ENVIRONMENTS)[number];

const ENVIRONMENTS: readonly ["development", "test", "production"];

export { ExportOptions }

export { FailedJobs }

interface Fault {
    readonly change: string;
    readonly name: string;
    readonly problem: string;
}

type Given<P> = P extends DurationParse ? string : P extends Parse<infer T> ? GivenFor<T> : never;

type GivenFor<T> = [T] extends [boolean] ? boolean : [T] extends [number] ? number : [T] extends [readonly (infer Item)[]] ? readonly Item[] | string : [T] extends [string] ? T : string;

interface GivenOptions extends SettingOptions {
    readonly environment?: Environment;
    readonly providers?: readonly ProviderConfiguration[] | null;
    readonly publicUrl: string;
    readonly schema?: string;
    readonly secretKeys: readonly [current: string, ...fallbacks: string[]];
}

export { Groups }

export { HandlebarsTemplates }

export { ImportOptions }

export { Jobs }

export { LocalOperator }

export { localOperator }

export { MadeApiKey }

export { MailRefused }

export { MailTransport }

export { MessageTemplates }

export { MessageToRender }

export function mountCastellan(app: MountingHost): void;

export class MountError extends Error {
    readonly name: string;
}

export type MountingHost = Pick<INestApplication, 'get' | 'getHttpAdapter'>;

export { NewAccount }

export { NewApiKey }

export { Notifications }

export { OnSignal }

export { Operator }

const OPTION_SETTINGS: {
    REQUIRE_VERIFIED_EMAIL: {
        readonly byDefault: "true";
        readonly as: Parse<boolean>;
        readonly meaning: "`false` lets people sign in before they have proven their address";
    } & {
        readonly name: string;
    };
    UPDATE_SESSION_AUTH_HASH: {
        readonly byDefault: "true";
        readonly as: Parse<boolean>;
        readonly meaning: "`false`: a change of password ends the session it was made in, too";
    } & {
        readonly name: string;
    };
    MAX_SESSIONS: {
        readonly byDefault: "50";
        readonly as: Parse<number>;
        readonly meaning: "live sessions of one user; the oldest ends";
    } & {
        readonly name: string;
    };
    VERIFICATION_TTL: {
        readonly byDefault: "10m";
        readonly as: DurationParse;
        readonly meaning: "life of the link that proves an address";
    } & {
        readonly name: string;
    };
    PASSWORD_RESET_TTL: {
        readonly byDefault: "1h";
        readonly as: DurationParse;
        readonly meaning: "life of the link that resets a password, and of the one by which staff sets up a second factor";
    } & {
        readonly name: string;
    };
    PENDING_EMAIL_TTL: {
        readonly byDefault: "1h";
        readonly as: DurationParse;
        readonly meaning: "life of the link that proves a new address";
    } & {
        readonly name: string;
    };
    UNDO_LINK_TTL: {
        readonly byDefault: "72h";
        readonly as: DurationParse;
        readonly meaning: "life of the links that undo a change of address or report what was not you";
    } & {
        readonly name: string;
    };
    ACCOUNT_ERASURE_DELAY: {
        readonly byDefault: "14d";
        readonly as: DurationParse;
        readonly meaning: "a closed account is erased so long after; signing in before undoes it";
    } & {
        readonly name: string;
    };
    EVENTS_RETENTION: {
        readonly byDefault: "400d";
        readonly as: DurationParse;
        readonly meaning: "how long [the history of attempts](events-and-monitoring.md) is kept";
    } & {
        readonly name: string;
    };
    PUBLIC_URL: {
        readonly defaultInWords: "`http://localhost:$PORT`";
        readonly as: Parse<string>;
        readonly example: "https://auth.example.com";
        readonly meaning: "where the service is reached, [with its path](network.md#below-a-path) if it has one; `iss` of tokens. https, but for localhost";
        readonly isRequiredInProduction: true;
    } & {
        readonly name: string;
    };
    FRONTEND_URL: {
        readonly defaultInWords: "`$PUBLIC_URL`";
        readonly as: Parse<string>;
        readonly example: "https://app.example.com";
        readonly meaning: "where mailed links point; by default to pages of this service";
        readonly isRequiredInProduction: true;
    } & {
        readonly name: string;
    };
    FRONTEND_ORIGINS: {
        readonly defaultInWords: "the origin of `$FRONTEND_URL`";
        readonly as: Parse<readonly string[]>;
        readonly example: "https://app.example.com";
        readonly meaning: "origins that [CORS and the CSRF rule](../guides/from-a-browser-app.md) let in, also of web views (`capacitor://localhost`)";
    } & {
        readonly name: string;
    };
    TOKEN_AUDIENCE: {
        readonly defaultInWords: "`$PUBLIC_URL`";
        readonly as: Parse<string>;
        readonly meaning: "`aud` of tokens";
    } & {
        readonly name: string;
    };
    APP_NAME: {
        readonly byDefault: string;
        readonly as: Parse<string>;
        readonly example: "Example";
        readonly meaning: "[the product's own name](../guides/own-name.md): on pages, in mails, for authenticator apps, and in no password";
    } & {
        readonly name: string;
    };
    APP_LOGO: {
        readonly as: Parse<Logo>;
        readonly example: "/etc/castellan/logo.svg";
        readonly meaning: "what stands beside the name; without it, its first letter";
    } & {
        readonly name: string;
    };
    APP_COLOR: {
        readonly byDefault: string;
        readonly as: Parse<string>;
        readonly meaning: "of buttons and links; [its like for dark screens](../guides/own-name.md#the-colour) is made of it";
    } & {
        readonly name: string;
    };
    SUPPORT_EMAIL: {
        readonly as: Parse<string>;
        readonly example: "help@example.com";
        readonly meaning: "where people who need help write to; at the end of pages and mails";
    } & {
        readonly name: string;
    };
    TERMS_URL: {
        readonly as: Parse<string>;
        readonly example: "https://example.com/terms";
        readonly meaning: "your terms of use; linked at the end of pages";
    } & {
        readonly name: string;
    };
    PRIVACY_URL: {
        readonly as: Parse<string>;
        readonly example: "https://example.com/privacy";
        readonly meaning: "how you treat what people tell you; linked at the end of pages";
    } & {
        readonly name: string;
    };
    LANGUAGES: {
        readonly byDefault: string;
        readonly as: Parse<readonly string[]>;
        readonly meaning: "what pages and mails are written in; the first is for whom none of them was asked";
    } & {
        readonly name: string;
    };
    MESSAGES: {
        readonly as: Parse<string>;
        readonly example: "/etc/castellan/messages";
        readonly meaning: "of `<language>.json`, which [add languages or replace words](../guides/own-name.md#words)";
    } & {
        readonly name: string;
    };
    MAIL_TEMPLATES: {
        readonly as: Parse<string>;
        readonly example: "/etc/castellan/mails";
        readonly meaning: "of templates, which [replace those of the same name](../guides/own-name.md#mails)";
    } & {
        readonly name: string;
    };
    ACCESS_COOKIE_NAME: {
        byDefault: string;
        defaultInWords: string;
        as: Parse<string>;
        meaning: string;
    } & {
        readonly name: string;
    };
    REFRESH_COOKIE_NAME: {
        byDefault: string;
        defaultInWords: string;
        as: Parse<string>;
        meaning: string;
    } & {
        readonly name: string;
    };
    DEVICE_COOKIE_NAME: {
        byDefault: string;
        defaultInWords: string;
        as: Parse<string>;
        meaning: string;
    } & {
        readonly name: string;
    };
    COOKIE_SAMESITE: {
        readonly byDefault: "lax";
        readonly as: Parse<"lax" | "none" | "strict">;
        readonly meaning: "of the cookies of a session; `none` with an https `PUBLIC_URL` only";
    } & {
        readonly name: string;
    };
    ALLOW_PLAINTEXT: {
        readonly as: Parse<readonly ("database" | "redis" | "smtp")[]>;
        readonly example: "database,redis";
        readonly meaning: "servers on other machines that production may reach [without TLS](network.md)";
    } & {
        readonly name: string;
    };
    SMTP_URL: {
        readonly defaultInWords: "the development inbox";
        readonly as: Parse<string>;
        readonly example: "smtps://user:password@mail.example.com:465";
        readonly meaning: "[the mail server](../guides/sms-and-mail.md#mail)";
        readonly isRequiredInProduction: true;
    } & {
        readonly name: string;
    };
    MAIL_FROM: {
        readonly byDefault: "Castellan <no-reply@localhost>";
        readonly as: Parse<string>;
        readonly example: "Example <no-reply@example.com>";
        readonly meaning: "the sender";
        readonly isRequiredInProduction: true;
    } & {
        readonly name: string;
    };
    OTP_TTL: {
        readonly byDefault: "300s";
        readonly as: DurationParse;
        readonly meaning: "life of a code";
    } & {
        readonly name: string;
    };
    OTP_LENGTH: {
        readonly byDefault: "6";
        readonly as: Parse<number>;
        readonly meaning: "digits of a code";
    } & {
        readonly name: string;
    };
    OTP_MAX_ATTEMPTS: {
        readonly byDefault: "3";
        readonly as: Parse<number>;
        readonly meaning: "guesses that a code bears";
    } & {
        readonly name: string;
    };
    OTP_MAX_REQUESTS: {
        readonly byDefault: "3";
        readonly as: Parse<number>;
        readonly meaning: "codes that an identifier gets in an hour";
    } & {
        readonly name: string;
    };
    OTP_RESEND_COOLDOWN: {
        readonly byDefault: "30s";
        readonly as: DurationParse;
        readonly meaning: "the least time between two of them";
    } & {
        readonly name: string;
    };
    ADMIN_URL: {
        readonly defaultInWords: "`http://localhost:$ADMIN_PORT`";
        readonly as: Parse<string>;
        readonly example: "https://ops.example.com/castellan";
        readonly meaning: "where operators reach [the panel](panel.md), with its path behind a proxy. https, but for localhost";
    } & {
        readonly name: string;
    };
    PASSKEY_RP_ID: {
        readonly defaultInWords: "the host of `$FRONTEND_URL`";
        readonly as: Parse<string>;
        readonly example: "example.com";
        readonly meaning: "the domain that [passkeys](../guides/passkeys.md) are made for: that host, or a parent domain of it. Another one later makes all of them worthless";
    } & {
        readonly name: string;
    };
    PASSKEY_CHALLENGE_TTL: {
        readonly byDefault: "300s";
        readonly as: DurationParse;
        readonly meaning: "how long a question to a passkey waits for its answer";
    } & {
        readonly name: string;
    };
    PASSWORD_HASHER: {
        readonly byDefault: "bcrypt";
        readonly as: Parse<"argon2id" | "bcrypt">;
        readonly meaning: "a sign-in with another hash renews it";
    } & {
        readonly name: string;
    };
    BCRYPT_COST: {
        readonly byDefault: "12";
        readonly as: Parse<number>;
        readonly meaning: "each more doubles the time of a hash";
    } & {
        readonly name: string;
    };
    PASSWORD_CONTEXT_WORDS: {
        readonly as: Parse<readonly string[]>;
        readonly example: "example,acme";
        readonly meaning: "what no password may resemble: your products, your city, …";
    } & {
        readonly name: string;
    };
    BREACHED_PASSWORDS: {
        readonly as: Parse<string>;
        readonly example: "/var/lib/castellan/breached.bloom";
        readonly meaning: "breached passwords that are refused: SHA-1 hashes sorted by hash, one a line, as Have I Been Pwned gives them, or [their small form](command-line.md)";
    } & {
        readonly name: string;
    };
    SMS_PROVIDER: {
        readonly defaultInWords: "the development inbox; off in production";
        readonly as: Parse<"inbox" | "off" | "twilio">;
        readonly example: "twilio";
        readonly meaning: "who sends [SMS](../guides/sms-and-mail.md#sms)";
    } & {
        readonly name: string;
    };
    TWILIO_ACCOUNT_SID: {
        readonly as: Parse<string>;
        readonly example: "<the account SID of the Twilio console, AC and 32 hexadecimal digits>";
        readonly meaning: "required with `twilio`";
    } & {
        readonly name: string;
    };
    TWILIO_AUTH_TOKEN: {
        readonly as: Parse<string>;
        readonly example: "<the auth token of the Twilio console>";
        readonly meaning: "required with `twilio`";
    } & {
        readonly name: string;
    };
    TWILIO_FROM: {
        readonly as: Parse<string>;
        readonly example: "+15005550006";
        readonly meaning: "the sender; required with `twilio`";
    } & {
        readonly name: string;
    };
    SMS_PREFIXES: {
        readonly defaultInWords: "every country";
        readonly as: Parse<readonly string[]>;
        readonly example: "+49,+43";
        readonly meaning: "numbers that SMS go to; required with `twilio`";
    } & {
        readonly name: string;
    };
    OPERATORS_EMAIL: {
        readonly as: Parse<string>;
        readonly example: "operators@example.com";
        readonly meaning: "who is told of attacks, and when SMS stops";
    } & {
        readonly name: string;
    };
    SUPERUSER_EMAIL: {
        readonly as: Parse<string>;
        readonly example: "admin@example.com";
        readonly meaning: "makes the first superuser at the start, if there is none";
    } & {
        readonly name: string;
    };
    SUPERUSER_PASSWORD: {
        readonly as: Parse<string>;
        readonly example: "<a password of 8 characters or more>";
        readonly meaning: "their password; required with `SUPERUSER_EMAIL`";
    } & {
        readonly name: string;
    };
    THROTTLE_LOGIN: {
        readonly byDefault: "10/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "sign-ins from one client address";
    } & {
        readonly name: string;
    };
    THROTTLE_SIGNUP: {
        readonly byDefault: "5/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for sign-ups";
    } & {
        readonly name: string;
    };
    THROTTLE_PASSWORD_RESET: {
        readonly byDefault: "5/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for resets of passwords";
    } & {
        readonly name: string;
    };
    THROTTLE_VERIFY_2FA: {
        readonly byDefault: "10/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for second factors";
    } & {
        readonly name: string;
    };
    THROTTLE_OTP_REQUEST: {
        readonly byDefault: "10/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for requests for one-time codes";
    } & {
        readonly name: string;
    };
    THROTTLE_OTP_VERIFY: {
        readonly byDefault: "20/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for guesses at them";
    } & {
        readonly name: string;
    };
    THROTTLE_PASSKEY_OPTIONS: {
        readonly byDefault: "20/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for challenges to passkeys";
    } & {
        readonly name: string;
    };
    THROTTLE_PASSKEY_LOGIN: {
        readonly byDefault: "20/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for sign-ins by passkey";
    } & {
        readonly name: string;
    };
    THROTTLE_PROVIDER_BEGIN: {
        readonly byDefault: "20/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for departures to a provider";
    } & {
        readonly name: string;
    };
    THROTTLE_PROVIDER_LOGIN: {
        readonly byDefault: "20/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for those who come back from one";
    } & {
        readonly name: string;
    };
    THROTTLE_ADMIN_READ: {
        readonly byDefault: "600/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "what one API key or operator reads by the management API";
    } & {
        readonly name: string;
    };
    THROTTLE_ADMIN_WRITE: {
        readonly byDefault: "120/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for what they change";
    } & {
        readonly name: string;
    };
    ACCESS_TOKEN_TTL: {
        readonly byDefault: "15m";
        readonly as: DurationParse;
        readonly meaning: "life of an access token";
    } & {
        readonly name: string;
    };
    REFRESH_TOKEN_TTL: {
        readonly byDefault: "7d";
        readonly as: DurationParse;
        readonly meaning: "a session that is not refreshed for so long ends";
    } & {
        readonly name: string;
    };
    SESSION_MAX_AGE: {
        readonly byDefault: "90d";
        readonly as: DurationParse;
        readonly meaning: "a session ends so long after its sign-in";
    } & {
        readonly name: string;
    };
    TOKEN_CLAIMS: {
        readonly defaultInWords: "none";
        readonly as: Parse<readonly ("email" | "email_verified" | "groups" | "name" | "permissions")[]>;
        readonly example: "email,permissions";
        readonly meaning: "what access tokens say to [other services](../guides/accept-tokens.md) besides who their holder is";
    } & {
        readonly name: string;
    };
    ANSWER_FLOOR_SIGNUP: {
        readonly byDefault: "500ms";
        readonly as: DurationParse;
        readonly meaning: "a sign-up answers no sooner, so that its time tells nothing";
    } & {
        readonly name: string;
    };
    ANSWER_FLOOR_MAIL: {
        readonly byDefault: "200ms";
        readonly as: DurationParse;
        readonly meaning: "the same for requests that send mail";
    } & {
        readonly name: string;
    };
    TWO_FACTOR_POLICY: {
        readonly byDefault: "required_for_staff";
        readonly as: Parse<"optional" | "required" | "required_for_staff">;
        readonly meaning: "who must have a second factor";
    } & {
        readonly name: string;
    };
    TOTP_ISSUER_NAME: {
        readonly defaultInWords: "`$APP_NAME`";
        readonly as: Parse<string>;
        readonly example: "Example";
        readonly meaning: "the name that authenticator apps show";
    } & {
        readonly name: string;
    };
    BACKUP_CODES_COUNT: {
        readonly byDefault: "10";
        readonly as: Parse<number>;
        readonly meaning: "backup codes that a user gets";
    } & {
        readonly name: string;
    };
    PENDING_SESSION_TTL: {
        readonly byDefault: "5m";
        readonly as: DurationParse;
        readonly meaning: "how long a sign-in waits for its second factor";
    } & {
        readonly name: string;
    };
    TRUSTED_DEVICE_TTL: {
        readonly byDefault: "30d";
        readonly as: DurationParse;
        readonly meaning: "how long a trusted device goes without the second factor";
    } & {
        readonly name: string;
    };
    WEBHOOK_ALLOW: {
        readonly as: Parse<readonly string[]>;
        readonly example: "10.20.0.0/16,hooks.internal";
        readonly meaning: "where [webhooks](../guides/webhooks.md) may be sent without TLS and into private networks, besides https at public addresses: address blocks, and names of hosts";
    } & {
        readonly name: string;
    };
    LOG_LEVEL: {
        readonly byDefault: "info";
        readonly as: Parse<"debug" | "error" | "fatal" | "info" | "silent" | "trace" | "warn">;
        readonly meaning: "the least that is logged";
    } & {
        readonly name: string;
    };
    TRUSTED_PROXIES: {
        readonly as: Parse<readonly string[]>;
        readonly example: "10.0.0.0/8";
        readonly meaning: "[proxies](proxies.md) whose `X-Forwarded-For` is believed";
    } & {
        readonly name: string;
    };
    METRICS_PORT: {
        readonly byDefault: "9464";
        readonly as: Parse<number>;
        readonly meaning: "of [`/metrics`](events-and-monitoring.md#metrics), for Prometheus; health is told there, too";
    } & {
        readonly name: string;
    };
    METRICS_HOST: {
        readonly byDefault: "127.0.0.1";
        readonly as: Parse<string>;
        readonly meaning: "what the metrics listen on; read in production only";
    } & {
        readonly name: string;
    };
    PAGES: {
        readonly byDefault: "on";
        readonly defaultInWords: "`on`; `off` where `$FRONTEND_URL` is another origin";
        readonly as: Parse<"off" | "on">;
        readonly example: "on";
        readonly meaning: "whether [the pages](../guides/pages.md) are served; those behind mailed links always are";
    } & {
        readonly name: string;
    };
    DOCS: {
        readonly byDefault: "on";
        readonly defaultInWords: "`on`; in production `off`";
        readonly as: Parse<"off" | "on">;
        readonly example: "on";
        readonly meaning: "whether `/docs`, `/docs-json` and `/docs-yaml` are served";
    } & {
        readonly name: string;
    };
    CLEAR_SITE_DATA: {
        readonly byDefault: "cache,storage";
        readonly as: Parse<readonly ("cache" | "storage")[]>;
        readonly meaning: "what browsers forget of this origin when their session ends; nothing below a path, where the origin is others' too";
    } & {
        readonly name: string;
    };
    HSTS_SUBDOMAINS: {
        readonly byDefault: "false";
        readonly as: Parse<boolean>;
        readonly example: "true";
        readonly meaning: "whether `Strict-Transport-Security` holds for every host below this one too; below a path the API sends none";
    } & {
        readonly name: string;
    };
    REDIS_URL: {
        readonly defaultInWords: "in memory";
        readonly as: Parse<string>;
        readonly example: "redis://cache.example.com:6379";
        readonly meaning: "Redis, version 6.2 or newer, or [a cluster](scaling.md#redis-cluster); needed for [more than one process](scaling.md)";
    } & {
        readonly name: string;
    };
    PROVIDER_STATE_TTL: {
        readonly byDefault: "10m";
        readonly as: DurationParse;
        readonly meaning: "how long somebody may stay away there";
    } & {
        readonly name: string;
    };
    REDIRECT_URIS: {
        readonly as: Parse<readonly string[]>;
        readonly example: "com.example.app:/signed-in";
        readonly meaning: "where apps that sign people in by a provider [are sent back to](../guides/providers.md#from-an-app), compared letter by letter; of addresses on 127.0.0.1 and [::1] any port";
    } & {
        readonly name: string;
    };
};

type OptionSettings = typeof OPTION_SETTINGS;

type OptionVariable = Extract<keyof OptionSettings, string>;

export { OutgoingMail }

export { OutgoingSms }

export { OwnPasskeys }

export { OwnPhone }

export { OwnProfile }

interface Parse<T> {
    (text: string): T;
    readonly takes?: string;
}

export { PasskeyAdded }

export { PasskeyEnrolment }

export { PasskeyRegistration }

export { PasskeyRemoval }

export { PasskeyRemoved }

export { PasskeySignIn }

export { PasswordAssignment }

export { PasswordChange }

export { PasswordChanged }

export { PasswordReset }

export { PasswordResetRequest }

export { PasswordSignIn }

export { PasswordWasReset }

export { Permissions }

export { PhoneChanged }

export { PortingReport }

export { ProfileChanged }

export { ProfileModeration }

export { Profiles }

interface ProviderConfiguration {
    readonly allowsPrivateAddresses?: boolean;
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly id: string;
    readonly issuer?: string;
    readonly name?: string;
    readonly scopes?: readonly string[];
    readonly signingKey?: {
        readonly teamId: string;
        readonly keyId: string;
        readonly privateKey: string;
    };
    readonly signsUp?: boolean;
    readonly trustsEmail?: boolean;
}

export { Public }

export { Reauthentication }

export { RegistrationSources }

export { RenderedMessage }

interface RequestLimit {
    readonly limit: number;
    readonly windowMs: number;
}

export { RequiresAuth }

export { RequiresPermission }

export { RequiresRecentAuth }

export { RequiresStaff }

export { SecurityIncidents }

export { SessionEnded }

export { SessionRefresh }

export { SessionRevocation }

export { SessionState }

type SettingOptions = {
    readonly [V in OptionVariable as CamelCase<V>]?: Given<OptionSettings[V]['as']> | null;
};

export { SignalMeta }

export { SignalOptions }

export { Signals }

export { SignIn }

export { SignInFailed }

export { SignOut }

export { SignUp }

export { SmsFailed }

export { SmsReceipt }

export { SmsTransport }

export { SourceFigures }

export { SourceQuality }

export { Superusers }

export { TokenVerifier }

export { Transaction }

export { TwoFactorDisabled }

export { TwoFactorEnabled }

export { TwoFactorEnrolment }

export { TwoFactorRemoval }

export { TwoFactorReset }

export { User }

export { UserCreation }

export { UserDevices }

export { UserDirectory }

export { UserExport }

export { UserHistory }

export { UserImport }

export { UserPermissions }

export { UserRegistered }

export { UserSessions }

export { UserSignedIn }

export { VerificationKeys }

export { VerificationResending }


// castellan/testing

import { AddressPlaces } from '@castellan/accounts';
import type { AssuranceLevel } from '@castellan/access';
import { AvatarStore } from '@castellan/profiles';
import { Clock } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import type { HostDataSource } from '@castellan/data';
import type { INestApplicationContext } from '@nestjs/common';
import { Logo } from '@castellan/branding';
import { MailTransport } from '@castellan/notifications';
import { MessageTemplates } from '@castellan/notifications';
import type { ModuleRef } from '@nestjs/core';
import { PasswordAlgorithm } from '@castellan/accounts';
import { PasswordJudge } from '@castellan/accounts';
import { Port } from '@castellan/common';
import type { Replacements } from '@castellan/common';
import { SmsTransport } from '@castellan/notifications';
import { TokenClaims } from '@castellan/access';
import type { User } from '@castellan/accounts';

export const actingAs: (app: Pick<INestApplicationContext, "get">, options?: ActingOptions) => Promise<Actor>;

export interface ActingOptions {
    readonly aal?: AssuranceLevel;
    readonly permissions?: readonly string[];
    readonly recent?: boolean;
    readonly staff?: boolean;
    readonly superuser?: boolean;
    readonly user?: string | NewActor;
}

export interface Actor {
    readonly accessToken: string;
    readonly headers: {
        readonly authorization: string;
    };
    readonly password: string | null;
    readonly refreshToken: string;
    readonly sessionId: string;
    totp(): string;
    readonly user: User;
}

type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}` : Lowercase<S>;

const CASTELLAN_PORTS: {
    readonly passwordPolicy: Port<PasswordJudge>;
    readonly passwordHasher: Port<PasswordAlgorithm>;
    readonly tokenClaims: Port<TokenClaims>;
    readonly addressPlaces: Port<AddressPlaces>;
    readonly clock: Port<Clock>;
    readonly mailTransport: Port<MailTransport>;
    readonly smsTransport: Port<SmsTransport>;
    readonly templates: Port<MessageTemplates>;
    readonly avatarStore: Port<AvatarStore>;
};

type CastellanDatabase =
/** PostgreSQL 15 or newer. `directUrl` reaches the server itself where `url` leads through a pooler. */
    {
    readonly url: string;
    readonly directUrl?: string;
}
/** The server of the host's DataSource, of which only the address is taken: no entity, no connection, no schema of it. */
| {
    readonly dataSource: HostDataSource;
    readonly directUrl?: string;
}
/** PostgreSQL in this process, in a folder or, with null, in memory: for tests and a first try. */
| {
    readonly embedded: string | null;
    readonly snapshot?: string;
};

interface CastellanOptions extends GivenOptions {
    readonly acceptsCookie?: boolean;
    readonly database: CastellanDatabase;
    readonly mount?: boolean;
    readonly path?: string;
    readonly ports?: CastellanPorts;
}

type CastellanPorts = Replacements<typeof CASTELLAN_PORTS>;

export class CastellanTesting {
    static forRoot(input?: TestingOptions & {
        readonly isGlobal?: boolean;
    }): DynamicModule;
    static replace<B extends TestingBuilder>(builder: B, options?: TestingOptions): B;
}

interface DurationParse extends Parse<number> {
    readonly unit: 'ms';
}

type Environment = (typeof ENVIRONMENTS)[number];

const ENVIRONMENTS: readonly ["development", "test", "production"];

type Given<P> = P extends DurationParse ? string : P extends Parse<infer T> ? GivenFor<T> : never;

type GivenFor<T> = [T] extends [boolean] ? boolean : [T] extends [number] ? number : [T] extends [readonly (infer Item)[]] ? readonly Item[] | string : [T] extends [string] ? T : string;

interface GivenOptions extends SettingOptions {
    readonly environment?: Environment;
    readonly providers?: readonly ProviderConfiguration[] | null;
    readonly publicUrl: string;
    readonly schema?: string;
    readonly secretKeys: readonly [current: string, ...fallbacks: string[]];
}

export function kitOf(app: Pick<INestApplicationContext, 'get'>): TestKit;

export const lastCode: (to: string) => Promise<string>;

export const lastMail: (to: string) => Promise<TestMail>;

export interface NewActor {
    readonly email?: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly username?: string;
}

const OPTION_SETTINGS: {
    REQUIRE_VERIFIED_EMAIL: {
        readonly byDefault: "true";
        readonly as: Parse<boolean>;
        readonly meaning: "`false` lets people sign in before they have proven their address";
    } & {
        readonly name: string;
    };
    UPDATE_SESSION_AUTH_HASH: {
        readonly byDefault: "true";
        readonly as: Parse<boolean>;
        readonly meaning: "`false`: a change of password ends the session it was made in, too";
    } & {
        readonly name: string;
    };
    MAX_SESSIONS: {
        readonly byDefault: "50";
        readonly as: Parse<number>;
        readonly meaning: "live sessions of one user; the oldest ends";
    } & {
        readonly name: string;
    };
    VERIFICATION_TTL: {
        readonly byDefault: "10m";
        readonly as: DurationParse;
        readonly meaning: "life of the link that proves an address";
    } & {
        readonly name: string;
    };
    PASSWORD_RESET_TTL: {
        readonly byDefault: "1h";
        readonly as: DurationParse;
        readonly meaning: "life of the link that resets a password, and of the one by which staff sets up a second factor";
    } & {
        readonly name: string;
    };
    PENDING_EMAIL_TTL: {
        readonly byDefault: "1h";
        readonly as: DurationParse;
        readonly meaning: "life of the link that proves a new address";
    } & {
        readonly name: string;
    };
    UNDO_LINK_TTL: {
        readonly byDefault: "72h";
        readonly as: DurationParse;
        readonly meaning: "life of the links that undo a change of address or report what was not you";
    } & {
        readonly name: string;
    };
    ACCOUNT_ERASURE_DELAY: {
        readonly byDefault: "14d";
        readonly as: DurationParse;
        readonly meaning: "a closed account is erased so long after; signing in before undoes it";
    } & {
        readonly name: string;
    };
    EVENTS_RETENTION: {
        readonly byDefault: "400d";
        readonly as: DurationParse;
        readonly meaning: "how long [the history of attempts](events-and-monitoring.md) is kept";
    } & {
        readonly name: string;
    };
    PUBLIC_URL: {
        readonly defaultInWords: "`http://localhost:$PORT`";
        readonly as: Parse<string>;
        readonly example: "https://auth.example.com";
        readonly meaning: "where the service is reached, [with its path](network.md#below-a-path) if it has one; `iss` of tokens. https, but for localhost";
        readonly isRequiredInProduction: true;
    } & {
        readonly name: string;
    };
    FRONTEND_URL: {
        readonly defaultInWords: "`$PUBLIC_URL`";
        readonly as: Parse<string>;
        readonly example: "https://app.example.com";
        readonly meaning: "where mailed links point; by default to pages of this service";
        readonly isRequiredInProduction: true;
    } & {
        readonly name: string;
    };
    FRONTEND_ORIGINS: {
        readonly defaultInWords: "the origin of `$FRONTEND_URL`";
        readonly as: Parse<readonly string[]>;
        readonly example: "https://app.example.com";
        readonly meaning: "origins that [CORS and the CSRF rule](../guides/from-a-browser-app.md) let in, also of web views (`capacitor://localhost`)";
    } & {
        readonly name: string;
    };
    TOKEN_AUDIENCE: {
        readonly defaultInWords: "`$PUBLIC_URL`";
        readonly as: Parse<string>;
        readonly meaning: "`aud` of tokens";
    } & {
        readonly name: string;
    };
    APP_NAME: {
        readonly byDefault: string;
        readonly as: Parse<string>;
        readonly example: "Example";
        readonly meaning: "[the product's own name](../guides/own-name.md): on pages, in mails, for authenticator apps, and in no password";
    } & {
        readonly name: string;
    };
    APP_LOGO: {
        readonly as: Parse<Logo>;
        readonly example: "/etc/castellan/logo.svg";
        readonly meaning: "what stands beside the name; without it, its first letter";
    } & {
        readonly name: string;
    };
    APP_COLOR: {
        readonly byDefault: string;
        readonly as: Parse<string>;
        readonly meaning: "of buttons and links; [its like for dark screens](../guides/own-name.md#the-colour) is made of it";
    } & {
        readonly name: string;
    };
    SUPPORT_EMAIL: {
        readonly as: Parse<string>;
        readonly example: "help@example.com";
        readonly meaning: "where people who need help write to; at the end of pages and mails";
    } & {
        readonly name: string;
    };
    TERMS_URL: {
        readonly as: Parse<string>;
        readonly example: "https://example.com/terms";
        readonly meaning: "your terms of use; linked at the end of pages";
    } & {
        readonly name: string;
    };
    PRIVACY_URL: {
        readonly as: Parse<string>;
        readonly example: "https://example.com/privacy";
        readonly meaning: "how you treat what people tell you; linked at the end of pages";
    } & {
        readonly name: string;
    };
    LANGUAGES: {
        readonly byDefault: string;
        readonly as: Parse<readonly string[]>;
        readonly meaning: "what pages and mails are written in; the first is for whom none of them was asked";
    } & {
        readonly name: string;
    };
    MESSAGES: {
        readonly as: Parse<string>;
        readonly example: "/etc/castellan/messages";
        readonly meaning: "of `<language>.json`, which [add languages or replace words](../guides/own-name.md#words)";
    } & {
        readonly name: string;
    };
    MAIL_TEMPLATES: {
        readonly as: Parse<string>;
        readonly example: "/etc/castellan/mails";
        readonly meaning: "of templates, which [replace those of the same name](../guides/own-name.md#mails)";
    } & {
        readonly name: string;
    };
    ACCESS_COOKIE_NAME: {
        byDefault: string;
        defaultInWords: string;
        as: Parse<string>;
        meaning: string;
    } & {
        readonly name: string;
    };
    REFRESH_COOKIE_NAME: {
        byDefault: string;
        defaultInWords: string;
        as: Parse<string>;
        meaning: string;
    } & {
        readonly name: string;
    };
    DEVICE_COOKIE_NAME: {
        byDefault: string;
        defaultInWords: string;
        as: Parse<string>;
        meaning: string;
    } & {
        readonly name: string;
    };
    COOKIE_SAMESITE: {
        readonly byDefault: "lax";
        readonly as: Parse<"lax" | "none" | "strict">;
        readonly meaning: "of the cookies of a session; `none` with an https `PUBLIC_URL` only";
    } & {
        readonly name: string;
    };
    ALLOW_PLAINTEXT: {
        readonly as: Parse<readonly ("database" | "redis" | "smtp")[]>;
        readonly example: "database,redis";
        readonly meaning: "servers on other machines that production may reach [without TLS](network.md)";
    } & {
        readonly name: string;
    };
    SMTP_URL: {
        readonly defaultInWords: "the development inbox";
        readonly as: Parse<string>;
        readonly example: "smtps://user:password@mail.example.com:465";
        readonly meaning: "[the mail server](../guides/sms-and-mail.md#mail)";
        readonly isRequiredInProduction: true;
    } & {
        readonly name: string;
    };
    MAIL_FROM: {
        readonly byDefault: "Castellan <no-reply@localhost>";
        readonly as: Parse<string>;
        readonly example: "Example <no-reply@example.com>";
        readonly meaning: "the sender";
        readonly isRequiredInProduction: true;
    } & {
        readonly name: string;
    };
    OTP_TTL: {
        readonly byDefault: "300s";
        readonly as: DurationParse;
        readonly meaning: "life of a code";
    } & {
        readonly name: string;
    };
    OTP_LENGTH: {
        readonly byDefault: "6";
        readonly as: Parse<number>;
        readonly meaning: "digits of a code";
    } & {
        readonly name: string;
    };
    OTP_MAX_ATTEMPTS: {
        readonly byDefault: "3";
        readonly as: Parse<number>;
        readonly meaning: "guesses that a code bears";
    } & {
        readonly name: string;
    };
    OTP_MAX_REQUESTS: {
        readonly byDefault: "3";
        readonly as: Parse<number>;
        readonly meaning: "codes that an identifier gets in an hour";
    } & {
        readonly name: string;
    };
    OTP_RESEND_COOLDOWN: {
        readonly byDefault: "30s";
        readonly as: DurationParse;
        readonly meaning: "the least time between two of them";
    } & {
        readonly name: string;
    };
    ADMIN_URL: {
        readonly defaultInWords: "`http://localhost:$ADMIN_PORT`";
        readonly as: Parse<string>;
        readonly example: "https://ops.example.com/castellan";
        readonly meaning: "where operators reach [the panel](panel.md), with its path behind a proxy. https, but for localhost";
    } & {
        readonly name: string;
    };
    PASSKEY_RP_ID: {
        readonly defaultInWords: "the host of `$FRONTEND_URL`";
        readonly as: Parse<string>;
        readonly example: "example.com";
        readonly meaning: "the domain that [passkeys](../guides/passkeys.md) are made for: that host, or a parent domain of it. Another one later makes all of them worthless";
    } & {
        readonly name: string;
    };
    PASSKEY_CHALLENGE_TTL: {
        readonly byDefault: "300s";
        readonly as: DurationParse;
        readonly meaning: "how long a question to a passkey waits for its answer";
    } & {
        readonly name: string;
    };
    PASSWORD_HASHER: {
        readonly byDefault: "bcrypt";
        readonly as: Parse<"argon2id" | "bcrypt">;
        readonly meaning: "a sign-in with another hash renews it";
    } & {
        readonly name: string;
    };
    BCRYPT_COST: {
        readonly byDefault: "12";
        readonly as: Parse<number>;
        readonly meaning: "each more doubles the time of a hash";
    } & {
        readonly name: string;
    };
    PASSWORD_CONTEXT_WORDS: {
        readonly as: Parse<readonly string[]>;
        readonly example: "example,acme";
        readonly meaning: "what no password may resemble: your products, your city, …";
    } & {
        readonly name: string;
    };
    BREACHED_PASSWORDS: {
        readonly as: Parse<string>;
        readonly example: "/var/lib/castellan/breached.bloom";
        readonly meaning: "breached passwords that are refused: SHA-1 hashes sorted by hash, one a line, as Have I Been Pwned gives them, or [their small form](command-line.md)";
    } & {
        readonly name: string;
    };
    SMS_PROVIDER: {
        readonly defaultInWords: "the development inbox; off in production";
        readonly as: Parse<"inbox" | "off" | "twilio">;
        readonly example: "twilio";
        readonly meaning: "who sends [SMS](../guides/sms-and-mail.md#sms)";
    } & {
        readonly name: string;
    };
    TWILIO_ACCOUNT_SID: {
        readonly as: Parse<string>;
        readonly example: "<the account SID of the Twilio console, AC and 32 hexadecimal digits>";
        readonly meaning: "required with `twilio`";
    } & {
        readonly name: string;
    };
    TWILIO_AUTH_TOKEN: {
        readonly as: Parse<string>;
        readonly example: "<the auth token of the Twilio console>";
        readonly meaning: "required with `twilio`";
    } & {
        readonly name: string;
    };
    TWILIO_FROM: {
        readonly as: Parse<string>;
        readonly example: "+15005550006";
        readonly meaning: "the sender; required with `twilio`";
    } & {
        readonly name: string;
    };
    SMS_PREFIXES: {
        readonly defaultInWords: "every country";
        readonly as: Parse<readonly string[]>;
        readonly example: "+49,+43";
        readonly meaning: "numbers that SMS go to; required with `twilio`";
    } & {
        readonly name: string;
    };
    OPERATORS_EMAIL: {
        readonly as: Parse<string>;
        readonly example: "operators@example.com";
        readonly meaning: "who is told of attacks, and when SMS stops";
    } & {
        readonly name: string;
    };
    SUPERUSER_EMAIL: {
        readonly as: Parse<string>;
        readonly example: "admin@example.com";
        readonly meaning: "makes the first superuser at the start, if there is none";
    } & {
        readonly name: string;
    };
    SUPERUSER_PASSWORD: {
        readonly as: Parse<string>;
        readonly example: "<a password of 8 characters or more>";
        readonly meaning: "their password; required with `SUPERUSER_EMAIL`";
    } & {
        readonly name: string;
    };
    THROTTLE_LOGIN: {
        readonly byDefault: "10/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "sign-ins from one client address";
    } & {
        readonly name: string;
    };
    THROTTLE_SIGNUP: {
        readonly byDefault: "5/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for sign-ups";
    } & {
        readonly name: string;
    };
    THROTTLE_PASSWORD_RESET: {
        readonly byDefault: "5/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for resets of passwords";
    } & {
        readonly name: string;
    };
    THROTTLE_VERIFY_2FA: {
        readonly byDefault: "10/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for second factors";
    } & {
        readonly name: string;
    };
    THROTTLE_OTP_REQUEST: {
        readonly byDefault: "10/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for requests for one-time codes";
    } & {
        readonly name: string;
    };
    THROTTLE_OTP_VERIFY: {
        readonly byDefault: "20/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for guesses at them";
    } & {
        readonly name: string;
    };
    THROTTLE_PASSKEY_OPTIONS: {
        readonly byDefault: "20/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for challenges to passkeys";
    } & {
        readonly name: string;
    };
    THROTTLE_PASSKEY_LOGIN: {
        readonly byDefault: "20/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for sign-ins by passkey";
    } & {
        readonly name: string;
    };
    THROTTLE_PROVIDER_BEGIN: {
        readonly byDefault: "20/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for departures to a provider";
    } & {
        readonly name: string;
    };
    THROTTLE_PROVIDER_LOGIN: {
        readonly byDefault: "20/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for those who come back from one";
    } & {
        readonly name: string;
    };
    THROTTLE_ADMIN_READ: {
        readonly byDefault: "600/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "what one API key or operator reads by the management API";
    } & {
        readonly name: string;
    };
    THROTTLE_ADMIN_WRITE: {
        readonly byDefault: "120/min";
        readonly as: Parse<RequestLimit | null>;
        readonly meaning: "the same for what they change";
    } & {
        readonly name: string;
    };
    ACCESS_TOKEN_TTL: {
        readonly byDefault: "15m";
        readonly as: DurationParse;
        readonly meaning: "life of an access token";
    } & {
        readonly name: string;
    };
    REFRESH_TOKEN_TTL: {
        readonly byDefault: "7d";
        readonly as: DurationParse;
        readonly meaning: "a session that is not refreshed for so long ends";
    } & {
        readonly name: string;
    };
    SESSION_MAX_AGE: {
        readonly byDefault: "90d";
        readonly as: DurationParse;
        readonly meaning: "a session ends so long after its sign-in";
    } & {
        readonly name: string;
    };
    TOKEN_CLAIMS: {
        readonly defaultInWords: "none";
        readonly as: Parse<readonly ("email" | "email_verified" | "groups" | "name" | "permissions")[]>;
        readonly example: "email,permissions";
        readonly meaning: "what access tokens say to [other services](../guides/accept-tokens.md) besides who their holder is";
    } & {
        readonly name: string;
    };
    ANSWER_FLOOR_SIGNUP: {
        readonly byDefault: "500ms";
        readonly as: DurationParse;
        readonly meaning: "a sign-up answers no sooner, so that its time tells nothing";
    } & {
        readonly name: string;
    };
    ANSWER_FLOOR_MAIL: {
        readonly byDefault: "200ms";
        readonly as: DurationParse;
        readonly meaning: "the same for requests that send mail";
    } & {
        readonly name: string;
    };
    TWO_FACTOR_POLICY: {
        readonly byDefault: "required_for_staff";
        readonly as: Parse<"optional" | "required" | "required_for_staff">;
        readonly meaning: "who must have a second factor";
    } & {
        readonly name: string;
    };
    TOTP_ISSUER_NAME: {
        readonly defaultInWords: "`$APP_NAME`";
        readonly as: Parse<string>;
        readonly example: "Example";
        readonly meaning: "the name that authenticator apps show";
    } & {
        readonly name: string;
    };
    BACKUP_CODES_COUNT: {
        readonly byDefault: "10";
        readonly as: Parse<number>;
        readonly meaning: "backup codes that a user gets";
    } & {
        readonly name: string;
    };
    PENDING_SESSION_TTL: {
        readonly byDefault: "5m";
        readonly as: DurationParse;
        readonly meaning: "how long a sign-in waits for its second factor";
    } & {
        readonly name: string;
    };
    TRUSTED_DEVICE_TTL: {
        readonly byDefault: "30d";
        readonly as: DurationParse;
        readonly meaning: "how long a trusted device goes without the second factor";
    } & {
        readonly name: string;
    };
    WEBHOOK_ALLOW: {
        readonly as: Parse<readonly string[]>;
        readonly example: "10.20.0.0/16,hooks.internal";
        readonly meaning: "where [webhooks](../guides/webhooks.md) may be sent without TLS and into private networks, besides https at public addresses: address blocks, and names of hosts";
    } & {
        readonly name: string;
    };
    LOG_LEVEL: {
        readonly byDefault: "info";
        readonly as: Parse<"debug" | "error" | "fatal" | "info" | "silent" | "trace" | "warn">;
        readonly meaning: "the least that is logged";
    } & {
        readonly name: string;
    };
    TRUSTED_PROXIES: {
        readonly as: Parse<readonly string[]>;
        readonly example: "10.0.0.0/8";
        readonly meaning: "[proxies](proxies.md) whose `X-Forwarded-For` is believed";
    } & {
        readonly name: string;
    };
    METRICS_PORT: {
        readonly byDefault: "9464";
        readonly as: Parse<number>;
        readonly meaning: "of [`/metrics`](events-and-monitoring.md#metrics), for Prometheus; health is told there, too";
    } & {
        readonly name: string;
    };
    METRICS_HOST: {
        readonly byDefault: "127.0.0.1";
        readonly as: Parse<string>;
        readonly meaning: "what the metrics listen on; read in production only";
    } & {
        readonly name: string;
    };
    PAGES: {
        readonly byDefault: "on";
        readonly defaultInWords: "`on`; `off` where `$FRONTEND_URL` is another origin";
        readonly as: Parse<"off" | "on">;
        readonly example: "on";
        readonly meaning: "whether [the pages](../guides/pages.md) are served; those behind mailed links always are";
    } & {
        readonly name: string;
    };
    DOCS: {
        readonly byDefault: "on";
        readonly defaultInWords: "`on`; in production `off`";
        readonly as: Parse<"off" | "on">;
        readonly example: "on";
        readonly meaning: "whether `/docs`, `/docs-json` and `/docs-yaml` are served";
    } & {
        readonly name: string;
    };
    CLEAR_SITE_DATA: {
        readonly byDefault: "cache,storage";
        readonly as: Parse<readonly ("cache" | "storage")[]>;
        readonly meaning: "what browsers forget of this origin when their session ends; nothing below a path, where the origin is others' too";
    } & {
        readonly name: string;
    };
    HSTS_SUBDOMAINS: {
        readonly byDefault: "false";
        readonly as: Parse<boolean>;
        readonly example: "true";
        readonly meaning: "whether `Strict-Transport-Security` holds for every host below this one too; below a path the API sends none";
    } & {
        readonly name: string;
    };
    REDIS_URL: {
        readonly defaultInWords: "in memory";
        readonly as: Parse<string>;
        readonly example: "redis://cache.example.com:6379";
        readonly meaning: "Redis, version 6.2 or newer, or [a cluster](scaling.md#redis-cluster); needed for [more than one process](scaling.md)";
    } & {
        readonly name: string;
    };
    PROVIDER_STATE_TTL: {
        readonly byDefault: "10m";
        readonly as: DurationParse;
        readonly meaning: "how long somebody may stay away there";
    } & {
        readonly name: string;
    };
    REDIRECT_URIS: {
        readonly as: Parse<readonly string[]>;
        readonly example: "com.example.app:/signed-in";
        readonly meaning: "where apps that sign people in by a provider [are sent back to](../guides/providers.md#from-an-app), compared letter by letter; of addresses on 127.0.0.1 and [::1] any port";
    } & {
        readonly name: string;
    };
};

type OptionSettings = typeof OPTION_SETTINGS;

type OptionVariable = Extract<keyof OptionSettings, string>;

interface Parse<T> {
    (text: string): T;
    readonly takes?: string;
}

interface ProviderConfiguration {
    readonly allowsPrivateAddresses?: boolean;
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly id: string;
    readonly issuer?: string;
    readonly name?: string;
    readonly scopes?: readonly string[];
    readonly signingKey?: {
        readonly teamId: string;
        readonly keyId: string;
        readonly privateKey: string;
    };
    readonly signsUp?: boolean;
    readonly trustsEmail?: boolean;
}

interface RequestLimit {
    readonly limit: number;
    readonly windowMs: number;
}

type SettingOptions = {
    readonly [V in OptionVariable as CamelCase<V>]?: Given<OptionSettings[V]['as']> | null;
};

class TestClock extends Clock {
    before<T>(ms: number, work: () => Promise<T>): Promise<T>;
    millis(): number;
    monotonic(): number;
    now(): Date;
    travel(ms: number): void;
}

export interface TestingBuilder {
    overrideProvider(token: unknown): {
        useFactory(options: {
            readonly factory: () => unknown;
        }): unknown;
    };
}

export type TestingOptions = Partial<CastellanOptions>;

export class TestKit {
    constructor(clock: TestClock, services: ModuleRef);
    actingAs(options?: ActingOptions): Promise<Actor>;
    lastCode(to: string): Promise<string>;
    lastMail(to: string): Promise<TestMail>;
    travel(spell: string): void;
}

export interface TestMail {
    readonly html: string;
    readonly links: readonly string[];
    readonly subject: string;
    readonly text: string;
    readonly to: string;
}

export const travel: (spell: string) => void;

