import type { ProviderConfiguration } from '../federation-configuration.js';
import type { Fault } from '../faults.js';
import { inCapitals } from '../providers.js';

/** The variable of each option of a provider, less `PROVIDER_{ID}_`. Of `signingKey` its parts. */
const ENDINGS = {
  clientId: 'CLIENT_ID',
  clientSecret: 'CLIENT_SECRET',
  issuer: 'ISSUER',
  name: 'NAME',
  scopes: 'SCOPES',
  trustsEmail: 'TRUSTS_EMAIL',
  signsUp: 'SIGNS_UP',
  allowsPrivateAddresses: 'PRIVATE_ADDRESSES',
} as const satisfies Readonly<Record<Exclude<keyof ProviderConfiguration, 'id' | 'signingKey'>, string>>;

const KEY_ENDINGS = { teamId: 'TEAM_ID', keyId: 'KEY_ID', privateKey: 'PRIVATE_KEY' } as const satisfies Readonly<
  Record<keyof NonNullable<ProviderConfiguration['signingKey']>, string>
>;

interface Providers {
  /** What the variables would say. */
  readonly texts: Readonly<Record<string, string>>;
  /** What the host calls each variable of a provider. */
  readonly names: ReadonlyMap<string, string>;
  readonly faults: readonly Fault[];
}

/** Reads the list of providers as the environment would have it. */
export function readProviders(given: unknown): Providers {
  if (given === undefined || given === null) return { texts: {}, names: new Map(), faults: [] };
  if (!Array.isArray(given)) return { texts: {}, names: new Map(), faults: [wrong('providers', 'must be a list')] };
  const read = given.map((provider: unknown, index) => readProvider(provider, `providers[${index}]`));
  return {
    texts: Object.assign({ PROVIDERS: read.map(({ id }) => id).join(',') }, ...read.map(({ texts }) => texts)) as Providers['texts'], // of texts
    names: new Map(read.flatMap(({ names }) => names)),
    faults: read.flatMap(({ faults }) => faults),
  };
}

interface Read {
  readonly id: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly names: readonly (readonly [variable: string, option: string])[];
  readonly faults: readonly Fault[];
}

function readProvider(given: unknown, place: string): Read {
  const { id, ...options } = Object(given) as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || id === '' || id.includes(','))
    return { id: '', texts: {}, names: [], faults: [wrong(`${place}.id`, 'must be a name, as in with/{id}/')] };
  const variableOf = (ending: string): string => `PROVIDER_${inCapitals(id)}_${ending}`;
  const told = partsOf(options, place).filter(({ value }) => value !== undefined && value !== null);
  const texts = told.flatMap(({ ending, value }) => (ending && textOf(value) !== undefined ? [[variableOf(ending), textOf(value)]] : []));
  return {
    id,
    texts: Object.fromEntries(texts) as Read['texts'], // both are texts
    names: [...ENDINGS_BY_OPTION].map(([option, ending]) => [variableOf(ending), `${place}.${option}`]),
    faults: told.flatMap(({ option, ending, value }) => {
      if (ending === undefined) return [wrong(option, 'is no option')];
      return textOf(value) === undefined ? [wrong(option, 'must be a text, true or false, or a list of texts')] : [];
    }),
  };
}

interface Part {
  readonly option: string;
  readonly ending: string | undefined;
  readonly value: unknown;
}

function partsOf({ signingKey, ...options }: Readonly<Record<string, unknown>>, place: string): readonly Part[] {
  const ofKey = Object.entries(Object(signingKey) as Readonly<Record<string, unknown>>);
  const parts = [...Object.entries(options), ...ofKey.map(([name, value]) => [`signingKey.${name}`, value] as const)];
  return parts.map(([name, value]) => ({ option: `${place}.${name}`, ending: ENDINGS_BY_OPTION.get(name), value }));
}

const ENDINGS_BY_OPTION: ReadonlyMap<string, string> = new Map([
  ...Object.entries(ENDINGS),
  ...Object.entries(KEY_ENDINGS).map(([name, ending]) => [`signingKey.${name}`, ending] as const),
]);

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.join(' ') : undefined;
}

const wrong = (name: string, problem: string): Fault => ({ name, problem, change: '' });
