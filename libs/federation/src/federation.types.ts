/** What a provider says of who signed in there, verified. */
export interface Person {
  /** The provider's id in the configuration. */
  readonly provider: string;
  /** `iss` of the ID token; of a provider without one, its address. */
  readonly issuer: string;
  /** Never given to anybody else there. */
  readonly subject: string;
  /** As it came, without spaces around it: 254 characters at most, one `@`. Null where there is none, or it is no address. */
  readonly email: string | null;
  /** The provider says, as a boolean, that the address is theirs, and is trusted to know. */
  readonly vouchesForEmail: boolean;
  /** May who is unknown sign up by this provider? */
  readonly signsUp: boolean;
  /** Plain text of 150 characters at most; empty where nothing fits. */
  readonly firstName: string;
  readonly lastName: string;
}

/** A provider as people are told of it. */
export interface ProviderName {
  /** As in addresses. */
  readonly id: string;
  readonly name: string;
}

/** Where somebody is sent, and what their browser has to show when they come back. */
export interface Departure {
  /** The provider's authorization endpoint, with everything asked for. */
  readonly url: string;
  /** Names this departure without its `state`, 22 characters of base64url: for the name of a cookie, so that several may be open at once. */
  readonly slot: string;
  /** 256 random bits, for the browser that left and for nobody else. */
  readonly secret: string;
  readonly expiresInMs: number;
}

/** What a provider sent somebody back with: the parameters of its answer, each once. */
export type ProviderAnswer = Readonly<Record<string, string>>;

/** The secret that the browser kept for a slot; null when it shows none. */
export type SecretOf = (slot: string) => string | null;

/** Who came back, and what the host gave along. */
export interface Return<T> {
  readonly person: Person;
  readonly carried: T;
}

/** What an examination of a provider found; `problem` is null where all is well, and is for operators: it names no secret. */
export interface ProviderFinding {
  readonly provider: ProviderName;
  readonly issuer: string;
  readonly problem: string | null;
  readonly tookMs: number;
}
