import { NotFound, ValidationFailed } from '@castellan/common';
import { RevocationBus } from '@castellan/data';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../events/operator-records.service.js';
import { normalizeEmail } from '../users/email-address.js';
import type { User } from '../users/user.types.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import { demandOther } from './operator.js';
import type { Operator, PanelOperator } from './operator.js';
import { OperatorGate } from './operator-gate.service.js';
import { Superusers } from './superusers.service.js';

const NOT_CONFIRMED = { email: ['This is not the e-mail address of the user.'] };

/**
 * Deletes accounts at once, with everything that is theirs; their events stay, and name nobody. The last superuser stays.
 * Every method throws `PermissionDenied`, `LastSuperuser`, `ValidationFailed` for oneself and
 * without a reason (`because`), and `NotFound` for nobody.
 */
@Injectable()
export class AccountDeletion {
  constructor(
    private readonly gate: OperatorGate,
    private readonly administered: AdministeredUsersRepository,
    private readonly superusers: Superusers,
    private readonly bus: RevocationBus,
    private readonly records: OperatorRecords,
  ) {}

  /** For code that knows whom it means. */
  async delete(operator: Exclude<Operator, PanelOperator>, id: string): Promise<void> {
    await this.deleting(operator, id, () => {});
  }

  /** @param email of the user, typed anew, so that nobody deletes the wrong one */
  async deleteConfirmed(operator: Operator, id: string, email: string): Promise<void> {
    await this.deleting(operator, id, (user) => {
      if (normalizeEmail(email) !== user.email) throw new ValidationFailed({ errors: NOT_CONFIRMED });
    });
  }

  /** The row is locked before anything is decided by it. */
  private async deleting(operator: Operator, id: string, demandConfirmed: (user: User) => void): Promise<void> {
    await this.gate.actingWithReason(operator, 'users.delete', async () => {
      const user = await this.gate.hold(operator, id);
      demandOther(operator, user);
      demandConfirmed(user);
      await this.superusers.demandAnother(id);
      if (!(await this.administered.delete(id))) throw new NotFound();
      await this.bus.publish({ kind: 'user', id });
      await this.records.deleted(user, operator.context);
    });
  }
}
