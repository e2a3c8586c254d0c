import type { Configuration, Environment } from '../configuration.js';
import type { ProviderConfiguration } from '../federation-configuration.js';
import { ConfigurationError } from '../faults.js';
import type { Fault } from '../faults.js';
import { loadConfiguration } from '../load-configuration.js';
import type { SettingOptions } from './option-settings.js';
import { optionFault } from './option-fault.js';
import { readKeys } from './option-keys.js';
import { readProviders } from './option-providers.js';
import { readOwnTexts, readTexts } from './option-texts.js';

/** What a host tells in code, where a service reads its environment. Nothing else is read: neither the host's environment nor a file. */
export interface GivenOptions extends SettingOptions {
  /** Which rules hold: those of production, unless told; also where it is null or empty, as from a variable that is not set. */
  readonly environment?: Environment;
  /** Where Castellan is reached, with its path: `https://shop.example/auth`. */
  readonly publicUrl: string;
  /** The schema of all tables in the host's database, made where it misses; `castellan`, unless told, also where it is null or empty. */
  readonly schema?: string;
  /** The root of all keys, at least 32 random bytes; then former ones, which still open what they sealed. */
  readonly secretKeys: readonly [current: string, ...fallbacks: string[]];
  /** Who people may sign in with, in the order in which they see them. */
  readonly providers?: readonly ProviderConfiguration[] | null;
}

/** Where the options say which database it is: `url`, and `directUrl` where that one leads through a pooler. */
export interface DatabaseAddress {
  readonly url?: string;
  readonly directUrl?: string;
}

/** What the host brings itself, and so need not be configured. */
export interface Brought {
  /** A connection of its own; or an embedded database, which is none for production. */
  readonly database?: 'connection' | 'embedded';
  /** A way for mail to leave. */
  readonly mail?: boolean;
}

/**
 * Checks the options by the one loader, and names what is wrong as the host wrote it. Writes nothing to the disk.
 * @param noted what whoever calls has found to be wrong besides
 * @throws ConfigurationError with every fault together
 */
export function loadOptions(
  options: GivenOptions,
  { url, directUrl }: DatabaseAddress = {},
  brought: Brought = {},
  noted: readonly Fault[] = [],
): Configuration {
  const { environment, schema, secretKeys, providers, ...settings } = options;
  const { texts, faults } = readTexts(settings);
  const own = readOwnTexts({ NODE_ENV: environment, DATABASE_SCHEMA: schema, DATABASE_URL: url, DATABASE_DIRECT_URL: directUrl });
  const keys = readKeys(secretKeys);
  const federation = readProviders(providers);
  const env: NodeJS.ProcessEnv = { ...withoutWord(texts), ...texts, ...own.texts, ...keys.texts, ...federation.texts };
  const found = [...noted, ...faults, ...own.faults, ...keys.faults, ...federation.faults, ...demandedOf(env, brought)];
  return load(env, found, { brought, names: federation.names });
}

/** What holds where the host says nothing, other than with a service. */
const withoutWord = ({ PUBLIC_URL }: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  NODE_ENV: 'production',
  DATABASE_SCHEMA: 'castellan', // `public` is the host's, unless it says so
  FRONTEND_URL: PUBLIC_URL, // its own pages answer mailed links
  LOG_LEVEL: 'warn', // a line for each request is written where one asks for it
});

/** What the service would do without, by means that a host does not have: an address by its port, a database in its folder. */
function demandedOf({ PUBLIC_URL, DATABASE_URL }: NodeJS.ProcessEnv, { database }: Brought): readonly Fault[] {
  const missing = (name: string, example: string): Fault => optionFault({ name, problem: 'is required', change: `${name}=${example}` });
  return [
    ...(PUBLIC_URL?.trim() ? [] : [missing('PUBLIC_URL', 'https://shop.example/auth')]),
    ...(DATABASE_URL || database ? [] : [missing('DATABASE_URL', 'postgres://user:password@db.example.com:5432/shop')]),
  ];
}

const broughtVariables = ({ database, mail = false }: Brought): readonly string[] => [
  ...(database === 'connection' ? ['DATABASE_URL'] : []),
  ...(mail ? ['SMTP_URL'] : []),
];

interface Loading {
  readonly brought: Brought;
  /** Of options that are not called as their variables. */
  readonly names: ReadonlyMap<string, string>;
}

function load(env: NodeJS.ProcessEnv, noted: readonly Fault[], { brought, names }: Loading): Configuration {
  const found: Fault[] = noted.filter(({ name }, index) => noted.findIndex((fault) => fault.name === name) === index);
  try {
    const configuration = loadConfiguration(env, broughtVariables(brought));
    // A port of its own is opened only for a host that asks for it.
    if (found.length === 0) return { ...configuration, ...(env.METRICS_PORT === undefined && { metricsPort: null }) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    found.push(
      ...error.faults
        .filter(({ name }) => isOfHost(name, env))
        .map((fault) => optionFault(fault, names))
        .filter(({ name }) => !noted.some((fault) => fault.name === name)),
    );
  }
  throw new ConfigurationError(found, 'The options of CastellanModule are not usable:');
}

/** Of an address that stands in for one that was not given, all is said at the other. */
const isOfHost = (name: string, { FRONTEND_URL, PUBLIC_URL }: NodeJS.ProcessEnv): boolean =>
  name !== 'FRONTEND_URL' || FRONTEND_URL !== PUBLIC_URL;
