import { NotAuthenticated, PermissionDenied, TokenExpired, TokenInvalid } from '@castellan/access';
import type { Caller } from '@castellan/access';
import { Clock } from '@castellan/common';
import type { RequestContext } from '@castellan/common';
import { Permissions } from '@castellan/permissions';
import { Injectable } from '@nestjs/common';
import { sessionEnded } from '../sessions/errors.js';
import { LiveSessions } from '../sessions/live-sessions.js';
import type { Need, StaffOperator } from './operator.js';
import { StaffSessionsRepository } from './staff-sessions.repository.js';
import type { StaffSession } from './staff-sessions.repository.js';

/** What the guard went by. */
interface AsLetIn {
  readonly isSuperuser: boolean;
  /** Of the session. */
  readonly seed: Uint8Array | null;
}

/** Makes an operator of a member of staff who came to the API with a session of level 2. */
@Injectable()
export class StaffOperators {
  constructor(
    private readonly live: LiveSessions,
    private readonly sessions: StaffSessionsRepository,
    private readonly permissions: Permissions,
    private readonly clock: Clock,
  ) {}

  /** Of a request that the guard let in. @throws PermissionDenied for who is not staff, or has proven one factor */
  async of(caller: Caller, context: RequestContext): Promise<StaffOperator> {
    const { id, isStaff, isSuperuser, permissions } = await this.live.userOf(caller);
    if (!isStaff || caller.aal < 2) throw new PermissionDenied();
    const seed = this.seedOf(caller);
    return {
      id,
      sessionId: caller.sessionId,
      isSuperuser,
      permissions,
      context: { ...context, actor: { kind: 'user', id } },
      confirm: (need) => this.confirm(caller, { isSuperuser, seed }, need),
    };
  }

  /** Null where nothing is remembered: then an act on oneself that makes tokens stale has to be repeated. */
  private seedOf({ sessionId, version }: Caller): Uint8Array | null {
    const session = this.live.sessionInMemory(sessionId);
    return session?.version === version ? session.seed : null;
  }

  private async confirm(caller: Caller, { isSuperuser, seed }: AsLetIn, need: Need): Promise<void> {
    const { userId, sessionId } = caller;
    const still = await this.sessions.hold(userId, sessionId, this.clock.now());
    demandLive(caller, seed, still);
    if (still.isSuperuser !== isSuperuser) throw new PermissionDenied();
    if (isSuperuser) return;
    if (need === 'superuser' || !(await this.permissions.hold(userId, need))) throw new PermissionDenied();
  }
}

/** @throws NotAuthenticated, SessionIsOver, TokenInvalid, TokenExpired for a token that the session has replaced since */
function demandLive({ version, step }: Caller, seed: Uint8Array | null, still: StaffSession | null): asserts still is StaffSession {
  if (still?.endReason) throw sessionEnded(still.endReason);
  if (!still?.isLive || !still.isWelcome || still.aal < 2) throw new NotAuthenticated();
  if (still.version !== still.userVersion) throw new TokenInvalid();
  if (still.step !== step) throw new TokenExpired();
  // What claims say changes, maybe by this very act, and the session is carried along with its seed; a new password gives it another one.
  if (still.version !== version && (seed === null || Buffer.compare(seed, still.seed) !== 0)) throw new TokenExpired();
}
