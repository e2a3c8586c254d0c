import type { SigningKeyOptions } from '../options.js';

/** One provider as it holds: what the host configured, over what its preset says. */
export interface ProviderSettings {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly signingKey: SigningKeyOptions | null;
  readonly scopes: readonly string[];
  /** Null where the host does not say: the preset does. */
  readonly trustsEmail: boolean | null;
  readonly signsUp: boolean;
  readonly allowsPrivateAddresses: boolean;
  /** Where it sends people back to. */
  readonly redirectUri: string;
}
