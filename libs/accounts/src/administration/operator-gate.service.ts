import { NotAuthenticated, PermissionDenied } from '@castellan/access';
import { Clock, NotFound } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Permissions } from '@castellan/permissions';
import { TwoFactor } from '@castellan/twofactor';
import { Injectable } from '@nestjs/common';
import { PANEL_IDLE_MS, PanelSessionsRepository } from '../sessions/panel-sessions.repository.js';
import type { User } from '../users/user.types.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import { demandMastery, demandNeed, isMachine } from './operator.js';
import type { Need, Operator } from './operator.js';
import { demandReason } from './reason.js';

/** What every act of an operator goes through: whether they may is asked before it, and again at the end of it. @internal */
@Injectable()
export class OperatorGate {
  constructor(
    private readonly transaction: Transaction,
    private readonly administered: AdministeredUsersRepository,
    private readonly sessions: PanelSessionsRepository,
    private readonly permissions: Permissions,
    private readonly twoFactor: TwoFactor,
    private readonly clock: Clock,
  ) {}

  /** One transaction, which commits only while the operator still may. @throws PermissionDenied, NotAuthenticated, what `act` throws */
  async acting<T>(operator: Operator, need: Need, act: () => Promise<T>): Promise<T> {
    demandNeed(operator, need);
    return this.run(operator, need, act);
  }

  /**
   * As `acting`, for what takes something from somebody: whoever does it at the panel says why (`because`).
   * @throws what `acting` throws, ValidationFailed without a reason
   */
  async actingWithReason<T>(operator: Operator, need: Need, act: () => Promise<T>): Promise<T> {
    demandNeed(operator, need);
    demandReason(operator);
    return this.run(operator, need, act);
  }

  private run<T>(operator: Operator, need: Need, act: () => Promise<T>): Promise<T> {
    return this.transaction.run(async () => {
      const result = await act();
      await this.demandStill(operator, need);
      return result;
    });
  }

  /**
   * Those that there are, locked until all is done: who becomes staff meanwhile is either staff already, or not yet.
   * @throws PermissionDenied where a machine reaches for staff, whatever it is about
   */
  async holdAll(operator: Operator, userIds: readonly string[]): Promise<readonly User[]> {
    await this.administered.lockStaff(userIds, operator.id);
    const users = await this.administered.lockAll(userIds);
    if (isMachine(operator)) users.forEach((user) => demandMastery(operator, user));
    return users;
  }

  /** As `holdAll`. @throws NotFound, PermissionDenied */
  async hold(operator: Operator, userId: string): Promise<User> {
    const [user] = await this.holdAll(operator, [userId]);
    if (!user) throw new NotFound();
    return user;
  }

  /**
   * The act's last step: a form can be on its way while a report ends the session, or a superuser takes the permission. The rows that say
   * so stay locked until the commit, so what takes them away comes before the act, which is then rolled back, or after it.
   */
  private async demandStill(operator: Operator, need: Need): Promise<void> {
    if ('confirm' in operator) return operator.confirm(need);
    if (operator.sessionId === null) return;
    const { id, sessionId, isSuperuser } = operator;
    const still = await this.sessions.hold(id, sessionId, this.clock.now(), this.clock.in(-PANEL_IDLE_MS));
    if (!still || !(await this.twoFactor.isEnabled(id))) throw new NotAuthenticated();
    if (still.isSuperuser !== isSuperuser) throw new PermissionDenied();
    if (isSuperuser) return;
    if (need === 'superuser' || !(await this.permissions.hold(id, need))) throw new PermissionDenied();
  }
}
