import type { Clock } from '@castellan/common';
import type { ClientAuth } from 'openid-client';
import type { ProviderAnswer } from '../federation.types.js';
import type { Web } from '@castellan/outbound';
import type { Provider } from './provider.js';
import type { ProviderSettings } from './provider-settings.js';

/** Claims as they came, of an ID token that is verified or of userinfo. */
export type Claims = Readonly<Record<string, unknown>>;

/** What holds of a provider where the host does not tell. */
interface PresetData {
  readonly name: string;
  readonly issuer: string;
  readonly scopes: readonly string[];
  /** Does an address belong to who signs in, where it says so? Some know that of some addresses alone. */
  readonly trustsEmail: boolean | ((claims: Claims) => boolean);
}

/** A provider that speaks OpenID Connect: data, and a function where it has a way of its own. */
export interface OpenIdPreset extends PresetData {
  readonly speaks: 'openid';
  /** `query` unless told. */
  readonly responseMode?: 'form_post';
  /** Parameters of the authorization request besides. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** How it knows us: by the secret, in the way that its metadata asks for, unless told. */
  readonly clientAuthOf?: (settings: ProviderSettings, clock: Clock) => ClientAuth;
  /** Puts what it says in its own way, in an ID token or at userinfo, as the standard has it (OpenID Connect Core 1.0, §5.1). */
  readonly claimsOf?: (claims: Claims, answer: ProviderAnswer) => Claims;
  /** Whether the issuer that its metadata names may stand for the configured one, where that is not simply the same. */
  readonly acceptsIssuer?: (configured: URL, told: string) => boolean;
  /** What it calls a refusal by the person, besides the names of the standards. */
  readonly denials?: readonly string[];
}

/** A provider that speaks OAuth 2.0 in its own way. */
export interface OwnPreset extends PresetData {
  readonly speaks: 'own';
  /** `web` is the only way out. */
  readonly open: (settings: ProviderSettings, web: Web) => Provider;
}

/** What is known of a provider by its id. */
export type Preset = OpenIdPreset | OwnPreset;
