import { NotAuthenticated, PermissionDenied } from '@castellan/access';
import { Clock } from '@castellan/common';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { Permissions } from '@castellan/permissions';
import type { Need, Operator } from './operator.js';
import { PANEL_IDLE_MS, PanelSessionsRepository } from '../sessions/panel-sessions.repository.js';

/**
 * Asks at the end of an act whether its operator may still do it: a form can be on its way while a report ends the session, or a
 * superuser takes the permission. The rows that say so stay locked until the commit, so what takes them away comes before the act,
 * which is then rolled back, or after it.
 */
@Injectable()
export class OperatorStanding {
  constructor(
    private readonly sessions: PanelSessionsRepository,
    private readonly permissions: Permissions,
    private readonly twoFactor: TwoFactor,
    private readonly clock: Clock,
  ) {}

  /** Part of the act's transaction, its last step. @throws NotAuthenticated, PermissionDenied */
  async demandStill({ id, sessionId, isSuperuser }: Operator, need: Need): Promise<void> {
    const still = await this.sessions.hold(id, sessionId, this.clock.now(), this.clock.in(-PANEL_IDLE_MS));
    if (!still || !(await this.twoFactor.isEnabled(id))) throw new NotAuthenticated();
    if (still.isSuperuser !== isSuperuser) throw new PermissionDenied();
    if (isSuperuser) return;
    if (need === 'superuser' || !(await this.permissions.hold(id, need))) throw new PermissionDenied();
  }
}
