import { ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { demandOther } from '../administration/operator.js';
import type { Operator } from '../administration/operator.js';
import { OperatorGate } from '../administration/operator-gate.service.js';
import { Superusers } from '../administration/superusers.service.js';
import { OperatorRecords } from '../events/operator-records.service.js';
import { TokenInvalidation } from '../invalidation/token-invalidation.service.js';
import { AccountErasure } from './account-erasure.service.js';
import { ClosedUsersRepository } from './closed-users.repository.js';
import { ClosingNotice } from './closing-notice.service.js';

const MAX_AFTER_MS = 365 * 24 * 3_600_000;
const TOO_LATE = { after: ['Erase it within a year.'] };

/**
 * An operator has an account erased later: it is closed as its owner closes it, who is mailed, and keeps it by signing in before. Who
 * should not even sign in is disabled besides.
 */
@Injectable()
export class PlannedErasure {
  constructor(
    private readonly gate: OperatorGate,
    private readonly closed: ClosedUsersRepository,
    private readonly superusers: Superusers,
    private readonly invalidation: TokenInvalidation,
    private readonly notice: ClosingNotice,
    private readonly records: OperatorRecords,
    private readonly erasure: AccountErasure,
  ) {}

  /**
   * One that is closed already is erased no later than it would be. @param afterMs milliseconds, up to a year
   * @throws PermissionDenied, NotFound, LastSuperuser, ValidationFailed for oneself and without a reason (`because`)
   */
  async plan(operator: Operator, id: string, afterMs: number): Promise<void> {
    await this.gate.actingWithReason(operator, 'users.delete', async () => {
      if (afterMs > MAX_AFTER_MS) throw new ValidationFailed({ errors: TOO_LATE });
      const user = await this.gate.hold(operator, id);
      demandOther(operator, user);
      await this.superusers.demandAnother(id);
      const plan = this.erasure.planned(afterMs);
      const eraseAt = await this.closed.closeUntil(id, plan);
      await this.invalidation.invalidate(id, 'account_disabled');
      await this.notice.send(user, { ...operator.context, language: null }, eraseAt);
      const changes = {
        closed_at: [user.closedAt?.toISOString() ?? null, (user.closedAt ?? plan.now).toISOString()],
        erase_at: [null, eraseAt.toISOString()],
      } as const;
      await this.records.userChanged('account_closed', user, changes, operator.context);
    });
  }
}
