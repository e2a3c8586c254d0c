import { NotFound } from '@castellan/common';
import { RevocationBus, Transaction } from '@castellan/data';
import type { OperatorContext } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../events/operator-records.service.js';
import { UsersRepository } from '../users/users.repository.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import type { Flag } from './administered-users.repository.js';
import { StandingEffects } from './standing-effects.service.js';
import { Superusers } from './superusers.service.js';

/** The event of a flag that is given, and of one that is taken away. */
const EVENTS = {
  is_active: ['account_enabled', 'account_disabled'],
  is_staff: ['staff_granted', 'staff_revoked'],
  is_superuser: ['superuser_granted', 'superuser_revoked'],
} as const satisfies Readonly<Record<Flag, readonly [given: string, taken: string]>>;

/** Who is in, who is staff, who is superuser. One superuser stays. */
@Injectable()
export class UserStanding {
  constructor(
    private readonly administered: AdministeredUsersRepository,
    private readonly users: UsersRepository,
    private readonly superusers: Superusers,
    private readonly effects: StandingEffects,
    private readonly transaction: Transaction,
    private readonly bus: RevocationBus,
    private readonly records: OperatorRecords,
  ) {}

  /** Setting what is set already changes nothing. @throws NotFound, LastSuperuser */
  async set(userId: string, flag: Flag, value: boolean, context: OperatorContext): Promise<void> {
    await this.transaction.run(async () => {
      if (!value && flag !== 'is_staff') await this.superusers.demandAnother(userId);
      const changed = await this.administered.setFlag(userId, flag, value);
      if (!changed) return this.demandExisting(userId);
      await this.effects.of(userId, flag, value);
      await this.bus.publish({ kind: 'user', id: userId });
      const event = EVENTS[flag][value ? 0 : 1];
      await this.records.done({ event, action: 'user.changed', user: changed, changes: { [flag]: [!value, value] } }, context);
    });
  }

  /** @throws NotFound, LastSuperuser */
  async delete(userId: string, context: OperatorContext): Promise<void> {
    await this.transaction.run(async () => {
      await this.superusers.demandAnother(userId);
      if (!(await this.administered.delete(userId))) throw new NotFound();
      await this.bus.publish({ kind: 'user', id: userId });
      await this.records.deleted(userId, context);
    });
  }

  private async demandExisting(userId: string): Promise<void> {
    if (!(await this.users.find(userId))) throw new NotFound();
  }
}
