import { RevocationBus } from '@castellan/data';
import { AuditLog, BY_OPERATOR, OPERATOR_EVENTS } from '@castellan/log';
import type { AuditAction, AuditChanges, AuditTargetType, AuthEventName, OperatorContext } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { AccountEvents } from './account-events.service.js';
import type { User } from '../users/user.types.js';

/** Something an operator did to an account. */
export interface OperatorAct {
  readonly event: AuthEventName;
  readonly action: AuditAction;
  readonly user: Pick<User, 'id' | 'email'>;
  /** The user unless told; it has the user's id in any case. */
  readonly targetType?: AuditTargetType;
  readonly changes?: AuditChanges;
  /** In the operator's words; the user's own history says only what was done. */
  readonly reason?: string;
}

/** Writes what operators do to accounts into both histories: the user's and the operators'. Part of the caller's transaction. */
@Injectable()
export class OperatorRecords {
  constructor(
    private readonly events: AccountEvents,
    private readonly audit: AuditLog,
    private readonly bus: RevocationBus,
  ) {}

  async done({ event, action, user, targetType: type = 'user', ...what }: OperatorAct, context: OperatorContext): Promise<void> {
    const reason = OPERATOR_EVENTS.has(event) ? {} : { reason: BY_OPERATOR };
    await this.events.record({ event, status: 'success', ...reason, userId: user.id, identifier: user.email, context });
    await this.audit.record({ action, target: { type, id: user.id }, ...what, context });
  }

  /** Something about the user is new: tells every node, too. */
  async userChanged(
    event: AuthEventName,
    user: Pick<User, 'id' | 'email'>,
    changes: AuditChanges,
    context: OperatorContext,
  ): Promise<void> {
    await this.bus.publish({ kind: 'user', id: user.id });
    await this.done({ event, action: 'user.changed', user, changes }, context);
  }

  /** Of whom it was, their history keeps as little as after an erasure; the audit log keeps the id. */
  async deleted({ id: userId, email }: Pick<User, 'id' | 'email'>, context: OperatorContext): Promise<void> {
    await this.events.erased(userId, email);
    await this.events.record({ event: 'account_deleted', status: 'success', context });
    await this.audit.record({ action: 'user.deleted', target: { type: 'user', id: userId }, context });
  }
}
