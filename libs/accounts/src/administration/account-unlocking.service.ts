import { NotFound, ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../events/operator-records.service.js';
import type { User } from '../users/user.types.js';
import { UsersRepository } from '../users/users.repository.js';
import type { Lockout } from './lockouts.service.js';
import { Lockouts } from './lockouts.service.js';
import { demand, demandOther } from './operator.js';
import type { Operator } from './operator.js';
import { OperatorGate } from './operator-gate.service.js';

const NOTHING = { user: ['Nothing is refused to this user.'] };

/**
 * What is refused to users after too many wrong secrets, and its end before its time. It gives no session and proves nothing: the next
 * sign-in wants the right secrets. Every method throws `PermissionDenied`, `NotFound` for nobody, and `Unavailable` while the store is away.
 */
@Injectable()
export class AccountUnlocking {
  constructor(
    private readonly gate: OperatorGate,
    private readonly users: UsersRepository,
    private readonly lockouts: Lockouts,
    private readonly records: OperatorRecords,
  ) {}

  async lockoutsOf(operator: Operator, userId: string): Promise<readonly Lockout[]> {
    demand(operator, 'users.view');
    const user = await this.users.find(userId);
    if (!user) throw new NotFound();
    return this.lockouts.of(user);
  }

  /**
   * Lifts all of it, once that is committed: a form that is refused at its end lifts nothing. Limits by client go on.
   * @throws ValidationFailed without a reason (`because`), for oneself, and when nothing is refused
   */
  async unlock(operator: Operator, userId: string): Promise<void> {
    const user = await this.gate.actingWithReason(operator, 'users.change', () => this.record(operator, userId));
    await this.lockouts.lift(user);
  }

  private async record(operator: Operator, userId: string): Promise<User> {
    const user = await this.gate.hold(operator, userId);
    demandOther(operator, user);
    const kinds = [...new Set((await this.lockouts.of(user)).map(({ kind }) => kind))];
    if (kinds.length === 0) throw new ValidationFailed({ errors: NOTHING });
    const changes = { refused: [kinds, []] } as const;
    await this.records.done({ event: 'account_unlocked', action: 'user.changed', user, changes }, operator.context);
    return user;
  }
}
