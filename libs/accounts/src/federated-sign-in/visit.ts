import type { Caller } from '@castellan/access';
import type { SecondFactorRequired, SignedIn } from '../sessions/sign-in.types.js';

/** An app that is handed a code in the place of a session (RFC 8252, RFC 7636). */
export interface VisitingApp {
  readonly redirectUri: string;
  /** S256 of a verifier that the app keeps. */
  readonly codeChallenge: string;
}

/** Somebody is at a provider: for what, and where they go on once they come back. */
export interface Visit {
  /** Where a browser goes on: judged by whoever begins the visit. */
  readonly next: string;
  /** Where the person came from, for who signs up. */
  readonly sourceUrl: string | null;
  /** Null: a session of this browser, by cookies. */
  readonly app: VisitingApp | null;
  /** Who asked to link what comes back; null: somebody signs in. */
  readonly caller: Caller | null;
}

/** Why somebody came back for nothing, as clients are told. */
export type ArrivalRefusal =
  | 'provider_denied'
  | 'provider_failed'
  | 'account_exists'
  | 'email_missing'
  | 'email_unverified'
  | 'identity_taken'
  | 'password_reset_required'
  | 'session_ended'
  | 'sign_in_refused'
  | 'two_factor_required'
  | 'unavailable';

/** What became of a visit. */
export type Arrival =
  | { readonly kind: 'signed_in'; readonly visit: Visit; readonly result: SignedIn }
  | { readonly kind: 'second_factor_required'; readonly visit: Visit; readonly result: SecondFactorRequired }
  /** `code` is for the app, once, within 60 s. */
  | { readonly kind: 'handed_over'; readonly visit: Visit; readonly code: string }
  | { readonly kind: 'linked'; readonly visit: Visit }
  /** `visit` is null where the answer belongs to none that this browser began. */
  | { readonly kind: 'refused'; readonly visit: Visit | null; readonly code: ArrivalRefusal };
