/** What the options of `navigator.credentials.create()` say that an authenticator heeds. */
export interface CreationOptions {
  readonly challenge: string;
  readonly rp: { readonly id?: string };
  readonly user: { readonly id: string };
  readonly pubKeyCredParams: readonly { readonly alg: number }[];
  readonly excludeCredentials?: readonly { readonly id: string }[];
}

/** The same of `navigator.credentials.get()`. */
export interface RequestOptions {
  readonly challenge: string;
  readonly rpId?: string;
  readonly allowCredentials?: readonly { readonly id: string }[];
}

interface CredentialJson<R> {
  readonly id: string;
  readonly rawId: string;
  readonly type: string;
  readonly response: R;
  readonly clientExtensionResults: Readonly<Record<string, unknown>>;
}

/** A new credential as browsers hand it to a page (`toJSON()`). */
export type RegistrationJson = CredentialJson<{
  readonly clientDataJSON: string;
  readonly attestationObject: string;
  readonly transports: readonly string[];
}>;

/** The answer of a credential. */
export type AssertionJson = CredentialJson<{
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle?: string;
}>;
