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
    return {
      id,
      sessionId: caller.sessionId,
      isSuperuser,
      permissions,
      context: { ...context, actor: { kind: 'user', id } },
      confirm: (need) => this.confirm(caller, isSuperuser, need),
    };
  }

  private async confirm(caller: Caller, isSuperuser: boolean, need: Need): Promise<void> {
    const { userId, sessionId } = caller;
    const still = await this.sessions.hold(userId, sessionId, this.clock.now());
    demandLive(caller, still);
    if (still.isSuperuser !== isSuperuser) throw new PermissionDenied();
    if (isSuperuser) return;
    if (need === 'superuser' || !(await this.permissions.hold(userId, need))) throw new PermissionDenied();
  }
}

/** @throws NotAuthenticated, SessionIsOver, TokenInvalid, TokenExpired for a token that the session has replaced since */
function demandLive({ version, step }: Caller, still: StaffSession | null): asserts still is StaffSession {
  if (still?.endReason) throw sessionEnded(still.endReason);
  if (!still?.isLive || !still.isWelcome || still.aal < 2) throw new NotAuthenticated();
  if (still.version !== still.userVersion) throw new TokenInvalid();
  if (still.version !== version || still.step !== step) throw new TokenExpired();
}
