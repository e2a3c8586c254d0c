// Written by npm run generate. What goes or changes here breaks who imports it:
// docs/decisions/0148-the-public-api-is-written-down.md

// castellan

import { AddressPlaces } from '@castellan/accounts';
import { AvatarStore } from '@castellan/profiles';
import { Clock } from '@castellan/common';
import type { DynamicModule } from '@nestjs/common';
import type { FactoryProvider } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { MailTransport } from '@castellan/notifications';
import { MessageTemplates } from '@castellan/notifications';
import type { ModuleMetadata } from '@nestjs/common';
import { PasswordAlgorithm } from '@castellan/accounts';
import { PasswordJudge } from '@castellan/accounts';
import { Port } from '@castellan/common';
import type { Replacements } from '@castellan/common';
import { SmsTransport } from '@castellan/notifications';
import { TokenClaims } from '@castellan/access';

type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}` : Lowercase<S>;

const CASTELLAN_PORTS: {
    readonly clock: Port<Clock>;
    readonly passwordPolicy: Port<PasswordJudge>;
    readonly passwordHasher: Port<PasswordAlgorithm>;
    readonly tokenClaims: Port<TokenClaims>;
    readonly addressPlaces: Port<AddressPlaces>;
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
/** PostgreSQL in this process, in a folder or, with null, in memory: for tests and a first try. */
| {
    readonly embedded: string | null;
};

export class CastellanModule {
    static forRoot(input: CastellanOptions & CastellanModuleOptions): DynamicModule;
    static forRootAsync(input: CastellanAsyncOptions): DynamicModule;
}

export interface CastellanModuleOptions {
    readonly isGlobal?: boolean;
}

export interface CastellanOptions extends GivenOptions {
    readonly database: CastellanDatabase;
    readonly mount?: boolean;
    readonly path?: string;
    readonly ports?: CastellanPorts;
}

type CastellanPorts = Replacements<typeof CASTELLAN_PORTS>;

export class ConfigurationError extends Error {
    constructor(faults: readonly Fault[], heading?: string);
    readonly faults: readonly Fault[];
}

interface DurationParse extends Parse<number> {
    readonly unit: 'ms';
}

type Environment = (typeof ENVIRONMENTS)[number];

const ENVIRONMENTS: readonly ["development", "test", "production"];

interface Fault {
    readonly change: string;
    readonly name: string;
    readonly problem: string;
}

type Given<P> = P extends DurationParse ? string : P extends Parse<infer T> ? GivenFor<T> : never;

type GivenFor<T> = [T] extends [boolean] ? boolean : [T] extends [number] ? number : [T] extends [readonly (infer Item)[]] ? readonly Item[] | string : [T] extends [string] ? T : string;

interface GivenOptions extends SettingOptions {
    readonly environment?: Environment;
    readonly publicUrl: string;
    readonly secretKeys: readonly [current: string, ...fallbacks: string[]];
}

export function mountCastellan(app: MountingHost): void;

export class MountError extends Error {
    readonly name: string;
}

export type MountingHost = Pick<INestApplication, 'get' | 'getHttpAdapter'>;

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
        readonly meaning: "of all three; `none` with an https `PUBLIC_URL` only";
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
        readonly as: Parse<"inbox" | "twilio">;
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
    APP_NAME: {
        readonly byDefault: "Castellan";
        readonly as: Parse<string>;
        readonly example: "Example";
        readonly meaning: "the product's own name: in mails, for authenticator apps, and in no password";
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
        readonly meaning: "[proxies](running-it.md#behind-a-proxy) whose `X-Forwarded-For` is believed";
    } & {
        readonly name: string;
    };
    METRICS_PORT: {
        readonly byDefault: "9464";
        readonly as: Parse<number>;
        readonly meaning: "of [`/metrics`](events-and-monitoring.md#metrics), for Prometheus";
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
        readonly meaning: "Redis, version 6.2 or newer; needed for [more than one process](scaling.md)";
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

interface RequestLimit {
    readonly limit: number;
    readonly windowMs: number;
}

type SettingOptions = {
    readonly [V in OptionVariable as CamelCase<V>]?: Given<OptionSettings[V]['as']> | null;
};

