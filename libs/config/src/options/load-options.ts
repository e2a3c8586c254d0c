import type { Configuration, Environment } from '../configuration.js';
import { ConfigurationError } from '../faults.js';
import type { Fault } from '../faults.js';
import { loadConfiguration } from '../load-configuration.js';
import type { SettingOptions } from './option-settings.js';
import { readTexts } from './option-texts.js';
import { optionFault } from './option-fault.js';

/** What a host tells in code, where a service reads its environment. Nothing else is read: neither the host's environment nor a file. */
export interface GivenOptions extends SettingOptions {
  /** Which rules hold: those of production, unless told. */
  readonly environment?: Environment;
  /** Where Castellan is reached, with its path: `https://shop.example/auth`. */
  readonly publicUrl: string;
  /** The schema of all tables in the host's database, made where it misses; `castellan`, unless told. */
  readonly schema?: string;
  /** The root of all keys, at least 32 random bytes; then former ones, which still open what they sealed. */
  readonly secretKeys: readonly [current: string, ...fallbacks: string[]];
}

/** Where the options say which database it is: `url`, and `directUrl` where that one leads through a pooler. */
export interface DatabaseAddress {
  readonly url?: string;
  readonly directUrl?: string;
}

/** What the host brings itself, and so need not be configured. */
export interface Brought {
  /** A connection, or an embedded database of its own. */
  readonly database?: boolean;
  /** A way for mail to leave. */
  readonly mail?: boolean;
}

/**
 * Checks the options by the one loader, and names what is wrong as the host wrote it.
 * @throws ConfigurationError with every fault together
 */
export function loadOptions(options: GivenOptions, { url, directUrl }: DatabaseAddress = {}, brought: Brought = {}): Configuration {
  const { environment = 'production', schema = 'castellan', secretKeys, ...settings } = options;
  const { texts, faults } = readTexts(settings);
  const [key, ...fallbacks] = listOfKeys(secretKeys);
  const environmentOfService: NodeJS.ProcessEnv = {
    FRONTEND_URL: texts.PUBLIC_URL, // its own pages answer mailed links
    LOG_LEVEL: 'warn', // a line for each request is written where one asks for it
    ...texts,
    NODE_ENV: environment,
    SECRET_KEY: key,
    SECRET_KEY_FALLBACKS: fallbacks.join(','),
    DATABASE_URL: url,
    DATABASE_DIRECT_URL: directUrl,
    DATABASE_SCHEMA: schema,
  };
  return load(environmentOfService, [...faults, ...demandedOf(environmentOfService, fallbacks)], broughtVariables(brought));
}

/** Types are gone when a host in JavaScript runs. */
const listOfKeys = (given: unknown): readonly (string | undefined)[] => [given].flat().filter((key) => typeof key === 'string');

/** What the service would do without, by means that a host does not have: an address by its port, a secret in its folder. */
function demandedOf({ PUBLIC_URL, SECRET_KEY }: NodeJS.ProcessEnv, fallbacks: readonly (string | undefined)[]): readonly Fault[] {
  const missing = (name: string, example: string): Fault => ({ name, problem: 'is required', change: `${name}=${example}` });
  return [
    ...(PUBLIC_URL ? [] : [missing('PUBLIC_URL', 'https://shop.example/auth')]),
    ...(SECRET_KEY ? [] : [missing('SECRET_KEY', '<output of: openssl rand -base64 48>')]),
    // The loader would take it for two.
    ...(fallbacks.some((key) => key?.includes(',')) ? [{ name: 'SECRET_KEY_FALLBACKS', problem: 'must hold no comma', change: '' }] : []),
  ];
}

const broughtVariables = ({ database = false, mail = false }: Brought): readonly string[] => [
  ...(database ? ['DATABASE_URL'] : []),
  ...(mail ? ['SMTP_URL'] : []),
];

function load(env: NodeJS.ProcessEnv, own: readonly Fault[], brought: readonly string[]): Configuration {
  const found: Fault[] = [...own];
  try {
    const configuration = loadConfiguration(env, brought);
    // A port of its own is opened only for a host that asks for it.
    if (found.length === 0) return { ...configuration, ...(env.METRICS_PORT === undefined && { metricsPort: null }) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    found.push(...error.faults.filter(({ name }) => !own.some((fault) => fault.name === name)));
  }
  throw new ConfigurationError(found.map(optionFault), 'The options of CastellanModule are not usable:');
}
