import type { Brand, Messages } from '@castellan/branding';

/** At most `limit` requests in a window of `windowMs` that begins with the first of them. */
export interface RequestLimit {
  readonly limit: number;
  readonly windowMs: number;
}

/** The limits that operators may change or switch off with `THROTTLE_…` (docs/reference/contract.md#limits). */
export type ConfigurableLimit =
  | 'login'
  | 'signup'
  | 'password_reset'
  | 'verify_2fa'
  | 'otp_request'
  | 'otp_verify'
  | 'passkey_options'
  | 'passkey_login'
  | 'provider_begin'
  | 'provider_login'
  | 'admin_read'
  | 'admin_write';

export interface CookieOptions {
  readonly accessName: string;
  readonly refreshName: string;
  readonly deviceName: string;
  /** Of a sign-in by a provider that waits for its second factor. */
  readonly pendingName: string;
  readonly sameSite: 'lax' | 'strict' | 'none';
  /** True unless the public URL is a local http one. */
  readonly secure: boolean;
}

/** What the HTTP face needs to know; the composition root takes it from the configuration. */
export interface RestOptions {
  /** Without a trailing slash; its origin is "same origin" for the CSRF rule. */
  readonly publicUrl: string;
  /** Where mailed links point; without a trailing slash. */
  readonly frontendUrl: string;
  /** Origins besides the own one that CORS and the CSRF rule allow. */
  readonly frontendOrigins: readonly string[];
  /** CIDRs or addresses of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** Serves `/dev/inbox`; never true in production. */
  readonly inbox: boolean;
  /** The name and look of whoever runs the service, and its words in each language. */
  readonly brand: Brand;
  readonly messages: Messages;
  /** Serves the pages; those that mails lead to are there in any case. */
  readonly pages: boolean;
  /** Whether codes can go to phones. */
  readonly sms: boolean;
  /** Whether browsers take passkeys on the pages: only at the domain that these are made for, and below it. */
  readonly passkeysOnPages: boolean;
  /** Where apps may be sent back to from a provider (docs/reference/contract.md#providers). */
  readonly redirectUris?: readonly string[];
  /** How long a closed account waits to be erased, which the pages say; as in `accounts`, where it is left out. */
  readonly erasureDelayMs?: number;
  /** Where operators go, for the front page of whoever develops; null where it is not told. */
  readonly panelUrl: string | null;
  /** Serves `/docs`, `/docs-json` and `/docs-yaml`. */
  readonly docs: boolean;
  /** With an https `publicUrl`: whether HSTS holds for the hosts below it too. */
  readonly hstsSubdomains: boolean;
  /** What browsers are told to forget when their session ends (`Clear-Site-Data`). */
  readonly clearSiteData: readonly ('cache' | 'storage')[];
  /** Connections at once; a quarter of them from one network that is no trusted proxy. `MAX_CONNECTIONS`, where it is left out. */
  readonly maxConnections?: number;
  /** `null` switches a limit off; one that is left out is as in `CONFIGURABLE_LIMITS`. */
  readonly limits?: Readonly<Partial<Record<ConfigurableLimit, RequestLimit | null>>>;
  readonly cookies: CookieOptions;
  /** `silent` logs nothing, also no requests. */
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Lines for people, or for programs; as standard output is a terminal or not, where it is `auto` or left out. */
  readonly logFormat?: 'auto' | 'json' | 'text';
  /** Milliseconds; see `@AnswersNotBefore`. `ANSWER_FLOORS`, where they are left out. */
  readonly answerFloors?: { readonly signUpMs?: number; readonly mailMs?: number };
}

/** Injection token of the `RestOptions`. */
export const REST_OPTIONS = Symbol('REST_OPTIONS');
