import type { ProviderAnswer } from '../federation.types.js';

/** What one authorization request is bound to. It is kept by us, never by the browser. */
export interface Errand {
  /** 256 random bits that the answer has to name (RFC 6749 §10.12). */
  readonly state: string;
  /** 256 random bits that the ID token has to name (OpenID Connect Core 1.0, §3.1.2.1). */
  readonly nonce: string;
  /** Of PKCE (RFC 7636), always by S256. */
  readonly codeVerifier: string;
}

/** What a provider says of who came back, verified to be from it; whatever it says of them may be of any type. */
export interface Claimed {
  readonly issuer: string;
  readonly subject: string;
  readonly email?: unknown;
  /** `email_verified`: means yes only as `true`. */
  readonly emailVerified?: unknown;
  /** Is it believed where it says so? What the host configured outranks it. */
  readonly isTrusted: boolean;
  readonly firstName?: unknown;
  readonly lastName?: unknown;
}

/** One provider: speaks its protocol, and nothing else. What it throws is `Denied` or `Failed`. */
export interface Provider {
  /** The address at the provider that somebody is sent to. */
  authorizationUrl(errand: Errand): Promise<URL>;
  /** Who came back with this answer. The errand is theirs: whoever asks has compared `state`, and spent it. */
  identify(answer: ProviderAnswer, errand: Errand): Promise<Claimed>;
  /** Asks for what it has to know of the provider, without any memory of earlier answers. */
  examine(): Promise<void>;
}
