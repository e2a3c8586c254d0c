import type { Transport } from '@castellan/access';
import type { RequestContext } from '@castellan/common';
import type { SessionTokens, SessionView } from './session.types.js';
import type { SignedInUser } from '../users/user.types.js';

/** How and from where somebody signs in. */
export interface SignInContext extends RequestContext {
  readonly transport: Transport;
  /** The device token the client kept from an earlier sign-in. */
  readonly deviceToken: string | null;
  /** Asks for no second factor on this device for a while; counts only together with one just proven. */
  readonly trustDevice?: boolean;
}

/** A completed sign-in. */
export interface SignedIn {
  readonly status: 'signed_in';
  readonly user: SignedInUser;
  readonly session: SessionView;
  readonly tokens: SessionTokens;
  readonly deviceToken: string;
  /** How many backup codes are left, once one was used. */
  readonly backupCodesRemaining: number | null;
  /** The kind of the second factor just proven, if one was. */
  readonly second: string | null;
}

/** A sign-in that waits for its second factor. No token of it opens anything. */
export interface SecondFactorRequired {
  readonly status: 'second_factor_required';
  /** Opaque, 256 random bits; for the client that began, once. */
  readonly sessionToken: string;
  /** The kinds of second factors that can finish it. */
  readonly methods: readonly string[];
  readonly expiresInMs: number;
}

/** What a first factor led to: a session, or the question for a second factor. */
export type SignInResult = SignedIn | SecondFactorRequired;
