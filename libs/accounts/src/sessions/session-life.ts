import type { EndReason } from '@castellan/access';
import { TokenInvalid } from '@castellan/access';
import { sessionEnded } from './errors.js';

const DAY_MS = 24 * 3_600_000;

/** A session that is not refreshed for so long ends, where the host does not tell. */
export const REFRESH_TTL_MS = 7 * DAY_MS;
/** A session ends so long after its sign-in, however often it is refreshed. */
export const SESSION_MAX_AGE_MS = 90 * DAY_MS;

export interface SessionSpan {
  readonly expiresAt: Date;
  /** The end of its full life, however often it is refreshed. */
  readonly absoluteExpiresAt: Date;
}

export interface SessionToJudge extends SessionSpan {
  readonly version: number;
  readonly endReason: EndReason | null;
}

export interface OwnerToJudge {
  readonly isActive: boolean;
  readonly tokenVersion: number;
}

/** It lives; it is over, and why; or a change of the user's credentials left it behind. */
export type Life = 'live' | 'superseded' | EndReason;

/** The one judgement of a session, for its access and its refresh tokens alike. */
export function lifeOf(session: SessionToJudge, user: OwnerToJudge, now: number): Life {
  if (session.endReason) return session.endReason;
  if (!user.isActive) return 'account_disabled';
  if (isExpired(session, now)) return expiryOf(session);
  return session.version === user.tokenVersion ? 'live' : 'superseded';
}

/** @throws SessionIsOver with the reason, TokenInvalid for one that was left behind */
export function demandLife(session: SessionToJudge, user: OwnerToJudge, now: number): void {
  const refusal = refusalOfLife(session, user, now);
  if (refusal) throw refusal;
}

/** What `demandLife` throws; null for a session that lives. */
export function refusalOfLife(session: SessionToJudge, user: OwnerToJudge, now: number): Error | null {
  const life = lifeOf(session, user, now);
  if (life === 'live') return null;
  return life === 'superseded' ? new TokenInvalid() : sessionEnded(life);
}

export function isExpired({ expiresAt }: Pick<SessionSpan, 'expiresAt'>, now: number): boolean {
  return expiresAt.getTime() <= now;
}

/** A session that ran out says whether it was left alone too long or had its full life. */
function expiryOf({ expiresAt, absoluteExpiresAt }: SessionSpan): 'expired_idle' | 'expired_absolute' {
  return expiresAt.getTime() >= absoluteExpiresAt.getTime() ? 'expired_absolute' : 'expired_idle';
}
