import { RevocationBus, Transaction } from '@castellan/data';
import type { AuditChanges, AuthEventName } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../operators/operator-records.service.js';
import type { User } from '../users/user.types.js';
import type { Operator } from './operator.js';

/** What follows a change that an operator made: every node is told, and both histories say so, in the transaction of the change. */
@Injectable()
export class PanelWork {
  constructor(
    readonly transaction: Transaction,
    private readonly bus: RevocationBus,
    private readonly records: OperatorRecords,
  ) {}

  async changed({ context }: Operator, user: User, event: AuthEventName, changes: AuditChanges): Promise<void> {
    await this.bus.publish({ kind: 'user', id: user.id });
    await this.records.done({ event, action: 'user.changed', user, changes }, context);
  }
}
