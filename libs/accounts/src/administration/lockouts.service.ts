import { Clock } from '@castellan/common';
import { Budgets } from '@castellan/limits';
import type { Budget } from '@castellan/limits';
import { Injectable } from '@nestjs/common';
import { passwordsOfAccount, passwordsOfDevice, secondFactors, strangersSecondFactors } from '../budgets/budgets.js';
import { DevicesRepository } from '../devices/devices.repository.js';
import type { User } from '../users/user.types.js';

/**
 * What is refused after too many wrong secrets: passwords from devices that the account does not know, or from one that it does; second
 * factors anywhere, or without a mailed link from devices that it does not know (docs/reference/contract.md#limits).
 */
export type LockoutKind = 'password' | 'password_of_device' | 'second_factor' | 'second_factor_of_strangers';

/** Something that is refused to a user for a while, even when it is right. */
export interface Lockout {
  readonly kind: LockoutKind;
  /** How many wrong ones led to it. */
  readonly failures: number;
  readonly until: Date;
  /** The name of the one device it is about; null for all the others. */
  readonly device: string | null;
}

interface Watched {
  readonly kind: LockoutKind;
  readonly device: string | null;
  readonly budget: Budget;
}

/** Reads what is refused to a user, and spends nothing by it. Every method throws Unavailable while the store is away. */
@Injectable()
export class Lockouts {
  constructor(
    private readonly budgets: Budgets,
    private readonly devices: DevicesRepository,
    private readonly clock: Clock,
  ) {}

  async of(user: Pick<User, 'id'>): Promise<readonly Lockout[]> {
    const found = await Promise.all((await this.watched(user)).map((one) => this.lockoutOf(one)));
    return found.filter((one) => one !== null);
  }

  /** All budgets of the user are whole again. Those of clients are left alone. */
  async lift(user: Pick<User, 'id'>): Promise<void> {
    await Promise.all((await this.watched(user)).map(({ budget }) => this.budgets.restore(budget)));
  }

  private async watched({ id }: Pick<User, 'id'>): Promise<readonly Watched[]> {
    const devices = await this.devices.list(id);
    return [
      { kind: 'password', device: null, budget: passwordsOfAccount(id) },
      ...devices.map(({ id: deviceId, name }) => ({
        kind: 'password_of_device' as const,
        device: name,
        budget: passwordsOfDevice(deviceId),
      })),
      { kind: 'second_factor', device: null, budget: secondFactors(id) },
      { kind: 'second_factor_of_strangers', device: null, budget: strangersSecondFactors(id) },
    ];
  }

  private async lockoutOf({ kind, device, budget }: Watched): Promise<Lockout | null> {
    const ms = await this.budgets.refusedFor(budget);
    return ms === null ? null : { kind, device, failures: budget.maxFailures, until: this.clock.in(ms) };
  }
}
