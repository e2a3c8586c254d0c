import { Allowances, Budgets } from '@castellan/limits';
import { Injectable } from '@nestjs/common';

const HOUR_MS = 3_600_000;

@Injectable()
export class Pins {
  constructor(
    private readonly allowances: Allowances,
    private readonly budgets: Budgets,
  ) {}

  /** Three an hour; the fourth throws `Throttled`, which says when the next will do. */
  async demandAnother(userId: string): Promise<void> {
    await this.allowances.demand({ name: `app-count:pin:${userId}`, uses: 3, windowMs: HOUR_MS });
  }

  /** Five wrong ones in 15 minutes, then 15 minutes in which none is looked at: `spent`, `wrong` or `right`. */
  async look(userId: string, typed: string, kept: string) {
    const attempt = await this.budgets.attempt({ name: `pin:${userId}`, maxFailures: 5 }, () => Promise.resolve(typed === kept || null));
    return attempt.kind;
  }
}
