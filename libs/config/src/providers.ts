import type { Environment } from './configuration.js';
import type { ProviderConfiguration } from './federation-configuration.js';
import {
  isOnLoopback,
  parseAppleId,
  parseAppleKey,
  parseGiven,
  parseProviderIssuer,
  parseProviderName,
  parseScopes,
} from './provider-values.js';
import { settings } from './settings.js';
import type { NamedSetting } from './settings.js';
import { parseBoolean } from './values.js';
import type { Variables } from './variables.js';

/** The providers whose issuer, scopes and trust are known (libs/federation; test/contract/presets.spec.ts). */
export const PRESET_IDS: readonly string[] = ['google', 'microsoft', 'apple', 'github', 'gitlab'];

/** The variables of each provider; `{ID}` is its name in capital letters, with `_` for `-`. */
export const PROVIDER_SETTINGS = settings({
  'PROVIDER_{ID}_CLIENT_ID': { as: parseGiven, example: '<the client ID that the provider gave>', meaning: 'required' },
  'PROVIDER_{ID}_CLIENT_SECRET': {
    as: parseGiven,
    example: '<the client secret that the provider gave>',
    meaning: 'required, but with `apple`',
  },
  'PROVIDER_{ID}_ISSUER': {
    defaultInWords: "the preset's",
    as: parseProviderIssuer,
    example: 'https://login.example.com',
    meaning:
      'its `issuer`, as `/.well-known/openid-configuration` below it spells it. Required where the name is that of no preset; moves a preset: GitHub Enterprise, a GitLab of your own, one tenant of Microsoft',
  },
  'PROVIDER_{ID}_NAME': {
    defaultInWords: "the preset's, else `{id}`",
    as: parseProviderName,
    example: 'Acme',
    meaning: 'what people read',
  },
  'PROVIDER_{ID}_SCOPES': {
    defaultInWords: "the preset's, else `openid email profile`",
    as: parseScopes,
    example: 'openid email profile',
    meaning: 'what it is asked for',
  },
  'PROVIDER_{ID}_TRUSTS_EMAIL': {
    defaultInWords: "the preset's, else `false`",
    as: parseBoolean,
    example: 'true',
    meaning:
      'whether [it is believed](../guides/providers.md#whom-to-trust) that an address which it calls verified is theirs who signed in: it then opens the account of that address',
  },
  'PROVIDER_{ID}_SIGNS_UP': {
    defaultInWords: '`true`',
    as: parseBoolean,
    example: 'false',
    meaning: 'whether who has no account here gets one by it',
  },
  'PROVIDER_{ID}_PRIVATE_ADDRESSES': {
    defaultInWords: '`false`',
    as: parseBoolean,
    example: 'true',
    meaning: 'whether it may be reached in private networks; else only at public addresses, whatever its metadata names',
  },
  'PROVIDER_{ID}_TEAM_ID': { as: parseAppleId, example: '<the team ID that Apple shows>', meaning: 'required with `apple`' },
  'PROVIDER_{ID}_KEY_ID': { as: parseAppleId, example: '<the key ID that Apple shows>', meaning: 'required with `apple`' },
  'PROVIDER_{ID}_PRIVATE_KEY': {
    as: parseAppleKey,
    example: '<the .p8 file, line breaks as \\n>',
    meaning:
      'required with `apple`: the key that signs its client secret, which is made anew each time. As a file: `PROVIDER_APPLE_PRIVATE_KEY_FILE`',
  },
});

type ProviderSetting = keyof typeof PROVIDER_SETTINGS;

/** Which of them Apple's clients have, and which all others. */
export const APPLES: readonly ProviderSetting[] = ['PROVIDER_{ID}_TEAM_ID', 'PROVIDER_{ID}_KEY_ID', 'PROVIDER_{ID}_PRIVATE_KEY'];
export const OTHERS: readonly ProviderSetting[] = ['PROVIDER_{ID}_CLIENT_SECRET'];

/** `acme-corp` becomes `ACME_CORP`. */
export const inCapitals = (id: string): string => id.toUpperCase().replaceAll('-', '_');

/** The setting of one provider. */
function of<N extends ProviderSetting>(id: string, name: N): (typeof PROVIDER_SETTINGS)[N] {
  const setting = PROVIDER_SETTINGS[name];
  return { ...setting, name: setting.name.replace('{ID}', inCapitals(id)) };
}

/** Reads what is told of the provider `id`. */
export function readProvider(variables: Variables, environment: Environment, id: string): ProviderConfiguration {
  return {
    id,
    clientId: required(variables, id, of(id, 'PROVIDER_{ID}_CLIENT_ID')),
    ...(id === 'apple'
      ? { signingKey: readSigningKey(variables) }
      : { clientSecret: required(variables, id, of(id, 'PROVIDER_{ID}_CLIENT_SECRET')) }),
    ...given('issuer', readIssuer(variables, environment, id)),
    ...given('name', variables.told(of(id, 'PROVIDER_{ID}_NAME'))),
    ...given('scopes', readScopes(variables, id)),
    ...given('trustsEmail', variables.told(of(id, 'PROVIDER_{ID}_TRUSTS_EMAIL'))),
    ...given('signsUp', variables.told(of(id, 'PROVIDER_{ID}_SIGNS_UP'))),
    ...given('allowsPrivateAddresses', variables.told(of(id, 'PROVIDER_{ID}_PRIVATE_ADDRESSES'))),
  };
}

function readSigningKey(variables: Variables): NonNullable<ProviderConfiguration['signingKey']> {
  return {
    teamId: required(variables, 'apple', of('apple', 'PROVIDER_{ID}_TEAM_ID')),
    keyId: required(variables, 'apple', of('apple', 'PROVIDER_{ID}_KEY_ID')),
    privateKey: required(variables, 'apple', of('apple', 'PROVIDER_{ID}_PRIVATE_KEY')),
  };
}

function required(variables: Variables, id: string, setting: NamedSetting<string>): string {
  variables.demand(setting, `is required with the provider ${id}`);
  return variables.read(setting, '');
}

function readIssuer(variables: Variables, environment: Environment, id: string): string | undefined {
  const setting = of(id, 'PROVIDER_{ID}_ISSUER');
  if (!PRESET_IDS.includes(id)) variables.demand(setting, `is required with the provider ${id}, which is no preset`);
  const issuer = variables.told(setting);
  if (issuer?.startsWith('http:') && environment === 'production' && isOnLoopback(issuer))
    variables.refuse(setting.name, 'must be https in production', setting.example);
  return issuer;
}

/** Without `openid` there is no ID token, and nobody would be told who signed in (OpenID Connect Core 1.0, §3.1.2.1). */
function readScopes(variables: Variables, id: string): readonly string[] | undefined {
  const setting = of(id, 'PROVIDER_{ID}_SCOPES');
  const scopes = variables.told(setting);
  if (scopes !== undefined && id !== 'github' && !scopes.includes('openid'))
    variables.refuse(setting.name, 'must hold openid', ['openid', ...scopes].join(' '));
  return scopes;
}

const given = <K extends keyof ProviderConfiguration>(
  key: K,
  value: ProviderConfiguration[K] | undefined,
): { readonly [P in K]?: NonNullable<ProviderConfiguration[P]> } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: NonNullable<ProviderConfiguration[P]> }; // a computed key loses its name
