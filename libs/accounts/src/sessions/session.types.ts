import type { AssuranceLevel, Transport } from '@castellan/access';

/** A session as its owner sees it. */
export interface SessionView {
  readonly id: string;
  readonly transport: Transport;
  readonly deviceName: string;
  readonly ip: string;
  readonly location: string | null;
  readonly aal: AssuranceLevel;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}

/** The tokens of a session. They leave the process in the session's own transport only. */
export interface SessionTokens {
  readonly access: string;
  readonly refresh: string;
  readonly accessExpiresAt: Date;
  readonly refreshExpiresAt: Date;
}

/** The session of a signed-in request, with tokens that say so anew. */
export interface RenewedSession {
  readonly transport: Transport;
  readonly tokens: SessionTokens;
}
