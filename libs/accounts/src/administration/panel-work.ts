import { RevocationBus, Transaction } from '@castellan/data';
import type { AuditChanges, AuthEventName } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../events/operator-records.service.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import type { User } from '../users/user.types.js';
import { demandNeed } from './operator.js';
import type { Need, Operator } from './operator.js';
import { OperatorStanding } from './operator-standing.service.js';
import { PanelSessionsRepository } from '../sessions/panel-sessions.repository.js';

/** How operators change something: whether they may is asked before it and at the end of it, every node is told, and both histories say so. */
@Injectable()
export class PanelWork {
  constructor(
    private readonly transaction: Transaction,
    private readonly standing: OperatorStanding,
    private readonly bus: RevocationBus,
    private readonly records: OperatorRecords,
    private readonly panelSessions: PanelSessionsRepository,
    private readonly administered: AdministeredUsersRepository,
  ) {}

  /** One transaction, which commits only while the operator still may. @throws PermissionDenied, NotAuthenticated, what `act` throws */
  async acting<T>(operator: Operator, need: Need, act: () => Promise<T>): Promise<T> {
    demandNeed(operator, need);
    return this.transaction.run(async () => {
      const result = await act();
      await this.standing.demandStill(operator, need);
      return result;
    });
  }

  /** Those that there are, locked until all is done: who becomes staff meanwhile is either staff already, or not yet. */
  async hold({ id }: Operator, userIds: readonly string[]): Promise<readonly User[]> {
    await this.administered.lockStaff(userIds, id);
    return this.administered.lockAll(userIds);
  }

  async changed({ context }: Operator, user: User, event: AuthEventName, changes: AuditChanges): Promise<void> {
    await this.bus.publish({ kind: 'user', id: user.id });
    await this.records.done({ event, action: 'user.changed', user, changes }, context);
  }

  /** Part of the caller's transaction. The session that does it stays: it has to be good until the end. */
  endPanelSessions(userId: string, { sessionId }: Operator): Promise<void> {
    return this.panelSessions.deleteOf(userId, sessionId);
  }
}
