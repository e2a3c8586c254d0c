/** A provider that people sign in with; what is left out is what its preset says (libs/federation). */
export interface ProviderConfiguration {
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** Of Apple's clients, which sign their secret themselves; the key in PEM. */
  readonly signingKey?: { readonly teamId: string; readonly keyId: string; readonly privateKey: string };
  readonly issuer?: string;
  readonly name?: string;
  readonly scopes?: readonly string[];
  readonly trustsEmail?: boolean;
  readonly signsUp?: boolean;
  readonly allowsPrivateAddresses?: boolean;
}

export interface FederationConfiguration {
  /** In the order in which people see them. */
  readonly providers: readonly ProviderConfiguration[];
  /** How long somebody may stay away at one. */
  readonly stateTtlMs?: number;
  /** Where apps may be sent back to, compared letter by letter but for the port of a loopback address (RFC 8252 §7.3). */
  readonly redirectUris: readonly string[];
}
