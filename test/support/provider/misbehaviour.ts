import type { OutgoingHttpHeaders } from 'node:http';

/** What the provider serves. */
export type Endpoint = 'metadata' | 'jwks' | 'authorize' | 'token' | 'userinfo';

/** In the place of what an endpoint would answer. */
export interface Reply {
  readonly status?: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
  /** It answers as ever, but so much later, in milliseconds. */
  readonly delayMs?: number;
  /** It takes the request and never answers. */
  readonly isSilent?: boolean;
}

/** How an ID token is signed. `other` is by a key that the JWKS does not have; `public` takes the public key, in PEM, for the secret of HS256. */
export type Signing = 'ES256' | 'RS256' | 'other' | 'none' | 'HS256' | 'public';

type Members = Readonly<Record<string, unknown>>;

/** What the provider does that it should not. Members are put over its own; one that is undefined is left out. */
export interface Misbehaviour {
  readonly metadata?: Members;
  /** Of the ID token. */
  readonly claims?: Members;
  /** Of the header of the ID token. */
  readonly header?: Members;
  readonly signs?: Signing;
  /** Of the answer of the token endpoint. */
  readonly token?: Members;
  readonly userinfo?: Members;
  /** Of the answer that a browser brings back. */
  readonly answer?: Readonly<Record<string, string | undefined>>;
  readonly replies?: Partial<Readonly<Record<Endpoint, Reply>>>;
  /** Takes a code without its verifier, and as often as it comes. */
  readonly isCareless?: boolean;
}
