import type { Brand, Messages } from '@castellan/branding';
import type { FederationConfiguration } from './federation-configuration.js';

/** The limits that an operator may set (docs/reference/contract.md#limits); each is read from `THROTTLE_<NAME IN CAPITALS>`. */
export const LIMIT_NAMES = [
  'login',
  'signup',
  'password_reset',
  'verify_2fa',
  'otp_request',
  'otp_verify',
  'passkey_options',
  'passkey_login',
  'provider_begin',
  'provider_login',
  'admin_read',
  'admin_write',
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

export const ENVIRONMENTS = ['development', 'test', 'production'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const LOG_FORMATS = ['auto', 'json', 'text'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export const SAME_SITES = ['lax', 'strict', 'none'] as const;
export type SameSite = (typeof SAME_SITES)[number];

/** Who must have a second factor. */
export const TWO_FACTOR_POLICIES = ['optional', 'required_for_staff', 'required'] as const;
export type TwoFactorPolicy = (typeof TWO_FACTOR_POLICIES)[number];

/** `limit` requests in a fixed window of `windowMs` milliseconds that begins with the first of them. */
export interface RequestLimit {
  readonly limit: number;
  readonly windowMs: number;
}

export type DatabaseConfiguration =
  /** `directUrl` reaches the server itself where `url` leads through a pooler. */
  | { readonly kind: 'postgres'; readonly url: string; readonly directUrl?: string }
  /** PGlite in this process, in `directory`; one process only, and not for production. */
  | { readonly kind: 'embedded'; readonly directory: string };

/** Where other services may be told of what happens. */
export interface WebhookConfiguration {
  /** Address blocks and names of hosts where http and private addresses are taken. */
  readonly allow: readonly string[];
}

export interface CookieConfiguration {
  readonly accessName: string;
  readonly refreshName: string;
  readonly deviceName: string;
  readonly pendingName: string;
  readonly sameSite: SameSite;
  readonly secure: boolean;
}

/** Where operators reach the panel. */
export interface PanelConfiguration {
  /** Without a trailing slash; null: not told. */
  readonly url: string | null;
  /** Begins every address in its pages: `/castellan`, or nothing. */
  readonly path: string;
  /** Whether it is reached by https; as the service, where its URL is not told. */
  readonly secure: boolean;
}

/** What access tokens may say to other services besides who their holder is. */
export const TOKEN_CLAIMS = ['email', 'email_verified', 'name', 'groups', 'permissions'] as const;
export type TokenClaimName = (typeof TOKEN_CLAIMS)[number];

export interface TokenConfiguration {
  readonly accessTtlMs?: number;
  /** A session that is not refreshed for so long ends. */
  readonly refreshTtlMs?: number;
  /** A session ends so long after its sign-in, however often it is refreshed. */
  readonly sessionMaxAgeMs?: number;
  /** In the order of `TOKEN_CLAIMS`; none unless told. */
  readonly tokenClaims?: readonly TokenClaimName[];
}

export interface AccountConfiguration {
  readonly passwordResetTtlMs?: number;
  /** How long a new address waits for its proof. */
  readonly pendingEmailTtlMs?: number;
  /** How long the mailed links live that undo an e-mail change or report a sign-in. */
  readonly undoTtlMs?: number;
  /** How long a closed account sleeps before it is erased. */
  readonly erasureDelayMs?: number;
  /** How long `auth_events` are kept. */
  readonly eventsRetentionMs?: number;
  /** Live sessions a user may have. */
  readonly maxSessions?: number;
  /** Whether changing the password keeps the session it was changed on. */
  readonly keepSessionOnPasswordChange?: boolean;
}

export interface TwoFactorConfiguration {
  /** The name that authenticator apps show. */
  readonly issuer: string;
  /** How many backup codes a user gets. */
  readonly backupCodes?: number;
  readonly policy?: TwoFactorPolicy;
  /** How long a sign-in waits for its second factor. */
  readonly pendingTtlMs?: number;
  /** How long a trusted device goes without the second factor. */
  readonly trustedDeviceTtlMs?: number;
}

/** For whom passkeys are made. */
export interface PasskeyConfiguration {
  /** The relying party: a domain (WebAuthn level 3, §5.4.2). */
  readonly rpId: string;
  /** False where the frontend is at an IP address: browsers know no passkeys there. */
  readonly areUsable: boolean;
  /** How long a challenge lives. */
  readonly challengeTtlMs?: number;
}

/** One-time codes; times are milliseconds. */
export interface OtpConfiguration {
  readonly ttlMs?: number;
  /** Digits of a code. */
  readonly length?: number;
  /** Guesses that a code bears. */
  readonly maxAttempts?: number;
  /** Codes that an identifier gets in an hour for one purpose. */
  readonly maxRequests?: number;
  /** The least time between two of them. */
  readonly resendCooldownMs?: number;
}

export interface SmsConfiguration {
  /** `off`: nothing is sent, as in production unless a provider is named. */
  readonly provider:
    | { readonly kind: 'off' | 'inbox' }
    | { readonly kind: 'twilio'; readonly accountSid: string; readonly authToken: string; readonly from: string };
  /** Beginnings of the numbers that are written to; null: every number. */
  readonly prefixes: readonly string[] | null;
  /** Who is told when SMS stops. */
  readonly operatorsEmail: string | null;
}

/**
 * Everything the environment says (docs/reference/contract.md#configuration), checked. All durations are milliseconds. What is optional is
 * left out where it is not set: the constant beside its rule holds then.
 */
export interface Configuration {
  readonly environment: Environment;
  /** The product's own name. */
  readonly appName: string;
  /** What it looks like, too. */
  readonly brand: Brand;
  /** Every word of it, in the languages of the operator. */
  readonly messages: Messages;
  /** A folder of templates that replace ours, absolute; null: none. */
  readonly mailTemplates: string | null;
  readonly logLevel: LogLevel;
  readonly logFormat: LogFormat;
  readonly port: number;
  readonly host: string;
  readonly adminPort: number;
  readonly adminHost: string;
  /** Null: nowhere. */
  readonly metricsPort: number | null;
  /** Of a panel in a process of its own. */
  readonly adminMetricsPort: number;
  readonly metricsHost: string;
  /** Between SIGTERM and the end of listening. */
  readonly shutdownDelayMs: number;
  /** Where the service is reached, and the issuer; it may have a path, and has no trailing slash. */
  readonly publicUrl: string;
  /** Where mailed links point; without a trailing slash. */
  readonly frontendUrl: string;
  /** The origins, besides our own, that CORS and the CSRF rule let in. */
  readonly frontendOrigins: readonly string[];
  readonly tokenAudience: string;
  readonly database: DatabaseConfiguration;
  /** The schema of all tables. */
  readonly databaseSchema: string;
  /** Null: in memory, one process. */
  readonly redisUrl: string | null;
  /** Absolute. */
  readonly dataDirectory: string;
  /** `SECRET_KEY`, then `SECRET_KEY_FALLBACKS`. */
  readonly secretKeys: readonly [current: string, ...fallbacks: string[]];
  /** The current key was made for the data directory, since none was given. */
  readonly secretIsGenerated: boolean;
  /** `smtpUrl` null: mail goes to the development inbox. */
  readonly mail: { readonly smtpUrl: string | null; readonly from: string };
  readonly sms: SmsConfiguration;
  /** Whether `/dev/inbox` may exist at all (docs/reference/contract.md#development-inbox); never in production. */
  readonly inbox: boolean;
  /** CIDR blocks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Whether the pages for people are served; those behind mailed links always are. */
  readonly pages: boolean;
  /** Whether `/docs` is served. */
  readonly docs: boolean;
  /** Whether browsers are told that every host below the public one is https alone. */
  readonly hstsSubdomains: boolean;
  /** What browsers are told to forget when a session ends. */
  readonly clearSiteData: readonly ('cache' | 'storage')[];
  /** Connections that a listener holds at once. */
  readonly maxConnections?: number;
  readonly requireVerifiedEmail?: boolean;
  readonly passwords: {
    readonly hasher?: 'bcrypt' | 'argon2id';
    readonly bcryptCost?: number;
    /** Words of the organisation that no password may resemble, besides the service's name. */
    readonly contextWords: readonly string[];
    /** A file of breached passwords, absolute; null: none. */
    readonly breached: string | null;
  };
  /** Null: no limit. */
  readonly limits: Readonly<Partial<Record<LimitName, RequestLimit | null>>>;
  readonly cookies: CookieConfiguration;
  readonly panel: PanelConfiguration;
  readonly tokens: TokenConfiguration;
  /** Answers that could tell a known address by their time take at least so long. */
  readonly answerFloors: { readonly signUpMs?: number; readonly mailMs?: number };
  readonly verificationTtlMs?: number;
  readonly accounts: AccountConfiguration;
  readonly twoFactor: TwoFactorConfiguration;
  readonly passkeys: PasskeyConfiguration;
  readonly federation: FederationConfiguration;
  readonly webhooks: WebhookConfiguration;
  readonly otp: OtpConfiguration;
  /** Who becomes the first superuser, if there is none. */
  readonly superuser: { readonly email: string; readonly password: string } | null;
}
