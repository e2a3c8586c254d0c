import { RevocationBus, Transaction } from '@castellan/data';
import type { AuditChanges, AuthEventName } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../operators/operator-records.service.js';
import type { User } from '../users/user.types.js';
import type { Operator } from './operator.js';
import { PanelSessionsRepository } from './panel-sessions.repository.js';

/** What follows a change that an operator made: every node is told, and both histories say so, in the transaction of the change. */
@Injectable()
export class PanelWork {
  constructor(
    readonly transaction: Transaction,
    private readonly bus: RevocationBus,
    private readonly records: OperatorRecords,
    private readonly panelSessions: PanelSessionsRepository,
  ) {}

  async changed({ context }: Operator, user: User, event: AuthEventName, changes: AuditChanges): Promise<void> {
    await this.bus.publish({ kind: 'user', id: user.id });
    await this.records.done({ event, action: 'user.changed', user, changes }, context);
  }

  /** Part of the caller's transaction. */
  endPanelSessions(userId: string): Promise<void> {
    return this.panelSessions.deleteOf(userId);
  }
}
