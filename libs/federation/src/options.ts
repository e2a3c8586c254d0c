/** Apple's clients sign their secret themselves: an ES256 JWT that is made anew long before it ends. */
export interface SigningKeyOptions {
  readonly teamId: string;
  readonly keyId: string;
  /** PKCS #8, in PEM. */
  readonly privateKey: string;
}

/** One provider. What is left out is what its preset says, where the id is that of one (`PRESETS`). */
export interface ProviderOptions {
  /** Lower case letters, digits and `-`: stands in addresses. */
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** In the place of `clientSecret`, for Apple. */
  readonly signingKey?: SigningKeyOptions;
  /** `iss`: https, or http on loopback where `allowsHttpOnLoopback`. */
  readonly issuer?: string;
  /** For people. */
  readonly name?: string;
  readonly scopes?: readonly string[];
  /** Is it believed that an address belongs to who signs in, where it says so? False unless a preset or the host says otherwise. */
  readonly trustsEmail?: boolean;
  /** May who is unknown sign up by it? */
  readonly signsUp?: boolean;
  /** May its addresses lie in private networks? */
  readonly allowsPrivateAddresses?: boolean;
}

/** What `FederationModule.forRoot` needs. */
export interface FederationOptions {
  /** In the order in which people see them. */
  readonly providers: readonly ProviderOptions[];
  /** Where providers send people back to, with `{provider}` for the id. It is registered there, letter by letter. */
  readonly callbackUrl: string;
  /** May issuers on loopback be asked without TLS? For development. */
  readonly allowsHttpOnLoopback?: boolean;
  /** How long somebody may stay away, in milliseconds: `PROVIDER_STATE_TTL_MS`, where it is not given. */
  readonly stateTtlMs?: number;
}

/** The options as they hold. */
export type FederationRules = Required<FederationOptions>;

export const FEDERATION_OPTIONS = Symbol('FEDERATION_OPTIONS');
