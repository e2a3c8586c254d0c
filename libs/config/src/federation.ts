import type { Configuration, Environment } from './configuration.js';
import type { FederationConfiguration } from './federation-configuration.js';
import { durationWithin, HOUR, MINUTE } from './durations.js';
import { parseProviderId } from './provider-values.js';
import { readProvider } from './providers.js';
import { parseRedirectUri } from './redirect-uris.js';
import { settings } from './settings.js';
import { strayIn } from './stray-providers.js';
import { listOf } from './values.js';
import type { Variables } from './variables.js';

export const FEDERATION_SETTINGS = settings({
  PROVIDERS: {
    as: listOf(parseProviderId),
    example: 'google,github',
    meaning:
      'who people may [sign in with](../guides/providers.md), in the order in which they see them: presets (`google`, `microsoft`, `apple`, `github`, `gitlab`), and any other that speaks OpenID Connect by a name of your own',
  },
  PROVIDER_STATE_TTL: {
    byDefault: '10m',
    as: durationWithin({ min: MINUTE, max: HOUR }),
    meaning: 'how long somebody may stay away there',
  },
  REDIRECT_URIS: {
    as: listOf(parseRedirectUri),
    example: 'com.example.app:/signed-in',
    meaning:
      'where apps that sign people in by a provider [are sent back to](../guides/providers.md#from-an-app), compared letter by letter; of addresses on 127.0.0.1 and [::1] any port',
  },
});

/** Where providers send people back to, which is registered there letter by letter; `{provider}` stands for the name of one. */
export const providerCallbackUrl = ({ publicUrl }: Pick<Configuration, 'publicUrl'>): string =>
  `${publicUrl}/api/auth/with/{provider}/callback/`;

/** Reads who people may sign in with (docs/reference/contract.md#providers). */
export function readFederation(variables: Variables, environment: Environment): FederationConfiguration {
  const { PROVIDERS, PROVIDER_STATE_TTL, REDIRECT_URIS } = FEDERATION_SETTINGS;
  const ids = variables.read(PROVIDERS, []);
  const stateTtlMs = variables.told(PROVIDER_STATE_TTL);
  refuseTwice(variables, ids);
  if (variables.isSound(PROVIDERS.name)) refuseStray(variables, ids);
  return {
    providers: ids.map((id) => readProvider(variables, environment, id)),
    redirectUris: variables.read(REDIRECT_URIS, []),
    ...(stateTtlMs !== undefined && { stateTtlMs }),
  };
}

function refuseTwice(variables: Variables, ids: readonly string[]): void {
  const once = [...new Set(ids)];
  if (once.length < ids.length) variables.refuse(FEDERATION_SETTINGS.PROVIDERS.name, 'names a provider twice', once.join(','));
}

/** It would be missed only when people come. */
function refuseStray(variables: Variables, ids: readonly string[]): void {
  const { PROVIDERS, PROVIDER_STATE_TTL } = FEDERATION_SETTINGS;
  const { misspelt, unlisted } = strayIn(
    variables.namesFrom('PROVIDER_').filter((name) => name !== PROVIDER_STATE_TTL.name),
    ids,
  );
  for (const name of misspelt) variables.refuse(name, 'is no setting of this provider: take the line out');
  const [first] = unlisted;
  if (first === undefined) return;
  const missing = [...new Set(unlisted.map(({ id }) => id))];
  variables.refuse(PROVIDERS.name, `does not list ${first.id}, of which ${first.name} is set`, [...ids, ...missing].join(','));
}
