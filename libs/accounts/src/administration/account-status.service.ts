import { DomainError, NotFound, ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../events/operator-records.service.js';
import type { User } from '../users/user.types.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import type { Flag } from './administered-users.repository.js';
import { demandOther } from './operator.js';
import type { Operator } from './operator.js';
import { OperatorGate } from './operator-gate.service.js';
import { StatusEffects } from './status-effects.service.js';
import { Superusers } from './superusers.service.js';

/** Each is locked until all are changed. */
const MAX_USERS = 500;
const HOW_MANY = { users: [`Choose 1 to ${MAX_USERS} users.`] };
const GONE = { form: ['One of them is not there any more. Load the list again.'] };

/** The event of a flag that is given, and of one that is taken away. */
const EVENTS = {
  is_active: ['account_enabled', 'account_disabled'],
  is_staff: ['staff_granted', 'staff_revoked'],
  is_superuser: ['superuser_granted', 'superuser_revoked'],
} as const satisfies Readonly<Record<Flag, readonly [given: string, taken: string]>>;

/**
 * Who is in, who is staff, who is superuser. Staff and superusers are the affair of superusers, nobody does it to themselves, and the last
 * superuser stays. Setting what is set already changes nothing.
 * Every method throws `PermissionDenied`, `LastSuperuser`, `ValidationFailed` for oneself and without a reason (`because`; enabling needs
 * none), and `NotFound` for nobody.
 */
@Injectable()
export class AccountStatus {
  constructor(
    private readonly gate: OperatorGate,
    private readonly administered: AdministeredUsersRepository,
    private readonly superusers: Superusers,
    private readonly effects: StatusEffects,
    private readonly records: OperatorRecords,
  ) {}

  /**
   * All of them or none: the failure names the user who was the reason. Disabling ends all their sessions at once (`account_disabled`);
   * enabling brings none back. @throws ValidationFailed for more than 500
   */
  async setActive(operator: Operator, ids: readonly string[], isActive: boolean): Promise<void> {
    const wanted = new Set(ids);
    const act = async (): Promise<void> => {
      if (wanted.size < 1 || wanted.size > MAX_USERS) throw new ValidationFailed({ errors: HOW_MANY });
      const users = await this.gate.holdAll(operator, [...wanted]);
      if (users.length < wanted.size) throw new NotFound({ errors: GONE });
      for (const user of users) await this.set(operator, user, 'is_active', isActive).catch((error: unknown) => refuseFor(user, error));
    };
    await (isActive ? this.gate.acting(operator, 'users.change', act) : this.gate.actingWithReason(operator, 'users.change', act));
  }

  /** Staff may enter the panel; what they may do there, permissions say. @throws PermissionDenied, unless a superuser asks */
  async setStaff(operator: Operator, id: string, isStaff: boolean): Promise<void> {
    await this.gate.actingWithReason(operator, 'superuser', async () =>
      this.set(operator, await this.gate.hold(operator, id), 'is_staff', isStaff),
    );
  }

  /** A superuser has every permission. It makes nobody staff. */
  async setSuperuser(operator: Operator, id: string, isSuperuser: boolean): Promise<void> {
    await this.gate.actingWithReason(operator, 'superuser', async () =>
      this.set(operator, await this.gate.hold(operator, id), 'is_superuser', isSuperuser),
    );
  }

  private async set(operator: Operator, user: User, flag: Flag, value: boolean): Promise<void> {
    demandOther(operator, user);
    if (!value && flag !== 'is_staff') await this.superusers.demandAnother(user.id);
    if (!(await this.administered.setFlag(user.id, flag, value))) return;
    await this.effects.of(user.id, flag, value);
    await this.records.userChanged(EVENTS[flag][value ? 0 : 1], user, { [flag]: [!value, value] }, operator.context);
  }
}

function refuseFor({ email }: User, error: unknown): never {
  if (!(error instanceof DomainError)) throw error;
  const { code, kind, detail, extras } = error;
  const reasons = Object.values(extras.errors ?? { user: [detail] }).flat();
  throw new DomainError(code, kind, detail, { ...extras, errors: { form: [`${email}: ${reasons.join(' ')}`] } });
}
