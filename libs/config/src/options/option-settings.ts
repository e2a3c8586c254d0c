import { ACCOUNT_SETTINGS } from '../accounts.js';
import { ADDRESS_SETTINGS } from '../addresses.js';
import { BRAND_SETTINGS } from '../brand.js';
import { COOKIE_SETTINGS } from '../cookies.js';
import type { DurationParse } from '../durations.js';
import { ENCRYPTION_SETTINGS } from '../encryption.js';
import { FEDERATION_SETTINGS } from '../federation.js';
import { HTTP_SETTINGS } from '../http.js';
import { LIMIT_SETTINGS } from '../limits.js';
import { SERVICE_SETTINGS } from '../load-configuration.js';
import { MAIL_SETTINGS } from '../mail.js';
import { NETWORK_SETTINGS } from '../network.js';
import { OTP_SETTINGS } from '../otp.js';
import { PANEL_SETTINGS } from '../panel-address.js';
import type { Parse } from '../parse.js';
import { PASSKEY_SETTINGS } from '../passkeys.js';
import { PASSWORD_SETTINGS } from '../passwords.js';
import { SMS_SETTINGS } from '../sms.js';
import { STORE_SETTINGS } from '../stores.js';
import { SUPERUSER_SETTINGS } from '../superuser.js';
import { FLOOR_SETTINGS, TOKEN_SETTINGS } from '../tokens.js';
import { TWO_FACTOR_SETTINGS } from '../two-factor.js';
import { WEBHOOK_SETTINGS } from '../webhooks.js';

const { LOG_LEVEL } = SERVICE_SETTINGS;
const { TRUSTED_PROXIES, METRICS_PORT, METRICS_HOST } = NETWORK_SETTINGS;
const { PAGES, DOCS, CLEAR_SITE_DATA, HSTS_SUBDOMAINS } = HTTP_SETTINGS;
const { REDIS_URL } = STORE_SETTINGS;
const { PROVIDER_STATE_TTL, REDIRECT_URIS } = FEDERATION_SETTINGS;

/**
 * The variables that are options of a host by their own names in camelCase. Not among them: what is listened on, which is the host's; and
 * what a host gives in another shape: the environment, the database, the keys, the providers.
 */
export const OPTION_SETTINGS = {
  LOG_LEVEL,
  TRUSTED_PROXIES,
  METRICS_PORT,
  METRICS_HOST,
  PAGES,
  DOCS,
  CLEAR_SITE_DATA,
  HSTS_SUBDOMAINS,
  REDIS_URL,
  ...BRAND_SETTINGS,
  ...ADDRESS_SETTINGS,
  ...PANEL_SETTINGS,
  ...ENCRYPTION_SETTINGS,
  ...SUPERUSER_SETTINGS,
  ...MAIL_SETTINGS,
  ...SMS_SETTINGS,
  ...ACCOUNT_SETTINGS,
  ...PASSWORD_SETTINGS,
  ...TOKEN_SETTINGS,
  ...COOKIE_SETTINGS,
  ...TWO_FACTOR_SETTINGS,
  ...PASSKEY_SETTINGS,
  PROVIDER_STATE_TTL,
  REDIRECT_URIS,
  ...OTP_SETTINGS,
  ...WEBHOOK_SETTINGS,
  ...LIMIT_SETTINGS,
  ...FLOOR_SETTINGS,
};

type OptionSettings = typeof OPTION_SETTINGS;
type OptionVariable = Extract<keyof OptionSettings, string>;

/** `REQUIRE_VERIFIED_EMAIL` becomes `requireVerifiedEmail`. */
type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}`
  : Lowercase<S>;

/** What a setting takes: booleans, whole numbers and lists as such, durations and rates as text, one of few words as that word. */
type Given<P> = P extends DurationParse ? string : P extends Parse<infer T> ? GivenFor<T> : never;
type GivenFor<T> = [T] extends [boolean]
  ? boolean
  : [T] extends [number]
    ? number
    : [T] extends [readonly (infer Item)[]]
      ? readonly Item[] | string
      : [T] extends [string]
        ? T
        : string;

/** Every documented variable that is not the host's own matter, by its name in camelCase: docs/operations/configuration.md says what each means. */
export type SettingOptions = {
  readonly [V in OptionVariable as CamelCase<V>]?: Given<OptionSettings[V]['as']> | null;
};

/** What is given in another shape than its variable is. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  NODE_ENV: 'environment',
  DATABASE_URL: 'database.url',
  DATABASE_DIRECT_URL: 'database.directUrl',
  DATABASE_SCHEMA: 'schema',
  DATA_DIR: 'database.embedded',
  SECRET_KEY: 'secretKeys[0]',
  SECRET_KEY_FALLBACKS: 'secretKeys',
  PROVIDERS: 'providers',
};

/** What a host calls the variable; what is none stays as it is. */
export function optionName(variable: string): string {
  if (Object.hasOwn(OWN_NAMES, variable)) return String(OWN_NAMES[variable]);
  return /[a-z]/.test(variable) ? variable : camelCase(variable);
}

const camelCase = (variable: string): string => variable.toLowerCase().replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());

/** The variable of each option. */
export const VARIABLES: ReadonlyMap<string, OptionVariable> = new Map(
  (Object.keys(OPTION_SETTINGS) as OptionVariable[]).map((variable) => [camelCase(variable), variable]), // `keys` forgets which
);

/** The option of each variable that is one, in whatever shape. */
export const OPTIONS: ReadonlyMap<string, string> = new Map(
  [...Object.keys(OWN_NAMES), ...Object.keys(OPTION_SETTINGS)].map((variable) => [variable, optionName(variable)]),
);

/** The same, in whatever letters. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([...OPTIONS].map(([variable, option]) => [letters(variable), option]));

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '');
}

/** The option that is meant by a name that is none: `MAX_SESSIONS`, `maxsessions`. */
export const spelling = (name: string): string | undefined => SPELLINGS.get(letters(name));
