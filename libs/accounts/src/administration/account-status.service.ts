import { Clock, DomainError, NotFound, ValidationFailed } from '@castellan/common';
import { Injectable } from '@nestjs/common';
import { OperatorRecords } from '../events/operator-records.service.js';
import type { User } from '../users/user.types.js';
import { AdministeredUsersRepository } from './administered-users.repository.js';
import type { Flag } from './administered-users.repository.js';
import { demandOther, may } from './operator.js';
import type { Operator } from './operator.js';
import { OperatorGate } from './operator-gate.service.js';
import { StatusEffects } from './status-effects.service.js';
import { Superusers } from './superusers.service.js';

/** Each is locked until all are changed. */
const MAX_USERS = 500;
const HOW_MANY = { users: [`Choose 1 to ${MAX_USERS} users.`] };
/** What is longer is for ever. */
const MAX_BAN_MS = 10 * 365 * 24 * 3_600_000;
const HOW_LONG = { until: ['Choose how long, up to ten years.'] };
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
    private readonly clock: Clock,
  ) {}

  /**
   * All of them or none: the failure names the user who was the reason. Disabling ends all their sessions at once (`account_disabled`);
   * enabling brings none back. @throws ValidationFailed for more than 500
   */
  async setActive(operator: Operator, ids: readonly string[], isActive: boolean): Promise<void> {
    if (!isActive) return this.disable(operator, ids);
    await this.gate.acting(operator, 'users.change', () => this.each(operator, ids, (user) => this.enableOne(operator, user)));
  }

  /**
   * As `setActive`, and with an end: after it they sign in as before, without anybody's doing. Who is disabled already is disabled for that
   * long from now on. @param forMs in milliseconds; null without an end @throws ValidationFailed for no time at all
   */
  async disable(operator: Operator, ids: readonly string[], forMs: number | null = null): Promise<void> {
    await this.gate.actingWithReason(operator, 'users.change', async () => {
      if (forMs !== null && !(forMs > 0 && forMs <= MAX_BAN_MS)) throw new ValidationFailed({ errors: HOW_LONG });
      const until = forMs === null ? null : this.clock.in(forMs);
      await this.each(operator, ids, (user) => this.disableOne(operator, user, until));
    });
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

  private async each(operator: Operator, ids: readonly string[], act: (user: User) => Promise<void>): Promise<void> {
    const wanted = new Set(ids);
    if (wanted.size < 1 || wanted.size > MAX_USERS) throw new ValidationFailed({ errors: HOW_MANY });
    const users = await this.gate.holdAll(operator, [...wanted]);
    if (users.length < wanted.size) throw new NotFound({ errors: GONE });
    for (const user of users)
      await act(user).catch((error: unknown) => refuseFor(may(operator, 'users.view') ? user.email : user.id, error));
  }

  private async enableOne(operator: Operator, user: User): Promise<void> {
    demandOther(operator, user);
    if (await this.administered.enable(user.id)) await this.noteActive(operator, user, true, null);
  }

  private async disableOne(operator: Operator, user: User, until: Date | null): Promise<void> {
    demandOther(operator, user);
    await this.superusers.demandAnother(user.id);
    if (!(await this.administered.disable(user.id, until))) return;
    await this.effects.of(user.id, 'is_active', false);
    await this.noteActive(operator, user, false, until);
  }

  private async noteActive({ context }: Operator, user: User, isActive: boolean, until: Date | null): Promise<void> {
    const ends = [user.disabledUntil?.toISOString() ?? null, until?.toISOString() ?? null] as const;
    const changes = { is_active: [user.isActive, isActive], disabled_until: ends } as const;
    await this.records.userChanged(EVENTS.is_active[isActive ? 0 : 1], user, changes, context);
  }

  private async set(operator: Operator, user: User, flag: Exclude<Flag, 'is_active'>, value: boolean): Promise<void> {
    demandOther(operator, user);
    if (!value && flag === 'is_superuser') await this.superusers.demandAnother(user.id);
    if (!(await this.administered.setFlag(user.id, flag, value))) return;
    await this.effects.of(user.id, flag, value);
    await this.records.userChanged(EVENTS[flag][value ? 0 : 1], user, { [flag]: [!value, value] }, operator.context);
  }
}

/** @param who as the operator may know them */
function refuseFor(who: string, error: unknown): never {
  if (!(error instanceof DomainError)) throw error;
  const { code, kind, detail, extras } = error;
  const reasons = Object.values(extras.errors ?? { user: [detail] }).flat();
  throw new DomainError(code, kind, detail, { ...extras, errors: { form: [`${who}: ${reasons.join(' ')}`] } });
}
