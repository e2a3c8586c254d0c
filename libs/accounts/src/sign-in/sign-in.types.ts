import type { RequestContext } from '@castellan/common';
import type { SessionTokens, SessionView, Transport } from '../sessions/session.types.js';
import type { User } from '../users/user.types.js';

/** A factor that was just proven, by its RFC 8176 name. */
export type Factor = 'pwd';

/** How and from where somebody signs in. */
export interface SignInContext extends RequestContext {
  readonly transport: Transport;
  /** The device token the client kept from an earlier sign-in. */
  readonly deviceToken: string | null;
}

/** A completed sign-in. */
export interface SignedIn {
  readonly user: User;
  readonly session: SessionView;
  readonly tokens: SessionTokens;
  readonly deviceToken: string;
}
