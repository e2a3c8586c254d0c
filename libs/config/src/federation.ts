import type { FederationConfiguration } from './configuration.js';

/** Reads who people may sign in with (docs/reference/contract.md#providers). */
export function readFederation(): FederationConfiguration {
  return { providers: [], redirectUris: [] };
}
